"""What an offer says of itself stands in one text, by filter, and so do its opening hours.

Until `flask directory rebuild` has run, or the worker has made the public rows anew as it does when
their rules change, an offer says nothing: filters find only what does not say. All of it is made
again from the working zone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OFFERS = "public_offers"
FLAGS = ("free", "no_papers", "walk_in", "group_not_stated")
LISTS = (("public_offer_groups", "code", 64), ("public_offer_languages", "language", 8))


def upgrade() -> None:
    op.add_column(OFFERS, sa.Column("said", sa.Text(), nullable=False, server_default=" "))
    op.add_column(OFFERS, sa.Column("hours", sa.Text(), nullable=True))
    for flag in FLAGS:
        op.drop_column(OFFERS, flag)
    for table, _column, _length in LISTS:
        op.drop_table(table)


def downgrade() -> None:
    """Bring the columns back empty; a rebuild fills them."""
    for table, column, length in LISTS:
        op.create_table(
            table,
            sa.Column("offer_id", sa.Integer(), nullable=False),
            sa.Column(column, sa.String(length), nullable=False),
            sa.ForeignKeyConstraint(
                ["offer_id"],
                ["public_offers.id"],
                name=op.f(f"fk_{table}_offer_id_public_offers"),
            ),
            sa.PrimaryKeyConstraint("offer_id", column, name=op.f(f"pk_{table}")),
        )
    op.create_index(
        "ix_public_offer_languages_language", "public_offer_languages", ["language", "offer_id"]
    )
    for flag in FLAGS:
        op.add_column(
            OFFERS, sa.Column(flag, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.drop_column(OFFERS, "hours")
    op.drop_column(OFFERS, "said")
