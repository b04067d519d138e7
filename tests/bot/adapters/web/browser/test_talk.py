"""A talk without hands, in a browser."""

import base64
import re
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import numpy as np
import pytest
import pytest_asyncio
from playwright.async_api import expect
from scenes.recordings import PRESENT, recording

from bot.adapters.web.hearing import Hearing
from speech.decoding import RATE
from speech.espeak import Espeak
from speech.live.ear import LiveEar
from speech.protocols import Prosody, Transcript
from speech.whisper import Whisper

pytestmark = pytest.mark.asyncio(loop_scope="session")

CLIP = "mbrola-hn1-04.wav"
"""Where this recording is not, eSpeak speaks English."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def spoken() -> tuple[str, re.Pattern[str]]:
    """A file as base64, and words in it, of which some are heard well each time."""
    if CLIP in PRESENT:
        return base64.b64encode(recording(CLIP).data).decode(), re.compile("강아지|정말|행복")
    clip = await Espeak().synthesize("I am very happy today.", language="en", prosody=Prosody())
    return base64.b64encode(clip.data).decode(), re.compile("very|happy|today")


GAP = 60.0
"""Seconds: a microphone sends silence too, so that a busy machine's delay is none."""
REST = 60
"""Seconds: it is said again only where a busy machine has lost it."""
LATE = 200_000
"""Milliseconds within which something said is heard, though the first time was lost."""

WATCH = """() => {
  window.sentences = [];
  window.stops = 0;
  const { start, stop } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function (at) {
    window.sentences.push([at, this.buffer.duration]);
    start.call(this, at);
  };
  AudioBufferSourceNode.prototype.stop = function () {
    window.stops += 1;
    stop.call(this);
  };
}"""
"""Notes what the page plays."""


@pytest.mark.timeout(600)
async def test_a_person_talks_is_answered_aloud_and_interrupts(
    flat, visit, mouth, spoken, whisper_base, long_tone
) -> None:
    file, words = spoken
    whisper = Whisper(str(whisper_base))
    ears = Hearing(ear=lambda: LiveEar(whisper, gap=GAP))
    async with (
        whisper,
        flat(hearing=ears, synthesizer=long_tone) as home,
        visit(home) as page,
    ):
        await mouth(page, file, rest=REST)
        await page.evaluate(WATCH)
        await page.get_by_test_id("handsfree").click()
        talk = page.get_by_test_id("talk")
        await expect(talk).to_be_visible()
        await expect(talk).to_have_attribute("data-state", "listening")
        await page.evaluate("speak()")
        said = page.get_by_test_id("message-user").filter(has_text=words)
        await expect(said.first).to_be_visible(timeout=LATE)
        await page.evaluate("fallSilent()")
        heard = await said.count()
        await expect(page.get_by_test_id("message-companion").first).to_be_visible()
        await expect(talk).to_have_attribute("data-state", "speaking")
        await page.wait_for_function("() => window.sentences.length >= 2")
        (first, length), (second, _) = (await page.evaluate("window.sentences"))[:2]
        assert second == pytest.approx(first + length)
        # Two minutes of reply are being played.
        await page.evaluate("speak()")
        await page.wait_for_function("() => window.stops >= 2", timeout=LATE)
        await expect(said.nth(heard)).to_be_visible(timeout=LATE)


@dataclass
class Scribbler:
    """Hears *text*, whatever is said."""

    text: str = ""

    async def hear(self, speech, /) -> Transcript:
        language = "ko" if self.text else ""
        seconds = len(speech) / RATE
        return Transcript(text=self.text, language=language, confidence=0.9, seconds=seconds)

    async def draft(self, speech, /) -> Transcript | None:
        return await self.hear(speech)


NOTE = """() => {
  window.captions = [];
  const caption = document.getElementById("caption");
  const note = () => window.captions.push([caption.textContent, caption.classList.contains("final")]);
  new MutationObserver(note).observe(caption, { childList: true, attributes: true });
}"""
"""Notes what the caption shows, and whether it is all of it."""


async def test_what_is_being_said_is_captioned_before_it_is_over(
    flat, visit, mouth, spoken
) -> None:
    text = "오늘은 산책을 했어요"
    ears = Hearing(ear=lambda: LiveEar(Scribbler(text), gap=GAP, caption=0.5))
    async with flat(hearing=ears) as home, visit(home) as page:
        file, _ = spoken
        await mouth(page, file, rest=REST)
        await page.evaluate(NOTE)
        await page.get_by_test_id("handsfree").click()
        await expect(page.get_by_test_id("talk")).to_be_visible()
        await page.evaluate("speak()")
        said = page.get_by_test_id("message-user").filter(has_text=text)
        await expect(said.first).to_be_visible(timeout=LATE)
        captions = await page.evaluate("window.captions")
    assert captions.index([text, False]) < captions.index([text, True])


@pytest.fixture
def listening(flat):
    """A web chat that listens."""
    return lambda **parts: flat(hearing=Hearing(ear=lambda: LiveEar(Scribbler(), gap=GAP)), **parts)


@pytest.fixture
def talking(visit):
    """``async with talking(home) as page``: a talk has begun."""

    @asynccontextmanager
    async def talking(home, **options):
        async with visit(home, **options) as page:
            await page.get_by_test_id("handsfree").click()
            await expect(page.get_by_test_id("talk")).to_be_visible()
            yield page

    return talking


