"""A real Chromium in front of a real server, in one event loop for all of these tests."""

import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from speech.encoding import encode_wav
from speech.espeak import Espeak
from speech.protocols import Prosody

SPOKEN = "I am very happy today."

expect.set_options(timeout=60_000)


@pytest.fixture(scope="session")
def speech(tmp_path_factory) -> Path:
    """A file that says `SPOKEN`, for the browser's microphone."""
    return tmp_path_factory.mktemp("speech") / "spoken.wav"


@pytest.fixture(scope="session")
def launch() -> Callable[[str], AbstractAsyncContextManager[Browser]]:
    """``async with launch(file) as browser``: Debian's Chromium, whose microphone plays *file*."""

    @asynccontextmanager
    async def launching(file: str) -> AsyncIterator[Browser]:
        async with async_playwright() as playwright:
            chromium = await playwright.chromium.launch(
                executable_path="/usr/bin/chromium",
                args=[
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--use-fake-ui-for-media-stream",
                    "--use-fake-device-for-media-stream",
                    f"--use-file-for-fake-audio-capture={file}",
                ],
            )
            yield chromium
            await chromium.close()

    return launching


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(speech, launch) -> AsyncIterator[Browser]:
    """One browser for all tests; its microphone hears `SPOKEN` once each time it is opened."""
    clip = await Espeak().synthesize(SPOKEN, language="en", prosody=Prosody())
    speech.write_bytes(clip.data)
    async with launch(f"{speech}%noloop") as chromium:
        yield chromium


@pytest.fixture
def visit(browser):
    """``async with visit(home) as page``: a new person; the page must not complain."""

    @asynccontextmanager
    async def visiting(
        home, *, path: str = "/", calm: bool = True, by: Browser = browser, **options
    ):
        # What moves on the page without end costs a processor and tells a test nothing.
        options = {
            "locale": "ko-KR",
            "viewport": {"width": 390, "height": 844},
            "reduced_motion": "reduce",
        } | options
        context = await by.new_context(**options)
        context.set_default_timeout(60_000)
        page = await context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(home.address + path)
        yield page
        await context.close()
        assert not (calm and complaints), complaints

    return visiting


@pytest.fixture
def port() -> Iterator[int]:
    """A port that nobody else gets while the server is away."""
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.bind(("127.0.0.1", 0))
        yield kept.getsockname()[1]


MOUTH = """async ([file, rest]) => {
  const context = new AudioContext();
  const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
  const speech = await context.decodeAudioData(bytes.buffer);
  const rate = speech.sampleRate;
  const again = context.createBuffer(1, speech.length + rest * rate, rate);
  again.copyToChannel(speech.getChannelData(0), 0);
  const microphone = context.createMediaStreamDestination();
  const { start, stop } = AudioBufferSourceNode.prototype;
  let source;
  navigator.mediaDevices.getUserMedia = async () => microphone.stream;
  window.speak = async () => {
    source = context.createBufferSource();
    source.buffer = again;
    source.loop = rest > 0;
    source.connect(microphone);
    window.said = new Promise((resolve) => { source.onended = resolve; });
    await context.resume();
    start.call(source);
  };
  window.fallSilent = () => stop.call(source);
}"""


@pytest.fixture
def mouth():
    """``await mouth(page, file)``: the page's microphone hears the base64 file when it is told to.

    ``speak()`` begins, ``said`` is a promise of the end. With a *rest* in seconds the file is heard
    again and again with that behind it, until ``fallSilent()``.
    """

    async def put(page: Page, file: str, *, rest: float = 0) -> None:
        await page.evaluate(MOUTH, [file, rest])

    return put


async def say(page: Page, text: str) -> None:
    """Write *text* and send it."""
    await page.get_by_test_id("composer").fill(text)
    await page.keyboard.press("Enter")


class LongTone:
    """Speaks every sentence as a minute of near silence."""

    async def synthesize(self, sentence, /, *, language, prosody):
        return encode_wav(np.full(60 * 8_000, 0.01, dtype=np.float32), 8_000)


@pytest.fixture
def long_tone() -> LongTone:
    """A voice that is still speaking when a test stops it."""
    return LongTone()


@pytest.fixture(name="say")
def _say():
    return say
