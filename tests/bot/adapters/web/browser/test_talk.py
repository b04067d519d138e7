"""A talk without hands, in a browser whose microphone hears somebody again and again."""

import os
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.adapters.web.hearing import Hearing
from speech.audio import Audio
from speech.decoding import RATE, decode
from speech.encoding import encode_wav
from speech.espeak import Espeak
from speech.live.ear import LiveEar
from speech.protocols import Prosody, Transcript
from speech.whisper import Whisper

pytestmark = pytest.mark.asyncio(loop_scope="session")

CLIP = (
    Path(
        os.environ.get("MAUM_TEST_AUDIO")
        or Path(__file__).resolve().parents[6] / "shared" / "data" / "audio"
    )
    / "mbrola-hn1-04.wav"
)
"""A recording in Korean that may be used but not shipped; where it is not, eSpeak speaks English."""
BREAK = 5.0
"""Seconds of silence between two times."""


async def spoken() -> tuple[np.ndarray, str]:
    """What the microphone hears, and a word in it."""
    if CLIP.is_file():
        return decode(Audio(CLIP.read_bytes(), "audio/wav")), "강아지"
    clip = await Espeak().synthesize("I am very happy today.", language="en", prosody=Prosody())
    return decode(clip), "happy"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def mouth(tmp_path_factory, launch):
    """A browser whose microphone hears `spoken` for ever, and the word in it."""
    speech, word = await spoken()
    sound = np.concatenate([np.zeros(RATE // 2), speech, np.zeros(round(BREAK * RATE))])
    file = tmp_path_factory.mktemp("mouth") / "again.wav"
    file.write_bytes(encode_wav(sound.astype(np.float32), RATE).data)
    async with launch(str(file)) as browser:
        yield browser, word


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


async def test_a_person_talks_is_answered_aloud_and_interrupts(
    flat, visit, mouth, whisper_base, long_tone
) -> None:
    browser, word = mouth
    whisper = Whisper(str(whisper_base))
    ears = Hearing(ear=lambda: LiveEar(whisper, gap=1.0))
    async with (
        whisper,
        flat(hearing=ears, synthesizer=long_tone) as home,
        visit(home, by=browser) as page,
    ):
        await page.evaluate(WATCH)
        await page.get_by_test_id("handsfree").click()
        talk = page.get_by_test_id("talk")
        await expect(talk).to_have_attribute("data-state", "listening")
        await expect(page.get_by_test_id("caption")).to_contain_text(word, timeout=60_000)
        await expect(
            page.get_by_test_id("message-user").filter(has_text=word).first
        ).to_be_visible()
        await expect(page.get_by_test_id("message-companion").first).to_be_visible()
        await expect(talk).to_have_attribute("data-state", "speaking")
        await page.wait_for_function("() => window.sentences.length >= 2")
        (first, length), (second, _) = (await page.evaluate("window.sentences"))[:2]
        assert second == pytest.approx(first + length)
        # The microphone hears the same again while twenty seconds of reply are played.
        await page.wait_for_function("() => window.stops >= 2", timeout=60_000)
        await expect(page.get_by_test_id("message-user").nth(1)).to_be_visible(timeout=60_000)


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


async def test_what_is_being_said_is_captioned_before_it_is_over(flat, visit, mouth) -> None:
    browser, _ = mouth
    text = "오늘은 산책을 했어요"
    ears = Hearing(ear=lambda: LiveEar(Scribbler(text), gap=1.0, caption=0.5))
    async with flat(hearing=ears) as home, visit(home, by=browser) as page:
        await page.evaluate(NOTE)
        await page.get_by_test_id("handsfree").click()
        said = page.get_by_test_id("message-user").filter(has_text=text)
        await expect(said.first).to_be_visible(timeout=60_000)
        captions = await page.evaluate("window.captions")
    assert captions.index([text, False]) < captions.index([text, True])


@pytest.fixture
def listening(flat):
    """A web chat that listens."""
    return lambda **parts: flat(hearing=Hearing(ear=lambda: LiveEar(Scribbler(), gap=1.0)), **parts)


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


async def test_one_tap_starts_and_one_stops(listening, talking) -> None:
    async with listening() as home, talking(home) as page:
        button = page.get_by_test_id("handsfree")
        await expect(button).to_have_attribute("aria-pressed", "true")
        await expect(page.get_by_test_id("talk-state")).to_have_text("듣고 있어요")
        await expect(page.get_by_test_id("talk")).to_contain_text("마이크가 켜져 있어요")
        await expect(page.get_by_test_id("mic")).to_be_hidden()
        await expect(page.get_by_test_id("composer")).to_be_visible()
        await button.click()
        await expect(page.get_by_test_id("talk")).to_be_hidden()
        await expect(button).to_have_attribute("aria-pressed", "false")
        await expect(page.get_by_test_id("mic")).to_be_visible()
        assert not home.hearing.talks
        await button.click()
        await expect(page.get_by_test_id("talk")).to_be_visible()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def silence(tmp_path_factory, launch):
    """A browser whose microphone hears nobody: a voice over an answer would stop it."""
    file = tmp_path_factory.mktemp("silence") / "silence.wav"
    file.write_bytes(encode_wav(np.zeros(RATE, np.float32), RATE).data)
    async with launch(str(file)) as browser:
        yield browser


async def test_what_is_written_meanwhile_is_answered_aloud_and_a_tap_stops_that(
    listening, talking, say, long_tone, silence
) -> None:
    async with listening(synthesizer=long_tone) as home, talking(home, by=silence) as page:
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


async def test_the_microphone_is_let_go(listening, visit) -> None:
    async with listening() as home, visit(home) as page:
        await page.evaluate(KEEP)
        await page.get_by_test_id("handsfree").click()
        await expect(page.get_by_test_id("talk")).to_be_visible()
        state = "window.stream.getTracks().map((track) => track.readyState)"
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


async def test_it_stops_when_the_person_leaves_the_page(listening, talking) -> None:
    async with listening() as home, talking(home) as page:
        await page.evaluate(HIDE)
        await expect(page.get_by_test_id("talk")).to_be_hidden()
        await expect(page.get_by_role("alert")).to_contain_text("화면을 벗어나서")


async def test_it_goes_on_where_they_wish_so(listening, talking) -> None:
    async with listening() as home, talking(home) as page:
        await page.get_by_test_id("talk-leave").uncheck()
        await page.evaluate(HIDE)
        await expect(page.get_by_test_id("talk")).to_be_visible()
        assert len(home.hearing.talks) == 1


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


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
async def test_the_microphone_s_rate_becomes_16_khz(listening, visit, rate) -> None:
    async with listening() as home, visit(home) as page:
        speech = np.array(await page.evaluate(TONE, [rate, 1_000]))
        assert len(speech) == pytest.approx(RATE, abs=200)
        middle = speech[200:-200]
        spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
        assert spectrum.argmax() * RATE / len(middle) == pytest.approx(1_000, abs=5)
        assert np.sqrt((middle**2).mean()) == pytest.approx(np.sqrt(0.5), rel=0.02)
        if rate > RATE:
            alias = np.array(await page.evaluate(TONE, [rate, 12_000]))[200:-200]
            assert np.abs(alias).max() < 0.02
