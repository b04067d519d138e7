"""The tables.

::

    person ─< account ─< chat ─< line ─< memory
           │             │         └─ amended
           │             │    └─ summary
           │             └─< link_code
           ├< correction
           └─ checkin
    inbox ─< outbox

A person has an account on each messenger that they use; an account may hold several
conversations. Deleting a person deletes all that hangs below. The inbox stands by itself: it takes
what a messenger tells before anybody has looked at who it is from.

A change here needs a migration in ``migrations/versions`` and its number in `schema.HEAD`.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    true,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment to the microsecond; kept in UTC, as SQLite keeps no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    # When the person was told that maum is an AI.
    Column("told_at", UtcDateTime),
    # When they want to be answered aloud: auto, always or never.
    Column("speaking", String),
    # Whether anything is learned about them.
    Column("remembering", Boolean, nullable=False, server_default=true()),
    # The key of the persona that they talk to.
    Column("persona", String, nullable=False, server_default=""),
)

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey(person.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("messenger", String, nullable=False),
    # The messenger's id of the person.
    Column("external_id", String, nullable=False),
    Column("met_at", UtcDateTime, nullable=False),
    UniqueConstraint("messenger", "external_id"),
)

chat = Table(
    "chat",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey(account.c.id, ondelete="CASCADE"), nullable=False),
    # The messenger's id of the conversation.
    Column("external_id", String, nullable=False),
    # The last line of what was over when the conversation began anew.
    Column("begins_after", Integer),
    # Whether others read along.
    Column("shared", Boolean, nullable=False, server_default=false()),
    # The last line that was looked through for what to remember.
    Column("read_until", Integer, nullable=False, server_default="0"),
    # The conversation that this one is another door to: all lines are there.
    Column("joined", Integer, index=True),
    UniqueConstraint("account_id", "external_id"),
)

line = Table(
    "line",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", ForeignKey(chat.c.id, ondelete="CASCADE"), nullable=False),
    Column("speaker", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("mood", String),
    Column("level", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # The messenger's id of what it came from.
    Column("source", String),
    # The newest lines of a conversation are read without sorting.
    Index(None, "chat_id", "id"),
    Index(None, "chat_id", "source", unique=True),
)

amended = Table(
    "amended",
    metadata,
    # A line whose words changed, and that is to be looked through again for what to remember.
    Column("line_id", ForeignKey(line.c.id, ondelete="CASCADE"), primary_key=True),
)

memory = Table(
    "memory",
    metadata,
    Column("id", Integer, primary_key=True),
    # What it was learned from.
    Column("line_id", ForeignKey(line.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("day", Date),
    # Float32 numbers, and the embedder that they are from.
    Column("vector", LargeBinary),
    Column("space", String),
)

summary = Table(
    "summary",
    metadata,
    Column("chat_id", ForeignKey(chat.c.id, ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
    # The last line in it.
    Column("until", Integer, nullable=False),
)

checkin = Table(
    "checkin",
    metadata,
    Column("person_id", ForeignKey(person.c.id, ondelete="CASCADE"), primary_key=True),
    # Where: the messenger's ids of the conversation and the account.
    Column("messenger", String, nullable=False),
    Column("chat", String, nullable=False),
    Column("account", String, nullable=False),
    # "9,20"
    Column("hours", String, nullable=False),
    Column("language", String, nullable=False),
    Column("last", UtcDateTime),
    # "+09:00" or "Asia/Seoul"; empty: this machine's.
    Column("zone", String, nullable=False, server_default=""),
)

link_code = Table(
    "link_code",
    metadata,
    # SHA-256 of the code.
    Column("digest", String, primary_key=True),
    # Where it was given out.
    Column("chat_id", ForeignKey(chat.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("expires_at", UtcDateTime, nullable=False),
)

correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey(person.c.id, ondelete="CASCADE"), nullable=False, index=True),
    # What was read wrongly.
    Column("text", Text, nullable=False),
    Column("read", String, nullable=False),
    Column("meant", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("messenger", String, nullable=False),
    # The messenger's ids of the update, the conversation and the person.
    Column("external_id", String, nullable=False),
    Column("chat", String, nullable=False),
    Column("person", String, nullable=False),
    # Null when it is answered.
    Column("content", Text),
    Column("at", UtcDateTime, nullable=False),
    # The letter that it is answered with, if that is another one.
    Column("lead", Integer, index=True),
    Column("tries", Integer, nullable=False, server_default="0"),
    UniqueConstraint("messenger", "external_id"),
    # A number is never given again: somebody may still hold that of a letter that is deleted.
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("inbox_id", ForeignKey(inbox.c.id, ondelete="CASCADE"), nullable=False),
    Column("name", String, nullable=False),
    Column("content", Text, nullable=False),
    # The messenger's ids of the newest message before it, and of its own.
    Column("after", String, nullable=False),
    Column("message", String),
    UniqueConstraint("inbox_id", "name"),
)
