import asyncio
import json

from starlette.websockets import WebSocket

from bot.adapters.web.tab import OVERLOADED, Tab


class Wire:
    """The network end of a websocket; a clogged one takes nothing until it is freed."""

    def __init__(self, *, clogged: bool = False) -> None:
        self.sent: list[dict[str, object]] = []
        self.free = asyncio.Event()
        if not clogged:
            self.free.set()

    async def receive(self) -> dict[str, object]:
        return {"type": "websocket.connect"}

    async def send(self, message: dict[str, object]) -> None:
        await self.free.wait()
        self.sent.append(message)

    async def socket(self) -> WebSocket:
        made = WebSocket({"type": "websocket"}, self.receive, self.send)  # type: ignore[arg-type]
        freed = self.free.is_set()
        self.free.set()
        await made.accept()
        if not freed:
            self.free.clear()
        return made


async def written(wire: Wire, count: int) -> None:
    while len(wire.sent) < count:  # noqa: ASYNC110  (the wire has nobody to tell)
        await asyncio.sleep(0)


async def test_messages_go_out_in_order() -> None:
    wire = Wire()
    tab = Tab(await wire.socket())
    writing = asyncio.create_task(tab.write())
    for number in range(3):
        tab.send({"number": number})
    await written(wire, 4)
    writing.cancel()
    assert [json.loads(str(one["text"])) for one in wire.sent[1:]] == [
        {"number": number} for number in range(3)
    ]


async def test_a_page_that_does_not_read_is_closed_and_holds_nobody_up() -> None:
    wire = Wire(clogged=True)
    tab = Tab(await wire.socket())
    writing = asyncio.create_task(tab.write())
    for number in range(1000):
        tab.send({"number": number})
        await asyncio.sleep(0)
    wire.free.set()
    await writing
    assert wire.sent[-1] == {"type": "websocket.close", "code": OVERLOADED, "reason": ""}


async def test_a_fresh_start_drops_what_it_contains() -> None:
    wire = Wire()
    tab = Tab(await wire.socket())
    tab.send({"event": "delta"})
    tab.restart({"event": "state"})
    writing = asyncio.create_task(tab.write())
    await written(wire, 2)
    writing.cancel()
    assert json.loads(str(wire.sent[1]["text"])) == {"event": "state"}
