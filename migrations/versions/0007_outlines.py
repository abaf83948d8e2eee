"""What lies in which country and region; the nearest town of a country; P-codes of regions.

The next `flask directory prepare` loads the gazetteer anew and fills them.
"""

import sqlalchemy as sa
from alembic import op

from directory.database.migrations import create_spatial_table, drop_spatial_table

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("places", sa.Column("p_code", sa.String()))
    op.create_index("ix_places_country_lat_lon", "places", ["country", "lat", "lon"])
    op.create_table(
        "outlines",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outlines"),
    )
    op.create_table(
        "middles",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_middles"),
    )
    op.create_index("ix_middles_lat_lon", "middles", ["lat", "lon"])
    create_spatial_table("outline_areas", "area", "MULTIPOLYGON")


def downgrade() -> None:
    drop_spatial_table("outline_areas", "area")
    op.drop_table("middles")
    op.drop_table("outlines")
    op.drop_index("ix_places_country_lat_lon", "places")
    op.drop_column("places", "p_code")
