"""A program that speaks: kept, asked in turn, ended when it hangs; programs that misbehave."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from config.errors import LanguageNotSpoken, SpeechError
from speech.worker import Worker

ECHO = """
import json, os, sys
for line in sys.stdin:
    request = json.loads(line)
    if request["text"] == "xx":
        print(json.dumps({"error": "language"}), flush=True)
        continue
    body = f"{os.getpid()} {request['text']}".encode()
    sys.stdout.write(json.dumps({"bytes": len(body)}) + "\\n" + body.decode())
    sys.stdout.flush()
"""


def python(script: str, *arguments: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", script, *arguments]


def shell(script: str) -> list[str]:
    return ["/bin/sh", "-c", script]


def programs() -> set[int]:
    """The processes that this one started."""
    children = Path("/proc/self/task").glob("*/children")
    return {int(process) for of_thread in children for process in of_thread.read_text().split()}


def running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def test_one_program_answers_all_in_turn() -> None:
    async with Worker(python(ECHO), timeout=100) as worker:
        answers = await asyncio.gather(*(worker.ask(text=f"문장 {n}") for n in range(5)))
        processes, texts = zip(*(one.decode().split(" ", 1) for one in answers), strict=True)
        assert texts == tuple(f"문장 {n}" for n in range(5))
        assert len(set(processes)) == 1
    assert not running(int(processes[0]))


async def test_without_a_block_it_runs_for_one_sentence() -> None:
    worker = Worker(python(ECHO), timeout=100)
    first, second = await worker.ask(text="a"), await worker.ask(text="b")
    assert first.split()[0] != second.split()[0]
    assert not running(int(second.split()[0]))


async def test_a_language_it_does_not_speak_does_not_end_it() -> None:
    async with Worker(python(ECHO), timeout=100) as worker:
        first = await worker.ask(text="a")
        with pytest.raises(LanguageNotSpoken):
            await worker.ask(text="xx")
        assert (await worker.ask(text="a")) == first


async def test_one_that_was_ended_from_outside_is_started_anew() -> None:
    async with Worker(python(ECHO), timeout=100) as worker:
        process = int((await worker.ask(text="a")).split()[0])
        os.kill(process, 9)
        with pytest.raises(SpeechError):
            while True:  # until its end has been noticed
                await worker.ask(text="a")
        assert (await worker.ask(text="a")).endswith(b" a")


@pytest.mark.parametrize(
    "script",
    [
        "exit 3",
        "true",
        "read line; echo no json",
        "read line; echo '{}[]'",
        'read line; echo \'{"error": "broken"}\'',
        "read line; echo '{\"bytes\": 9}'; echo short",
        "read line; echo '{\"bytes\": 99999999999}'",
        "read line; echo '{\"bytes\": -1}'",
        'read line; echo \'{"bytes": "many"}\'',
        "read line; head -c 200000 /dev/zero",
    ],
)
async def test_what_is_no_answer_is_an_error(script: str) -> None:
    async with Worker(shell(script), timeout=100) as worker:
        with pytest.raises(SpeechError) as caught:
            await worker.ask(text="비밀")
    assert not isinstance(caught.value, LanguageNotSpoken)
    assert "비밀" not in str(caught.value)


async def test_no_program_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SpeechError):
        await Worker([str(tmp_path / "nowhere")], timeout=100).ask(text="a")


async def test_the_text_is_on_no_command_line(tmp_path: Path) -> None:
    seen = tmp_path / "typed"
    worker = Worker(shell(f'test $# = 0 && read line && echo "$line" > {seen}'), timeout=100)
    with pytest.raises(SpeechError):
        await worker.ask(text="marker")
    assert "marker" in seen.read_text()


async def test_one_that_hangs_costs_the_timeout_and_is_ended() -> None:
    before = programs()
    async with Worker(shell("exec sleep 600"), timeout=0.5) as worker:
        with pytest.raises(SpeechError):
            await worker.ask(text="a")
        assert programs() == before


async def test_a_cancelled_sentence_ends_the_program(tmp_path: Path) -> None:
    fifo, process = tmp_path / "started", tmp_path / "pid"
    os.mkfifo(fifo)
    script = f"echo $$ > {process}; echo up > {fifo}; exec sleep 600"
    async with Worker(shell(script), timeout=60) as worker:
        speaking = asyncio.create_task(worker.ask(text="a"))
        await asyncio.to_thread(fifo.read_text)
        speaking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await speaking
        assert not running(int(process.read_text()))
