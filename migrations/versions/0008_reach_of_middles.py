"""How far around the middle of a country other lists may have theirs.

The next `flask directory prepare` loads the gazetteer anew and fills it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("middles", sa.Column("reach", sa.Double(), server_default="1", nullable=False))


def downgrade() -> None:
    op.drop_column("middles", "reach")
