"""A voice server: websocket version 8 with DAVE, and UDP, for one companion and people in a channel.

People are `Person`s in this program; the companion comes over the network. The server forwards
frames; of the encryption `servers.discord.voice_group` knows.
"""

import asyncio
import json
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any, Self

from aiohttp import WSMsgType, web
from nacl.exceptions import CryptoError
from nacl.secret import Aead
from nacl.utils import random
from servers.discord.voice_group import Group
from servers.discord.voice_person import Person

MODE = "aead_xchacha20_poly1305_rtpsize"
_EXTENSION = b"\xbe\xde\0\x01"
_BODY = b"\x10\xff\0\0"


@dataclass(frozen=True)
class Sent:
    """A packet of the companion."""

    sequence: int
    nonce: bytes
    frame: bytes
    at: float


class VoiceServer:
    """One voice channel; an async context manager."""

    def __init__(self, *, companion: int, channel: int, dave: int = 1) -> None:
        """*dave*: the version of the encryption, 0 for none."""
        self.companion, self.channel, self.version = companion, channel, dave
        self.people: dict[int, Person] = {}
        self.sockets: list[web.WebSocketResponse] = []
        """Every websocket of the companion, the newest last."""
        self.told: list[dict[str, Any]] = []
        """The JSON frames of the companion."""
        self.packets: list[Sent] = []
        """Its sound, silence included."""
        self.strange: list[str] = []
        """What it should not have done."""
        self.keepalives = 0
        self.resumable = True
        """Whether a session can be resumed."""
        self.refusal = 0
        """The code with which whoever identifies is turned away; 0 for none."""
        self.turned_away = 0
        self.down = False
        """Whether it answers 503 to whoever would connect."""
        self.news = asyncio.Event()
        self.endpoint = ""
        self.key = random(Aead.KEY_SIZE)
        self.ssrc = 1
        self._ssrcs = count(1000)
        self.group = Group(self)
        self._nonces, self._sequences = count(1), count(1)
        self._address: tuple[str, int] | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/", self._session)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.endpoint = f"127.0.0.1:{self._runner.addresses[0][1]}"
        loop = asyncio.get_running_loop()
        self._wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._wire.bind(("127.0.0.1", 0))
        self._wire.setblocking(False)
        self._udp, _ = await loop.create_datagram_endpoint(
            lambda: _Datagrams(self._datagram), sock=self._wire
        )
        return self

    def voice_server(self, _session: object, _guild: object, channel: int) -> dict[str, Any]:
        """What the gateway tells the companion when it joins or moves."""
        self.channel = channel
        return {"token": "voice-token", "endpoint": self.endpoint}

    async def __aexit__(self, *_: object) -> None:
        self._udp.close()
        await self._runner.cleanup()

    # People

    def person(self, id_: int, name: str) -> Person:
        """Somebody who is in the channel before the companion comes."""
        person = Person(id_, name, next(self._ssrcs))
        self.people[id_] = person
        return person

    async def joins(self, id_: int, name: str) -> Person:
        """Somebody who comes while the companion is there: the companion's commit takes them in."""
        newcomer = self.person(id_, name)
        await self.send(11, {"user_ids": [str(id_)]})
        if self.version:
            await self.group.takes_in(newcomer)
        return newcomer

    async def leaves(self, person: Person) -> None:
        """*person* goes."""
        del self.people[person.id]
        await self.send(13, {"user_id": str(person.id)})
        if self.version:
            await self.group.puts_out(person)

    async def speaks(self, person: Person) -> None:
        """Tell the companion which stream is whose."""
        await self.send(5, {"user_id": str(person.id), "ssrc": person.ssrc, "speaking": 1})

    def says(self, person: Person, frames: Iterable[tuple[int, bytes]]) -> None:
        """Forward *frames* of *person*, in that order."""
        for sequence, frame in frames:
            self.forward(self.sealed(person.ssrc, sequence, frame))

    def sealed(self, ssrc: int, sequence: int, frame: bytes) -> bytes:
        """*frame* as the packet that the companion gets."""
        header = struct.pack(">BBHII", 0x90, 0x78, sequence, sequence * 960, ssrc) + _EXTENSION
        nonce = struct.pack(">I", next(self._nonces))
        box = Aead(self.key).encrypt(_BODY + frame, header, nonce.ljust(24, b"\0"))
        return header + box.ciphertext + nonce

    def forward(self, packet: bytes) -> None:
        """Send *packet* as it is; from any thread."""
        self._wire.sendto(packet, self._address)

    # The companion

    async def send(self, op: int, data: Any) -> None:
        """Tell the companion."""
        await self.send_text(json.dumps({"op": op, "d": data, "seq": next(self._sequences)}))

    async def send_text(self, text: str) -> None:
        """The same with a frame as it is."""
        await self.sockets[-1].send_str(text)

    async def send_binary(self, op: int, body: bytes) -> None:
        """Tell the companion of the encryption."""
        head = struct.pack(">HB", next(self._sequences) % 65_536, op)
        await self.sockets[-1].send_bytes(head + body)

    async def close(self, code: int) -> None:
        """Close the companion's websocket."""
        await self.sockets[-1].close(code=code)

    def did(self, op: int) -> int:
        """How often the companion sent a JSON frame of *op*."""
        return sum(one["op"] == op for one in self.told)

    async def until(self, holds: Any) -> None:
        """Wait until *holds* does; it is asked whenever the companion did something."""
        async with asyncio.timeout(60):
            while not holds():
                self.news.clear()
                await self.news.wait()

    async def agreed(self, times: int) -> None:
        """Wait until the companion has agreed to new keys so often, and people use them."""
        people = self.people.values()
        await self.until(lambda: self.did(23) >= times and all(one.keyed for one in people))

    async def _session(self, request: web.Request) -> web.WebSocketResponse:
        self.news.set()
        if self.down:
            self.turned_away += 1
            raise web.HTTPServiceUnavailable
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        self.sockets.append(ws)
        await self.send(8, {"heartbeat_interval": 20_000, "v": 8})
        work = set()
        async for message in ws:
            if message.type is WSMsgType.TEXT:
                if task := await self._text(json.loads(message.data)):
                    work.add(task)
            elif message.type is WSMsgType.BINARY:
                await self._binary(message.data)
            self.news.set()
        for task in work:
            task.cancel()
        return ws

    async def _text(self, message: dict[str, Any]) -> asyncio.Task[None] | None:
        self.told.append(message)
        data = message["d"]
        match message["op"]:
            case 0:
                await self._identified(data)
            case 1:
                return await self._selected(data)
            case 3:
                await self.send(6, {"t": data})
            case 7 if self.resumable:
                await self.send(9, None)
            case 7:
                await self.close(4006)
            case 23:
                self.group.ready(data["transition_id"])
            case 5 | 31:
                pass
            case other:
                self.strange.append(f"op {other}")
        return None

    async def _identified(self, data: dict[str, Any]) -> None:
        if refusal := self.refusal or (data["max_dave_protocol_version"] < 1 and 4017):
            await self.close(refusal)
            return
        host, port = self._udp.get_extra_info("sockname")
        self.key, self.ssrc = random(Aead.KEY_SIZE), next(self._ssrcs)
        await self.send(2, {"ssrc": self.ssrc, "ip": host, "port": port, "modes": [MODE, "other"]})

    async def _selected(self, data: dict[str, Any]) -> asyncio.Task[None] | None:
        if data["data"]["mode"] != MODE:
            self.strange.append("mode")
        self._address = data["data"]["address"], data["data"]["port"]
        await self.send(
            4,
            {
                "mode": MODE,
                "secret_key": list(self.key),
                "dave_protocol_version": self.version,
            },
        )
        await self.send(11, {"user_ids": [str(one) for one in self.people]})
        if self.version and self.people:
            return asyncio.create_task(self.group.welcome())
        return None

    async def _binary(self, data: bytes) -> None:
        match data[0]:
            case 26:
                self.group.key_packages.put_nowait(data[1:])
            case 28:
                self.group.commits.put_nowait(data[1:])
            case other:
                self.strange.append(f"binary op {other}")

    def _datagram(self, data: bytes, address: tuple[str, int]) -> None:
        self.news.set()
        if len(data) == 74 and data[:4] == b"\0\1\0\x46":
            answer = bytearray(b"\0\2\0\x46" + data[4:8] + bytes(66))
            answer[8 : 8 + len(address[0])] = address[0].encode()
            answer[72:] = struct.pack(">H", address[1])
            self._udp.sendto(bytes(answer), address)
        elif len(data) == 8:
            self.keepalives += 1
        else:
            self._sound(data)

    def _sound(self, data: bytes) -> None:
        _, _, sequence, _, ssrc = struct.unpack_from(">BBHII", data)
        try:
            frame = Aead(self.key).decrypt(data[12:-4], data[:12], data[-4:].ljust(24, b"\0"))
        except CryptoError:
            self.strange.append("a packet that was not sealed")
            return
        if ssrc != self.ssrc:
            self.strange.append("another one's stream")
        self.packets.append(Sent(sequence, data[-4:], frame, asyncio.get_running_loop().time()))
        for person in self.people.values():
            person.hear(frame)


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, take: Any) -> None:
        self.datagram_received = take
