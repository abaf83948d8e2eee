"""Words know whose they are, offers how they stand, names sort alike on both databases.

Run `flask directory rebuild` afterwards. Until then organisations are found by their names
alone: of the other words nobody knows whether a service says them that must find no place, so
they are taken away here (docs/protection.md, 1). All of it is made again from the working zone.
"""

import sqlalchemy as sa
from alembic import op

from directory.database.migrations import compare_by_code_point

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OLD = "uq_public_words_word_organisation_id"
NEW = "uq_public_words_word_organisation_id_service"


def upgrade() -> None:
    """Keep the words of names: those are the organisation's own."""
    op.execute("DELETE FROM public_words WHERE weight <> 3")
    with op.batch_alter_table("public_words") as words:
        words.add_column(sa.Column("service", sa.Uuid(), nullable=True))
        words.drop_constraint(OLD, type_="unique")
        words.create_unique_constraint(NEW, ["word", "organisation_id", "service"])
    op.add_column(
        "public_offers", sa.Column("standing", sa.Integer(), nullable=False, server_default="0")
    )
    compare_by_code_point("public_organisations", "name_key", sa.String(300))


def downgrade() -> None:
    """Keep the words of the organisations themselves; a rebuild brings back the others."""
    compare_by_code_point("public_organisations", "name_key", sa.String(300), undo=True)
    op.drop_column("public_offers", "standing")
    op.execute("DELETE FROM public_words WHERE service IS NOT NULL")
    with op.batch_alter_table("public_words") as words:
        words.drop_constraint(NEW, type_="unique")
        words.create_unique_constraint(OLD, ["word", "organisation_id"])
        words.drop_column("service")
