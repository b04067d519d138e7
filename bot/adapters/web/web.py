"""The web chat as an adapter."""

from collections.abc import Callable
from dataclasses import asdict

from bot.adapters.web.app import Doors
from bot.adapters.web.chat import Chat, Face, History
from bot.adapters.web.desk import Desk, menu
from bot.adapters.web.gate import Gate, is_loopback
from bot.adapters.web.hearing import Hearing
from bot.adapters.web.helplines import shown
from bot.adapters.web.messages import VOICE_LIMIT
from bot.adapters.web.metrics import Metrics
from bot.adapters.web.page import Page
from bot.adapters.web.server import Server, listen
from bot.commands import Commands
from bot.emotion.reading import UNSURE
from bot.protocols import Conversations
from config.errors import ConfigError
from config.helplines import Helplines, load_helplines
from config.moods import Words, mood_table

_FRAME_LIMIT = VOICE_LIMIT + 1024 * 1024  # a message just over the limit still gets a sentence


class Web:
    """The page and its websocket on one address."""

    def __init__(
        self,
        *,
        history: History,
        face: Face,
        commands: Commands,
        name: Words,
        disclosure: Words,
        host: str = "127.0.0.1",
        port: int = 8420,
        token: str = "",
        helplines: Helplines | None = None,
        country: str = "KR",
        longest_text: int = 20_000,
        tabs: int = 64,
        hearing: Hearing | None = None,
        listening: Callable[[str], None] = lambda _address: None,
    ) -> None:
        """*listening* gets the address once requests are answered; *tabs* is how many pages may
        be open at once; the *helplines* (maum's own unless given) of *country* come first;
        *hearing* is for talks without hands. Raises `ConfigError`."""
        if not token and not is_loopback(host):
            raise ConfigError(
                f"the web chat on {host} would be open to the network: "
                "set MAUM_WEB_TOKEN, or leave MAUM_WEB_HOST at 127.0.0.1"
            )
        self._host, self._port, self._token = host, port, token
        self._history, self._face = history, face
        self._commands = commands
        self._tabs = tabs
        self._hearing = hearing or Hearing()
        self._listening = listening
        self._page = Page(
            {
                "name": asdict(name),
                "disclosure": asdict(disclosure),
                "moods": {mood: asdict(name) for mood, name in mood_table().names.items()},
                "helplines": shown(helplines or load_helplines(), country),
                "longest_text": longest_text,
                "longest_voice": VOICE_LIMIT,
                "commands": menu(commands),
                "unsure": UNSURE,
                "talk": self._hearing.offered,
            }
        )

    async def run(self, conversations: Conversations, /) -> None:
        """Serve until cancelled; raises `ConfigError` if the address cannot be had."""
        desk = Desk(self._commands)
        chat = Chat(
            conversations=conversations,
            history=self._history,
            face=self._face,
            metrics=Metrics(),
            desk=desk,
        )
        doors = Doors(
            gate=Gate(self._token),
            chat=chat,
            page=self._page,
            hearing=self._hearing,
            tabs=self._tabs,
        )
        with listen(self._host, self._port) as listener:
            address = self._address(listener.getsockname()[1])
            server = Server(
                doors.app(),
                frame_limit=_FRAME_LIMIT,
                ready=lambda: self._listening(address),
            )
            with self._commands.holding(doors.renew):
                async with desk:
                    await server.run_on(listener)

    def _address(self, port: int) -> str:
        # What stands for every address of the machine is none that a browser opens.
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._host, self._host)  # noqa: S104
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
