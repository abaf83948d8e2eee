"""Create the public zone."""

import sqlalchemy as sa
from alembic import op

from directory.database.migrations import create_spatial_table, drop_spatial_table
from directory.database.types import WORD

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the public zone."""
    op.create_table(
        "public_changes",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("public_id", sa.String(length=10), nullable=False),
        sa.Column("deed", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_public_changes")),
    )
    op.create_index(
        op.f("ix_public_changes_public_id"), "public_changes", ["public_id"], unique=False
    )
    op.create_table(
        "public_organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=10), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("listing_json", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("name_key", sa.String(length=300), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("shows_until", sa.Date(), nullable=True),
        sa.Column("change_number", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_organisations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_public_organisations_public_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_public_organisations_uuid")),
    )
    op.create_index(
        op.f("ix_public_organisations_kind"), "public_organisations", ["kind"], unique=False
    )
    op.create_index(
        op.f("ix_public_organisations_name_key"), "public_organisations", ["name_key"], unique=False
    )
    op.create_table(
        "public_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("site", sa.Uuid(), nullable=True),
        sa.Column("precision", sa.String(length=20), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("region", sa.String(length=120), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["public_organisations.id"],
            name=op.f("fk_public_places_organisation_id_public_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_places")),
    )
    op.create_index(op.f("ix_public_places_country"), "public_places", ["country"], unique=False)
    op.create_index(
        op.f("ix_public_places_organisation_id"), "public_places", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_public_places_region"), "public_places", ["region"], unique=False)
    op.create_table(
        "public_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("word", WORD, nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["public_organisations.id"],
            name=op.f("fk_public_words_organisation_id_public_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_words")),
        sa.UniqueConstraint(
            "word", "organisation_id", name=op.f("uq_public_words_word_organisation_id")
        ),
    )
    op.create_index(
        op.f("ix_public_words_organisation_id"), "public_words", ["organisation_id"], unique=False
    )
    op.create_table(
        "public_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("service", sa.Uuid(), nullable=True),
        sa.Column("service_kind", sa.String(length=64), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("region", sa.String(length=120), nullable=True),
        sa.Column("free", sa.Boolean(), nullable=False),
        sa.Column("no_papers", sa.Boolean(), nullable=False),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.Column("is_near_somewhere", sa.Boolean(), nullable=False),
        sa.Column("group_not_stated", sa.Boolean(), nullable=False),
        sa.Column("shows_from", sa.Date(), nullable=True),
        sa.Column("shows_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["public_organisations.id"],
            name=op.f("fk_public_offers_organisation_id_public_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["public_places.id"], name=op.f("fk_public_offers_place_id_public_places")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_offers")),
    )
    op.create_index(op.f("ix_public_offers_country"), "public_offers", ["country"], unique=False)
    op.create_index(
        "ix_public_offers_kind", "public_offers", ["service_kind", "organisation_id"], unique=False
    )
    op.create_index(
        op.f("ix_public_offers_organisation_id"), "public_offers", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_public_offers_place_id"), "public_offers", ["place_id"], unique=False)
    op.create_table(
        "public_offer_areas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("region", sa.String(length=120), nullable=True),
        sa.Column("has_polygon", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["public_offers.id"],
            name=op.f("fk_public_offer_areas_offer_id_public_offers"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_offer_areas")),
    )
    op.create_index(
        op.f("ix_public_offer_areas_country"), "public_offer_areas", ["country"], unique=False
    )
    op.create_index(
        op.f("ix_public_offer_areas_offer_id"), "public_offer_areas", ["offer_id"], unique=False
    )
    op.create_index(
        op.f("ix_public_offer_areas_region"), "public_offer_areas", ["region"], unique=False
    )
    op.create_table(
        "public_offer_groups",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["public_offers.id"],
            name=op.f("fk_public_offer_groups_offer_id_public_offers"),
        ),
        sa.PrimaryKeyConstraint("offer_id", "code", name=op.f("pk_public_offer_groups")),
    )
    op.create_table(
        "public_offer_languages",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["public_offers.id"],
            name=op.f("fk_public_offer_languages_offer_id_public_offers"),
        ),
        sa.PrimaryKeyConstraint("offer_id", "language", name=op.f("pk_public_offer_languages")),
    )
    op.create_index(
        "ix_public_offer_languages_language",
        "public_offer_languages",
        ["language", "offer_id"],
        unique=False,
    )
    #
    create_spatial_table("public_points", "point", "POINT")
    create_spatial_table("public_areas", "area", "MULTIPOLYGON")


def downgrade() -> None:
    """Take it away again."""
    drop_spatial_table("public_areas", "area")
    drop_spatial_table("public_points", "point")
    op.drop_table("public_offer_languages")
    op.drop_table("public_offer_groups")
    op.drop_table("public_offer_areas")
    op.drop_table("public_offers")
    op.drop_table("public_words")
    op.drop_table("public_places")
    op.drop_table("public_organisations")
    op.drop_table("public_changes")
