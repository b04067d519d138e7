"""Accounts that belong to one person."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("chat", sa.Column("joined", sa.Integer))
    op.create_index("ix_chat_joined", "chat", ["joined"])
    op.create_table(
        "link_code",
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_link_code"),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chat.id"], name="fk_link_code_chat", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_link_code_chat_id", "link_code", ["chat_id"])
