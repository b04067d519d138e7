"""People, their accounts, conversations and lines."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("messenger", sa.String, nullable=False),
        sa.Column("external_id", sa.String, nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_account_person", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("messenger", "external_id", name="uq_account_messenger_external_id"),
    )
    op.create_index("ix_account_person_id", "account", ["person_id"])
    op.create_table(
        "chat",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("external_id", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chat"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_chat_account", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("account_id", "external_id", name="uq_chat_account_id_external_id"),
    )
    op.create_table(
        "line",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("speaker", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("mood", sa.String),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_line"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_line_chat", ondelete="CASCADE"),
    )
    op.create_index("ix_line_chat_id_id", "line", ["chat_id", "id"])
