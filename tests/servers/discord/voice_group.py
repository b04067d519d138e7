"""Who hears whom in a voice channel: the server's part in the groups of DAVE, epoch by epoch."""

import asyncio
import struct
from itertools import count
from typing import TYPE_CHECKING

from servers.discord.voice_mls import ExternalSender, parted
from servers.discord.voice_person import Person

if TYPE_CHECKING:
    from servers.discord.voice import VoiceServer


class Group:
    """Moves the people and the companion of *server* through the epochs. Makes nobody's keys."""

    def __init__(self, server: "VoiceServer") -> None:
        self.key_packages: asyncio.Queue[bytes] = asyncio.Queue()
        """Of the companion."""
        self.commits: asyncio.Queue[bytes] = asyncio.Queue()
        self._server = server
        self._sender = ExternalSender()
        self._members: list[int] = []
        self._epoch = 0
        self._transitions = count(1)
        self._ready: dict[int, asyncio.Event] = {}

    async def downgrade(self) -> None:
        """Somebody's program cannot encrypt: nobody does from now on."""
        transition = next(self._transitions)
        ready = self._ready.setdefault(transition, asyncio.Event())
        await self._server.send(21, {"transition_id": transition, "protocol_version": 0})
        await ready.wait()
        await self._server.send(22, {"transition_id": transition})
        for person in self._server.people.values():
            person.plain()
        self._server.version = 0

    async def upgrade(self) -> None:
        """Everybody can again: a new group."""
        self._server.version = 1
        await self._server.send(24, {"protocol_version": 1, "epoch": 1})
        await self.welcome()

    async def welcome(self) -> None:
        """Found the group with the people who are there, and take the companion in."""
        await self._server.send_binary(25, self._sender.package)
        package = await self.key_packages.get()
        self._epoch = 0
        first, *others = self._server.people.values()
        self._prepare(first)
        self._members = [first.id]
        for other in others:
            self._prepare(other)
        for id_, kp in [
            *((one.id, one.session.get_marshalled_key_package()) for one in others),
            (self._server.companion, package),
        ]:
            proposals = self._sender.add(kp, group=self._server.channel, epoch=self._epoch)
            made = self._propose_to_people(proposals)
            commit, welcome = parted(made)
            self._members.append(id_)
            if id_ == self._server.companion:
                await self._committed(commit, welcome=welcome)
            else:
                self._server.people[id_].session.process_welcome(welcome, self._everybody)
                for one in self._members[:-1]:
                    self._server.people[one].session.process_commit(commit)
                self._epoch += 1

    async def takes_in(self, newcomer: Person) -> None:
        """The companion's commit takes *newcomer* in."""
        self._prepare(newcomer)
        package = newcomer.session.get_marshalled_key_package()
        proposals = self._sender.add(package, group=self._server.channel, epoch=self._epoch)
        commit, welcome = parted(await self._proposed(proposals))
        self._members.append(newcomer.id)
        newcomer.session.process_welcome(welcome, self._everybody)
        await self._committed(commit)

    async def puts_out(self, person: Person) -> None:
        """The companion's commit takes *person* out, who has left."""
        leaf = self._members.index(person.id)
        proposals = self._sender.remove(leaf, group=self._server.channel, epoch=self._epoch)
        commit, _ = parted(await self._proposed(proposals))
        await self._committed(commit)

    async def proposes(self, stranger: Person) -> None:
        """Propose to take *stranger* in, of whom the companion was not told; it makes no commit."""
        self._prepare(stranger)
        package = stranger.session.get_marshalled_key_package()
        proposals = self._sender.add(package, group=self._server.channel, epoch=self._epoch)
        await self._server.send_binary(27, proposals)

    def ready(self, transition: int) -> None:
        """The companion is ready for *transition*."""
        self._ready[transition].set()

    def _prepare(self, person: Person) -> None:
        person.anew(self._server.channel)
        person.session.set_external_sender(self._sender.package)

    def _propose_to_people(self, proposals: bytes) -> bytes:
        made = [
            person.session.process_proposals(proposals, self._everybody)
            for person in self._server.people.values()
            if person.id in self._members
        ]
        return next(filter(None, made), b"")

    async def _proposed(self, proposals: bytes) -> bytes:
        """What the companion makes of *proposals*."""
        self._propose_to_people(proposals)
        await self._server.send_binary(27, proposals)
        return await self.commits.get()

    async def _committed(self, commit: bytes, *, welcome: bytes = b"") -> None:
        """Tell everybody of *commit*, the companion by its *welcome* if it was taken in."""
        self._epoch += 1
        transition = next(self._transitions)
        ready = self._ready.setdefault(transition, asyncio.Event())
        number = struct.pack(">H", transition)
        if welcome:
            await self._server.send_binary(30, number + welcome)
        else:
            await self._server.send_binary(29, number + commit)
        newest = self._members[-1]
        for person in self._server.people.values():
            if person.id in self._members and (
                welcome or person.id != newest or not _joined(person)
            ):
                person.session.process_commit(commit)
        await ready.wait()
        await self._server.send(22, {"transition_id": transition})
        self._members = [
            one
            for one in self._members
            if one in self._server.people or one == self._server.companion
        ]
        for person in self._server.people.values():
            person.key(self._server.companion)
        self._server.news.set()

    @property
    def _everybody(self) -> set[str]:
        return {str(one) for one in (*self._server.people, self._server.companion)}


def _joined(person: Person) -> bool:
    return bool(person.session.has_established_group())
