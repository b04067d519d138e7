"""When people want to be asked how they are."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "checkin",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("messenger", sa.String, nullable=False),
        sa.Column("chat", sa.String, nullable=False),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("hours", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("last", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("person_id", name="pk_checkin"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_checkin_person", ondelete="CASCADE"
        ),
    )
