"""Names of places by country, so that a letter or two within one is answered at once.

Both indexes hold all that such a question reads: the rows themselves lie far apart.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WELL_KNOWN = sa.text("weight >= 600")


def upgrade() -> None:
    op.create_index(
        "ix_place_names_country_key", "place_names", ["country", "key", "weight", "place"]
    )
    _index_well_known(["key", "weight", "place"])


def downgrade() -> None:
    _index_well_known(["key"])
    op.drop_index("ix_place_names_country_key", "place_names")


def _index_well_known(columns: list[str]) -> None:
    op.drop_index("ix_place_names_well_known", "place_names")
    op.create_index(
        "ix_place_names_well_known",
        "place_names",
        columns,
        sqlite_where=WELL_KNOWN,
        postgresql_where=WELL_KNOWN,
    )
