"""What people chose and corrected, and conversations that begin anew."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("person", sa.Column("speaking", sa.String))
    op.add_column("chat", sa.Column("begins_after", sa.Integer))
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("read", sa.String, nullable=False),
        sa.Column("meant", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_correction_person", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_correction_person_id", "correction", ["person_id"])
