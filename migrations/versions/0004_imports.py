"""The runs of imports, their rows and findings, and what each run did."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COUNTS = (
    "rows_read",
    "accepted",
    "accepted_with_warnings",
    "refused",
    "proposed",
    "unchanged",
    "published",
    "kept_unpublished",
)


def upgrade() -> None:
    op.create_table(
        "import_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("profile", sa.String(length=64), nullable=False),
        sa.Column("profile_digest", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column("publish", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_import_runs"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_import_runs_person_id_people"
        ),
    )
    op.create_index("ix_import_runs_source", "import_runs", ["source"])
    op.create_table(
        "import_rows",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("cells_json", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "number", name="pk_import_rows"),
        _reference("import_rows", "run_id", "import_runs"),
    )
    op.create_index("ix_import_rows_key", "import_rows", ["run_id", "key"])
    op.create_table(
        "import_findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("column", sa.String(length=120), nullable=False),
        sa.Column("severity", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import_findings"),
        _reference("import_findings", "run_id", "import_runs"),
    )
    op.create_index("ix_import_findings_run_id", "import_findings", ["run_id"])
    op.create_table(
        "imported_organisations",
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("foreign_id", sa.String(length=300), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("source", "foreign_id", name="pk_imported_organisations"),
        _reference("imported_organisations", "organisation_id", "organisations"),
        _reference("imported_organisations", "revision_id", "revisions"),
    )
    op.create_index(
        "ix_imported_organisations_organisation_id", "imported_organisations", ["organisation_id"]
    )
    op.create_table(
        "import_deeds",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("foreign_id", sa.String(length=300), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("proposed_id", sa.Integer()),
        sa.Column("accepted_id", sa.Integer()),
        sa.Column("replaced_id", sa.Integer()),
        sa.Column("earlier_id", sa.Integer()),
        sa.Column("undone", sa.String(length=20), nullable=False),
        sa.Column("withdrawal_id", sa.Integer()),
        sa.PrimaryKeyConstraint("run_id", "foreign_id", name="pk_import_deeds"),
        _reference("import_deeds", "run_id", "import_runs"),
        _reference("import_deeds", "organisation_id", "organisations"),
        _reference("import_deeds", "proposed_id", "revisions"),
        _reference("import_deeds", "accepted_id", "revisions"),
        _reference("import_deeds", "replaced_id", "revisions"),
        _reference("import_deeds", "earlier_id", "revisions"),
        _reference("import_deeds", "withdrawal_id", "steps_taken"),
    )
    op.create_index("ix_import_deeds_organisation_id", "import_deeds", ["organisation_id"])


def downgrade() -> None:
    for table in (
        "import_deeds",
        "imported_organisations",
        "import_findings",
        "import_rows",
        "import_runs",
    ):
        op.drop_table(table)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)
