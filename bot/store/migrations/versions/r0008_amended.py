"""Lines whose words changed after something was learned from them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "amended",
        sa.Column("line_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("line_id", name="pk_amended"),
        sa.ForeignKeyConstraint(
            ["line_id"], ["line.id"], name="fk_amended_line", ondelete="CASCADE"
        ),
    )
