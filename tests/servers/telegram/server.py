"""The server: who is there, what was called, what goes wrong."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self, TypeVar

from servers.telegram.arguments import Arguments
from servers.telegram.chats import Chat, Message, Topic, User
from servers.telegram.faults import Fault, When
from servers.telegram.limits import Limits, Pace, Rate
from servers.telegram.media import MOST_UPLOAD, File
from servers.telegram.methods import METHODS
from servers.telegram.people import Person, Tap, addresses
from servers.telegram.profile import Profile
from servers.telegram.refusals import Refusal, bad_request
from servers.telegram.updates import Updates
from servers.telegram.wire import Cut, Listener, Request, Response

Found = TypeVar("Found")

TOKEN = "7123456789:AAF-test_token_of_the_fake_server_0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the bot."""

    method: str
    given: dict[str, Any]
    """Its parameters; what was sent as JSON is read, a file is its size."""
    at: float
    """Seconds of the server's clock."""
    answer: str
    """``ok``, the description of the refusal, or ``cut``."""


@dataclass(eq=False)
class Telegram:
    """A Bot API server with one bot; it runs in a thread of its own while its block is open.

    Its methods may be called from any thread.
    """

    token: str = TOKEN
    limits: Limits = field(default_factory=Limits)
    privacy: bool = True
    """Whether the bot reads only what is meant for it in groups."""
    port: int = 0
    clock: Callable[[], float] = time.monotonic
    """For the limits and the moments in `calls`, drafts and actions."""
    calls: list[Call] = field(default_factory=list, init=False)
    """All calls, in the order in which they were answered; of getUpdates those with updates."""
    strange: list[str] = field(default_factory=list, init=False)
    """What the Bot API does not know, and so a mistake of the bot: unknown methods, parameters."""
    taps: dict[str, Tap] = field(default_factory=dict, init=False)
    profile: Profile = field(default_factory=Profile, init=False)
    chats: dict[int, Chat] = field(default_factory=dict, init=False)
    people: dict[int, Person] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        bot_id = int(self.token.partition(":")[0])
        self.me = User(id=bot_id, is_bot=True, first_name="maum", username="maum_test_bot")
        self.pace = Pace(self.clock)
        self.url = ""
        self.files: dict[str, File] = {}
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._listeners: set[Callable[[], object]] = set()
        self.updates = Updates(self._lock, self._notify)
        self._faults: dict[str, list[Fault]] = {}
        self._person_ids = count(5_100_000_001)  # beyond 32 bits, as new accounts are
        self._group_ids = count(1)
        self._file_numbers = count(1)
        self._message_ids: dict[int, Iterator[int]] = {0: count(101)}
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="fake Telegram")

    # The bot's side of the wire.

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        assert self.url, "the server could not be started"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        async with Listener(self._answer, port=self.port) as listener:
            self.port = listener.port
            self.url = f"http://127.0.0.1:{listener.port}"
            self._ready.set()
            await self._stopping.wait()
            await self.updates.close()

    async def _answer(self, request: Request) -> Response:
        kind, _, rest = request.path.removeprefix("/").partition("/")
        if kind == "file":
            return await self._download(rest)
        token, method = kind.removeprefix("bot"), rest
        if not kind.startswith("bot") or ":" not in token:
            return _response(Refusal(404, "Not Found").body())
        if token != self.token:
            return _response(Refusal(401, "Unauthorized").body())
        return await self._call(method, Arguments(request.fields, request.uploads))

    async def _call(self, method: str, given: Arguments) -> Response:
        fault = self._fault(method, given.log())
        try:
            await self._strike(fault, "before")
            body: dict[str, Any] = {"ok": True, "result": await self._effect(method, given)}
            await self._strike(fault, "after")
        except Refusal as refusal:
            body = refusal.body()
        except Cut:
            self._note(method, given, "cut")
            raise
        if method != "getUpdates" or body.get("result") != []:
            self._note(method, given, "ok" if body["ok"] else body["description"])
        return _response(body)

    async def _effect(self, method: str, given: Arguments) -> Any:
        known = METHODS.get(method)
        if known is None:
            self.strange.append(method)
            raise Refusal(404, "Not Found: method not found")
        if unknown := given.names - known.parameters:
            # Telegram passes over them in silence; here they are somebody's mistake.
            self.strange += [f"{method}({name})" for name in sorted(unknown)]
            raise bad_request(f"unknown parameters: {', '.join(sorted(unknown))}")
        if sum(len(upload.data) for upload in given.uploads.values()) > MOST_UPLOAD:
            raise Refusal(413, "Request Entity Too Large")
        if known.waits:
            return await known.run(self, given)
        with self.changing():
            return known.run(self, given)

    async def _download(self, rest: str) -> Response:
        token, _, path = rest.removeprefix("bot").partition("/")
        fault = self._fault("download", {"path": path})
        try:
            await self._strike(fault, "before")
        except Refusal as refusal:
            return _response(refusal.body())
        file = next((one for one in self.files.values() if one.path == path), None)
        if token != self.token or not file:
            return _response(Refusal(404, "Not Found").body())
        self._note("download", Arguments({"path": path}, {}), "ok")
        return Response(200, file.data, "application/octet-stream")

    def _note(self, method: str, given: Arguments, answer: str) -> None:
        with self.changing():
            call = Call(method=method, given=given.log(), at=self.clock(), answer=answer)
            self.calls.append(call)

    # What goes wrong.

    def fail(self, method: str, fault: Fault | Refusal) -> Fault:
        """Let the next call of *method* (``download`` is one) meet *fault*; a refusal, once."""
        made = fault if isinstance(fault, Fault) else Fault(refusal=fault)
        with self._lock:
            self._faults.setdefault(method, []).append(made)
        return made

    def release(self, fault: Fault) -> None:
        """Close the connections that *fault* left hanging."""
        self._loop.call_soon_threadsafe(fault.let_go)

    def revoke(self, token: str) -> None:
        """Take the bot's token away, in favour of *token*."""
        self.token = token

    def _fault(self, method: str, given: dict[str, Any]) -> Fault | None:
        with self._lock:
            faults = self._faults.get(method, [])
            found = next((one for one in faults if one.applies(given)), None)
            if found is None:
                return None
            found.taken += 1
            if found.taken >= found.times:
                faults.remove(found)
        if found.refusal and (seconds := found.refusal.parameters.get("retry_after")):
            self.pace.stop(given.get("chat_id"), seconds)
        return found

    async def _strike(self, fault: Fault | None, when: When) -> None:
        if fault is None or fault.when != when:
            return
        with self.changing():
            fault.met += 1
        if fault.refusal:
            raise fault.refusal
        if fault.hang:
            await fault.released()
        raise Cut

    # What happens in the world.

    def person(self, name: str, *, language: str = "ko", username: str = "") -> Person:
        """Somebody new, who has not written to the bot yet."""
        with self._lock:
            id_ = next(self._person_ids)
            chat = Chat(id=id_, kind="private", title="", has_bot=False)
            person = Person(
                id=id_,
                first_name=name,
                language_code=language,
                username=username,
                chat=chat,
                _server=self,
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
            self.tell_membership(chat, members[0], "member")
            return chat

    def topic(self, chat: Chat, name: str) -> Topic:
        """A new topic of *chat*, which may be a private one."""
        with self.changing():
            chat.is_forum = True
            maker = next(iter(chat.members.values()))
            created = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}
            opening = Message(id=self.next_message(chat), chat=chat, by=maker, service=created)
            opening.thread = opening.id
            chat.add(opening)
            self.updates.put("message", opening.json())
            return Topic(chat=chat, id=opening.id, name=name)

    def promote(self, chat: Chat, who: User | None = None) -> None:
        """Make *who*, else the bot, an admin of *chat*."""
        with self.changing():
            chat.admins.add((who or self.me).id)

    def remove_bot(self, chat: Chat, by: Person) -> None:
        """Throw the bot out of a group."""
        with self.changing():
            chat.has_bot = False
            self.tell_membership(chat, by, "kicked")

    def tell_membership(self, chat: Chat, by: User, status: str) -> None:
        """Tell the bot what became of it in *chat*."""
        before = "kicked" if status == "member" and chat.everything else "left"
        change = {
            "chat": chat.json(),
            "from": by.json(),
            "date": int(time.time()),
            "old_chat_member": _membership(self.me, before if status == "member" else "member"),
            "new_chat_member": _membership(self.me, status),
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
        with self._lock:
            number = next(self._file_numbers)
            file = File(kind=kind, number=number, data=data, name=name, mime_type=mime_type)
            self.files[file.id] = file
            return file

    def next_message(self, chat: Chat) -> int:
        """The next message id: counted in a supergroup by itself, from its making; elsewhere all together."""
        counted = chat.id if chat.kind == "supergroup" else 0
        return next(self._message_ids.setdefault(counted, count(2)))

    def pace_message(self, chat: Chat) -> None:
        """Count a message or an edit of the bot, or refuse it."""
        rate = self.limits.private if chat.is_private else self.limits.group
        self._take({str(chat.id): rate, "overall": self.limits.overall})

    def pace_draft(self, chat: Chat) -> None:
        """Count a draft, or refuse it."""
        self._take({str(chat.id): None, ("draft", chat.id): self.limits.draft})

    def _take(self, rates: dict[Hashable, Rate | None]) -> None:
        self.pace.take(rates)

    # Watching.

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Change something; whoever waits looks again afterwards."""
        with self._lock:
            yield
        self._notify()

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()
            listeners = list(self._listeners)
        if self.url:
            self._loop.call_soon_threadsafe(self.updates.wake)
        for tell in listeners:
            tell()

    def watch(self, look: Callable[[], object]) -> None:
        """Call *look* after every change, in whatever thread it was made."""
        self._listeners.add(look)

    async def until(self, found: Callable[[], Found], *, seconds: float = 20) -> Found:
        """The first truth of *found*, asked again after every change."""
        loop, changed = asyncio.get_running_loop(), asyncio.Event()

        def tell() -> None:
            loop.call_soon_threadsafe(changed.set)

        self._listeners.add(tell)
        try:
            async with asyncio.timeout(seconds):
                while not (value := self._look(found)):
                    await changed.wait()
                    changed.clear()
                return value
        except TimeoutError:
            raise AssertionError(f"it did not happen; last calls: {self.calls[-5:]}") from None
        finally:
            self._listeners.discard(tell)

    def wait(self, found: Callable[[], Found], *, seconds: float = 20) -> Found:
        """As `until`, for a caller without a loop."""
        with self._changed:
            value = self._changed.wait_for(found, seconds)
        assert value, f"it did not happen; last calls: {self.calls[-5:]}"
        return value

    def _look(self, found: Callable[[], Found]) -> Found:
        with self._lock:
            return found()


def _membership(user: User, status: str) -> dict[str, Any]:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": user.json(), "status": status, **until}


def _response(body: dict[str, Any]) -> Response:
    status = 200 if body["ok"] else body["error_code"]
    return Response(status, json.dumps(body).encode())
