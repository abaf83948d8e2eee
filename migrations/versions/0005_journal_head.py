"""Keep the head of the journal in a row of its own, so that a cut tail is noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the head, and let it stand at the line that is the last today."""
    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_journal_head_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )
    last = sa.text("SELECT number, chain FROM journal ORDER BY number DESC LIMIT 1")
    found = op.get_bind().execute(last).one_or_none()
    lines, chain = found or (0, "0" * 64)
    head = sa.text("INSERT INTO journal_head (id, lines, chain) VALUES (1, :lines, :chain)")
    op.execute(head.bindparams(lines=lines, chain=chain))


def downgrade() -> None:
    """Forget the head; the lines stay."""
    op.drop_table("journal_head")
