"""A real Chromium in front of a real server, in one event loop for all of these tests."""

from collections.abc import AsyncIterator, Callable
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
        options = {"locale": "ko-KR", "viewport": {"width": 390, "height": 844}} | options
        context = await by.new_context(**options)
        page = await context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(home.address + path)
        yield page
        await context.close()
        assert not (calm and complaints), complaints

    return visiting


async def say(page: Page, text: str) -> None:
    """Write *text* and send it."""
    await page.get_by_test_id("composer").fill(text)
    await page.keyboard.press("Enter")


class LongTone:
    """Speaks every sentence as ten seconds of near silence."""

    async def synthesize(self, sentence, /, *, language, prosody):
        return encode_wav(np.full(160_000, 0.01, dtype=np.float32), 16_000)


@pytest.fixture
def long_tone() -> LongTone:
    """A voice that is still speaking when a test stops it."""
    return LongTone()


@pytest.fixture(name="say")
def _say():
    return say
