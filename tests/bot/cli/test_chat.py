"""``maum chat`` as people run it: a process of its own, all parts real, no network."""

import base64
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import pytest

# Any attempt to leave this machine fails at once, as it does with the cable pulled.
OFFLINE = """
import socket, sys
connect = socket.socket.connect
def offline(self, address):
    if self.family != socket.AF_UNIX and not str(address[0]).startswith("127."):
        raise OSError(101, "Network is unreachable")
    return connect(self, address)
socket.socket.connect = offline
socket.getaddrinfo = lambda *_, **__: (_ for _ in ()).throw(socket.gaierror(-3, "no resolver"))
from bot.cli import main
sys.exit(main())
"""

Event = dict[str, Any]


class Chat:
    """Runs ``maum`` on one data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run(
        self, stdin: str | bytes, *argv: str, command: str = "chat", **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-c", OFFLINE, command, *argv],
            cwd=self._folder,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            env={"MAUM_HOME": str(self._folder / "home"), "PATH": "/usr/bin:/bin"} | environment,
            capture_output=True,
            check=False,
        )

    def turns(self, stdin: str | bytes, *argv: str, **environment: str) -> list[list[Event]]:
        """The events of ``--json``, a list for each turn."""
        done = self.run(stdin, "--json", *argv, **environment)
        assert done.returncode == 0, done.stderr.decode()
        assert b"Traceback" not in done.stderr
        turns: list[list[Event]] = [[]]
        for row in done.stdout.decode("utf-8").splitlines():
            turns[-1].append(json.loads(row))
            if turns[-1][-1]["event"] in {"ended", "failed"}:
                turns.append([])
        assert turns.pop() == []
        return turns


@pytest.fixture
def chat(tmp_path: Path) -> Chat:
    return Chat(tmp_path)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Chat:
    """A data folder that the tests below use one after another."""
    return Chat(tmp_path_factory.mktemp("chat"))


@pytest.fixture(scope="module")
def talk(
    home: Chat, whisper_base: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Event]]:
    """The turn that each of `NO_AUDIO` and `TOLD` makes, in the first process that `home` sees."""
    folder = tmp_path_factory.mktemp("voices")
    for name, content in NO_AUDIO.items():
        (folder / name).write_bytes(content)
    voices = [f"--voice={folder / name}" for name in NO_AUDIO]
    heard_with = {"MAUM_TRANSCRIBER": f"whisper:{whisper_base}"}
    turns = home.turns(b"\n".join([*TOLD.values(), b""]), "--speak", *voices, **heard_with)
    return dict(zip([*NO_AUDIO, *TOLD], turns, strict=True))


def names(turn: Sequence[Event]) -> list[str]:
    return [event["event"] for event in turn]


def the(turn: Sequence[Event], name: str) -> Event:
    return next(event for event in turn if event["event"] == name)


NO_AUDIO = {
    "broken.ogg": b"OggS" + bytes(range(256)) * 20,
    "empty.ogg": b"",
    "zip.ogg": b"PK\x05\x06" + bytes(18),
}
TOLD = {
    "greeting": "안녕".encode(),
    "telling": "오늘 면접에서 떨어졌어".encode(),
    "nothing": b"",
    "spaces": b"   ",
    "endless": ("가" * 350_000).encode(),
    "no text": "떨어졌어 ".encode() + b"\xed\xa0\x80\xff\x00 ",
    "english": b"I failed my interview today",
    "desperate": "그냥 죽고 싶어".encode(),
}


@pytest.mark.parametrize("line", ["greeting", "telling"])
def test_a_line_is_a_turn(talk: dict[str, list[Event]], line: str) -> None:
    turn = talk[line]
    assert names(turn)[0] == "felt"
    assert names(turn)[-1] == "ended"
    written = "".join(event["text"] for event in turn if event["event"] == "delta")
    assert the(turn, "replied")["text"] == written
    assert written.strip()


def test_the_first_reply_says_that_it_is_an_ai(talk: dict[str, list[Event]]) -> None:
    assert "AI" in the(talk["greeting"], "replied")["text"]


def test_a_turn_tells_the_feeling_and_shows_the_face(talk: dict[str, list[Event]]) -> None:
    felt = the(talk["telling"], "felt")
    assert felt["mood"] == "sad"
    assert felt["polarity"] < 0
    assert 0 < felt["confidence"] <= 1
    assert felt["labels"][0][1] >= felt["labels"][-1][1]
    portrait = the(talk["telling"], "pictured")["portrait"]
    assert base64.b64decode(portrait).startswith(b"\x89PNG")


def test_the_reply_comes_aloud_without_the_network(talk: dict[str, list[Event]]) -> None:
    turn = talk["telling"]
    spoken = [event for event in turn if event["event"] == "spoke"]
    assert spoken
    assert names(turn).index("delta") < names(turn).index("spoke")
    for event in spoken:
        with av.open(io.BytesIO(base64.b64decode(event["audio"]))) as clip:
            assert sum(frame.samples for frame in clip.decode(audio=0)) > 1000


def test_english_is_answered_in_english(talk: dict[str, list[Event]]) -> None:
    text = the(talk["english"], "replied")["text"]
    assert text.isascii() or "’" in text
    assert the(talk["english"], "felt")["mood"] == "sad"


def test_somebody_who_speaks_of_dying_is_given_help(talk: dict[str, list[Event]]) -> None:
    assert the(talk["desperate"], "cared")["level"] == "explicit"
    assert "109" in the(talk["desperate"], "replied")["text"]


@pytest.mark.parametrize(
    ("line", "code"),
    [("nothing", "message.empty"), ("spaces", "message.empty"), ("endless", "message.long")],
)
def test_what_cannot_be_answered_is_said_and_the_talk_goes_on(
    talk: dict[str, list[Event]], line: str, code: str
) -> None:
    (refused,) = talk[line]
    assert (refused["event"], refused["code"]) == ("failed", code)
    assert refused["message"]


def test_bytes_that_are_no_text_do_no_harm(talk: dict[str, list[Event]]) -> None:
    assert names(talk["no text"])[-1] == "ended"


@pytest.mark.parametrize("name", NO_AUDIO)
def test_a_file_that_is_no_audio_is_told_and_the_talk_goes_on(
    talk: dict[str, list[Event]], name: str
) -> None:
    assert talk[name][-1]["code"] == "speech.audio"


@pytest.mark.usefixtures("talk")
def test_the_conversation_goes_on_in_the_next_process_and_prose_is_for_people(home: Chat) -> None:
    done = home.run("면접에서 떨어졌어\n")
    assert done.returncode == 0
    text = done.stdout.decode()
    assert "슬픔" in text
    assert "AI" not in text
    assert "{" not in text
    assert done.stderr == b""
    known = json.loads(home.run("", "--json", command="people").stdout.splitlines()[0])
    assert known["who"] == "console:me"
    assert known["messages"] == 6


def test_weights_that_are_missing_are_told_and_a_missing_file_is_one_sentence(
    chat: Chat, tmp_path: Path
) -> None:
    (tmp_path / "voice.ogg").write_bytes(b"OggS")
    done = chat.run("", "--json", f"--voice={tmp_path / 'voice.ogg'}", "--voice=nowhere.ogg")
    assert json.loads(done.stdout.splitlines()[-1])["code"] == "speech.weights"
    assert done.returncode == 2
    assert b"nowhere.ogg cannot be read" in done.stderr
    assert b"Traceback" not in done.stderr


def test_whoever_has_read_enough_ends_the_talk(tmp_path: Path) -> None:
    command = f"{sys.executable} -c '{OFFLINE}' chat --json | head -1"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=tmp_path,
        input="안녕\n면접에서 떨어졌어\n".encode(),
        env={"MAUM_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["event"] == "felt"
    assert b"Traceback" not in done.stderr
