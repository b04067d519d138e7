"""Who and what there is on the server, and what happens there."""

import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from itertools import count
from typing import Any

from servers.telegram.chats import Chat, Message, Topic, User
from servers.telegram.limits import Limits, Pace, Rate
from servers.telegram.media import File
from servers.telegram.people import Person, Tap, addresses
from servers.telegram.profile import Profile
from servers.telegram.updates import Updates
from servers.telegram.watching import Watched


class World(Watched):
    """People, chats and files around one bot. Its methods may be called from any thread."""

    def __init__(
        self, *, bot_id: int, limits: Limits, privacy: bool, clock: Callable[[], float]
    ) -> None:
        super().__init__()
        self.me = User(id=bot_id, is_bot=True, first_name="maum", username="maum_test_bot")
        self.limits = limits
        self.privacy = privacy
        self.clock = clock
        self.pace = Pace(clock)
        self.updates = Updates(self.lock, self.notify)
        self.profile = Profile()
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, Person] = {}
        self.files: dict[str, File] = {}
        self.taps: dict[str, Tap] = {}
        self._person_ids = count(5_100_000_001)  # beyond 32 bits, as new accounts are
        self._group_ids = count(1)
        self._file_numbers = count(1)
        self._message_ids: dict[int, Iterator[int]] = {0: count(101)}

    def person(self, name: str, *, language: str = "ko", username: str = "") -> Person:
        """Somebody new, who has not written to the bot yet."""
        with self.lock:
            id_ = next(self._person_ids)
            chat = Chat(id=id_, kind="private", title="", has_bot=False)
            person = Person(
                id=id_,
                first_name=name,
                language_code=language,
                username=username,
                chat=chat,
                _world=self,
            )
            chat.person, chat.members = person, {id_: person}
            self.chats[id_] = chat
            self.people[id_] = person
            return person

    def group(
        self, title: str, *members: Person, basic: bool = False, topics: bool = False
    ) -> Chat:
        """A group of *members*, the first of whom made it and adds the bot; *basic*: a small one."""
        with self.changing():
            number = next(self._group_ids)
            id_ = -4_000_000_000 - number if basic else -1_002_000_000_000 - number
            kind = "group" if basic else "supergroup"
            chat = Chat(id=id_, kind=kind, title=title, is_forum=topics, was_opened=True)
            chat.members = {one.id: one for one in members}
            chat.admins = {members[0].id}
            self.chats[id_] = chat
            self.tell_membership(chat, members[0], "left", "member")
            return chat

    def upgrade(self, chat: Chat) -> Chat:
        """The supergroup that the small group *chat* becomes, as when it is given topics."""
        with self.changing():
            members = [one for one in chat.members.values() if isinstance(one, Person)]
            grown = self.group(chat.title, *members)
            chat.moved_to = grown.id
            self._happen(chat, members[0], {"migrate_to_chat_id": grown.id})
            self._happen(grown, members[0], {"migrate_from_chat_id": chat.id})
            return grown

    def topic(self, chat: Chat, name: str) -> Topic:
        """A new topic of *chat*, which may be a private one."""
        with self.changing():
            chat.is_forum = True
            maker = next(iter(chat.members.values()))
            created = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}
            opening = self._happen(chat, maker, created, opens_thread=True)
            return Topic(chat=chat, id=opening.id, name=name)

    def _happen(
        self, chat: Chat, by: User, service: dict[str, Any], *, opens_thread: bool = False
    ) -> Message:
        """A message that tells what happened; bots are always told."""
        message = Message(id=self.next_message(chat), chat=chat, by=by, service=service)
        message.thread = message.id if opens_thread else None
        chat.add(message)
        self.updates.put("message", message.json())
        return message

    def promote(self, chat: Chat, who: User | None = None) -> None:
        """Make *who*, else the bot, an admin of *chat*."""
        with self.changing():
            chat.admins.add((who or self.me).id)

    def remove_bot(self, chat: Chat, by: Person) -> None:
        """Throw the bot out of a group."""
        with self.changing():
            chat.has_bot = False
            self.tell_membership(chat, by, "member", "kicked")

    def tell_membership(self, chat: Chat, by: User, before: str, after: str) -> None:
        """Tell the bot what became of it in *chat*."""
        change = {
            "chat": chat.json(),
            "from": by.json(),
            "date": int(time.time()),
            "old_chat_member": _membership(self.me, before),
            "new_chat_member": _membership(self.me, after),
        }
        self.updates.put("my_chat_member", change)

    def sees(self, message: Message) -> bool:
        """Whether the bot is told of a person's *message*."""
        chat = message.chat
        if not chat.has_bot:
            return False
        everything = chat.is_private or not self.privacy or self.me.id in chat.admins
        return everything or addresses(message, self.me)

    def keep(self, kind: str, data: bytes, *, name: str = "", mime_type: str = "") -> File:
        """A new file on the server."""
        with self.lock:
            number = next(self._file_numbers)
            file = File(kind=kind, number=number, data=data, name=name, mime_type=mime_type)
            self.files[file.id] = file
            return file

    def next_message(self, chat: Chat) -> int:
        """The next message id: a supergroup counts its own, all other chats count together."""
        counted = chat.id if chat.kind == "supergroup" else 0
        return next(self._message_ids.setdefault(counted, count(2)))

    def pace_message(self, chat: Chat) -> None:
        """Count a message or an edit of the bot, or refuse it."""
        rate = self.limits.private if chat.is_private else self.limits.group
        self._pace({str(chat.id): rate, "overall": self.limits.overall})

    def pace_draft(self, chat: Chat) -> None:
        """Count a draft, or refuse it."""
        self._pace({str(chat.id): None, ("draft", chat.id): self.limits.draft})

    def _pace(self, rates: Mapping[Hashable, Rate | None]) -> None:
        self.pace.take(rates)


def _membership(user: User, status: str) -> dict[str, Any]:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": user.json(), "status": status, **until}
