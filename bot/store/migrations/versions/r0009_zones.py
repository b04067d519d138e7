"""Whose clock the hours of a check-in are told by."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("checkin", sa.Column("zone", sa.String, nullable=False, server_default=""))
