"""What is learned from lines, summaries, and conversations that others read along."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column(
        "person", sa.Column("remembering", sa.Boolean, nullable=False, server_default=sa.true())
    )
    op.add_column(
        "chat", sa.Column("shared", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.add_column("chat", sa.Column("read_until", sa.Integer, nullable=False, server_default="0"))
    # Telegram's groups have negative numbers.
    op.execute("UPDATE chat SET shared = true WHERE external_id LIKE '-%'")
    op.create_table(
        "memory",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("line_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("vector", sa.LargeBinary),
        sa.Column("space", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_memory"),
        sa.ForeignKeyConstraint(
            ["line_id"], ["line.id"], name="fk_memory_line", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_memory_line_id", "memory", ["line_id"])
    op.create_table(
        "summary",
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("until", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_summary"),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chat.id"], name="fk_summary_chat", ondelete="CASCADE"
        ),
    )