async def test_what_is_written_meanwhile_is_answered_aloud_and_a_tap_stops_that(
    listening, visit, mouth, say, spoken, long_tone
) -> None:
    file, _ = spoken
    async with listening(synthesizer=long_tone) as home, visit(home) as page:
        await mouth(page, file)  # silent: a voice would stop the answer
        await page.get_by_test_id("handsfree").click()
        await expect(page.get_by_test_id("talk")).to_be_visible()
        await say(page, "안녕")
        await expect(page.get_by_test_id("talk")).to_have_attribute("data-state", "speaking")
        await page.get_by_role("button", name="그만 듣기").click()
        await expect(page.get_by_test_id("talk")).to_have_attribute("data-state", "listening")


KEEP = """() => {
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (wish) => (window.stream = await open(wish));
}"""
"""Keeps what the page opens, to look at it later."""


async def test_one_tap_starts_and_one_stops_and_lets_the_microphone_go(
    listening, visit, say
) -> None:
    async with listening() as home, visit(home) as page:
        await page.evaluate(KEEP)
        state = "window.stream.getTracks().map((track) => track.readyState)"
        button = page.get_by_test_id("handsfree")
        await button.click()
        await expect(page.get_by_test_id("talk")).to_be_visible()
        await expect(button).to_have_attribute("aria-pressed", "true")
        await expect(page.get_by_test_id("talk-state")).to_have_text("듣고 있어요")
        await expect(page.get_by_test_id("talk")).to_contain_text("마이크가 켜져 있어요")
        await expect(page.get_by_test_id("mic")).to_be_hidden()
        await expect(page.get_by_test_id("composer")).to_be_visible()
        assert await page.evaluate(state) == ["live"]
        await button.click()
        await expect(page.get_by_test_id("talk")).to_be_hidden()
        await expect(button).to_have_attribute("aria-pressed", "false")
        await expect(page.get_by_test_id("mic")).to_be_visible()
        assert await page.evaluate(state) == ["ended"]
        await say(page, "안녕")
        await expect(page.get_by_test_id("message-companion")).to_be_visible()
        assert not home.hearing.talks  # the server takes what it is told in order
        await button.click()
        await expect(page.get_by_test_id("talk")).to_be_visible()
        assert await page.evaluate(state) == ["live"]
        await page.keyboard.press("Escape")
        await expect(page.get_by_test_id("talk")).to_be_hidden()
        assert await page.evaluate(state) == ["ended"]


DENY = """() => {
  navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "NotAllowedError"); };
}"""


async def test_a_blocked_microphone_is_explained(listening, visit) -> None:
    async with listening() as home, visit(home) as page:
        await page.evaluate(DENY)
        await page.get_by_test_id("handsfree").click()
        await expect(page.get_by_role("alert")).to_contain_text("마이크를 허용해 주세요")
        await expect(page.get_by_test_id("talk")).to_be_hidden()
        await expect(page.get_by_test_id("handsfree")).to_have_attribute("aria-pressed", "false")


HIDE = """() => {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


async def test_it_stops_when_the_person_leaves_the_page_unless_they_wish_otherwise(
    listening, talking
) -> None:
    async with listening() as home, talking(home) as page:
        await page.get_by_test_id("talk-leave").uncheck()
        await page.evaluate(HIDE)
        await expect(page.get_by_test_id("talk")).to_be_visible()
        assert len(home.hearing.talks) == 1
        await page.get_by_test_id("talk-leave").check()
        await page.evaluate(HIDE)
        await expect(page.get_by_test_id("talk")).to_be_hidden()
        await expect(page.get_by_role("alert")).to_contain_text("화면을 벗어나서")


async def test_a_lost_connection_ends_it_and_says_so(listening, talking) -> None:
    async with AsyncExitStack() as pages:
        async with listening() as home:
            page = await pages.enter_async_context(talking(home, calm=False))
        await expect(page.get_by_test_id("talk")).to_be_hidden()
        await expect(page.get_by_role("alert")).to_contain_text("연결이 끊겨서")


async def test_another_window_takes_it_over(listening, talking) -> None:
    async with listening() as home, talking(home) as page:
        other = await page.context.new_page()
        await other.goto(home.address)
        await other.get_by_test_id("handsfree").click()
        await expect(other.get_by_test_id("talk")).to_be_visible()
        await expect(page.get_by_test_id("talk")).to_be_hidden()
        await expect(page.get_by_role("alert")).to_contain_text("다른 창에서")


async def test_where_nobody_listens_there_is_no_button(flat, visit) -> None:
    async with flat() as home, visit(home) as page:
        await expect(page.get_by_test_id("mic")).to_be_visible()
        await expect(page.get_by_test_id("handsfree")).to_be_hidden()


TONE = """async ([rate, hertz]) => {
  const { Resampler } = await import("/static/js/talk/resampler.js");
  const resampler = new Resampler(rate);
  const heard = [];
  for (let start = 0; start < rate; start += 128) {
    const at = (index) => Math.sin((2 * Math.PI * hertz * (start + index)) / rate);
    heard.push(...resampler.push(Float32Array.from({ length: 128 }, (_, index) => at(index))));
  }
  return heard;
}"""
"""A second of a tone at 16 kHz, from blocks as the audio thread gets them."""


async def test_the_microphone_s_rate_becomes_16_khz(listening, visit) -> None:
    async with listening() as home, visit(home) as page:
        for rate in (RATE, 44_100, 48_000):
            speech = np.array(await page.evaluate(TONE, [rate, 1_000]))
            assert len(speech) == pytest.approx(RATE, abs=200)
            middle = speech[200:-200]
            spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
            assert spectrum.argmax() * RATE / len(middle) == pytest.approx(1_000, abs=5)
            assert np.sqrt((middle**2).mean()) == pytest.approx(np.sqrt(0.5), rel=0.02)
            if rate > RATE:
                alias = np.array(await page.evaluate(TONE, [rate, 12_000]))[200:-200]
                assert np.abs(alias).max() < 0.02
