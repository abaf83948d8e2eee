"""Places, what people call them, and which gazetteer is loaded."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WELL_KNOWN = sa.text("weight >= 600")


def upgrade() -> None:
    op.create_table(
        "places",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("region", sa.String()),
        sa.Column("population", sa.Integer()),
        sa.Column("precision_km", sa.Double()),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("time_zone", sa.String()),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_places"),
        sa.UniqueConstraint("place_id", name="uq_places_place_id"),
    )
    op.create_table(
        "place_names",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String()),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_place_names"),
        sa.ForeignKeyConstraint(["place"], ["places.id"], name="fk_place_names_place_places"),
    )
    op.create_index("ix_place_names_place", "place_names", ["place"])
    op.create_index("ix_place_names_key", "place_names", ["key"])
    op.create_index(
        "ix_place_names_well_known",
        "place_names",
        ["key"],
        sqlite_where=WELL_KNOWN,
        postgresql_where=WELL_KNOWN,
    )
    op.create_table(
        "gazetteer_loads",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column(
            "loaded_at",
            sa.DateTime(timezone=True),
            server_default=sa.func.current_timestamp(),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_gazetteer_loads"),
    )


def downgrade() -> None:
    op.drop_table("gazetteer_loads")
    op.drop_table("place_names")
    op.drop_table("places")
