"""The inbox, and lines that know what they came from."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("line", sa.Column("source", sa.String))
    op.create_index("ix_line_chat_id_source", "line", ["chat_id", "source"], unique=True)
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("messenger", sa.String, nullable=False),
        sa.Column("external_id", sa.String, nullable=False),
        sa.Column("chat", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("content", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lead", sa.Integer),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("messenger", "external_id", name="uq_inbox_messenger_external_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_lead", "inbox", ["lead"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("inbox_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("after", sa.String, nullable=False),
        sa.Column("message", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.ForeignKeyConstraint(
            ["inbox_id"], ["inbox.id"], name="fk_outbox_inbox", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("inbox_id", "name", name="uq_outbox_inbox_id_name"),
    )
