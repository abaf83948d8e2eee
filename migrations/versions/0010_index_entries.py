"""What an index of searches is fed with, one row a listing.

Empty until `flask directory rebuild` has run, or the worker has made the public rows anew as it
does when their rules change; until then listings are found by the database.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLE = "public_index_entries"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("public_id", sa.String(10), nullable=False),
        sa.Column("change_number", sa.Integer(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("entry_json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"],
            ["public_organisations.id"],
            name=op.f("fk_public_index_entries_id_public_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_index_entries")),
        sa.UniqueConstraint("public_id", name=op.f("uq_public_index_entries_public_id")),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
