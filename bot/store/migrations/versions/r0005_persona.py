"""Whom people talk to."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("person", sa.Column("persona", sa.String, nullable=False, server_default=""))
