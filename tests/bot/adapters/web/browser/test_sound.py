"""Hearing the companion and being heard."""

import asyncio
import base64
import re

import pytest
from playwright.async_api import expect

from speech.espeak import Espeak
from speech.whisper import Whisper

pytestmark = pytest.mark.asyncio(loop_scope="session")

DENY = """() => {
  navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("no", "NotAllowedError"); };
}"""


async def test_the_reply_is_heard(flat, visit, say) -> None:
    async with flat(synthesizer=Espeak()) as home, visit(home) as page:
        await say(page, "안녕")
        audio = page.get_by_test_id("reply-audio")
        await expect(audio).to_have_attribute("src", re.compile("^blob:"))
        await expect(page.get_by_test_id("ai-voice")).to_have_text("AI 음성")
        await page.wait_for_function(
            """() => {
              const { duration, error } = document.querySelector("[data-testid=reply-audio]");
              return error === null && Number.isFinite(duration) && duration > 0.1;
            }"""
        )


async def test_sentences_follow_each_other_and_can_be_heard_again(flat, visit, say) -> None:
    async with flat() as home, visit(home) as page:
        await page.evaluate(
            """() => {
              window.ended = 0;
              const audio = document.querySelector("[data-testid=reply-audio]");
              audio.addEventListener("ended", () => { window.ended += 1; });
            }"""
        )
        await say(page, "안녕")
        await page.wait_for_function("() => window.ended === 2")
        await page.get_by_role("button", name="다시 듣기").click()
        await page.wait_for_function("() => window.ended === 4")


async def test_nothing_is_spoken_to_those_who_want_quiet(flat, visit, say) -> None:
    async with flat() as home, visit(home) as page:
        await page.get_by_label("목소리로도 답하기").select_option("never")
        await say(page, "안녕")
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        await say(page, "잘 있어")
        await expect(page.get_by_test_id("message-companion")).to_have_count(2)
        assert await page.get_by_test_id("reply-audio").get_attribute("src") is None


async def test_a_tap_stops_the_voice_and_the_reply(flat, visit, say, long_tone) -> None:
    async with flat(synthesizer=long_tone) as home, visit(home) as page:
        await say(page, "안녕")
        stop = page.get_by_role("button", name="그만 듣기")
        await page.wait_for_function(
            "() => !document.querySelector('[data-testid=reply-audio]').paused"
        )
        await stop.click()
        await expect(stop).to_be_hidden()
        assert await page.get_by_test_id("reply-audio").evaluate("audio => audio.paused")


async def test_a_new_message_stops_the_voice(flat, visit, say, long_tone) -> None:
    async with flat(synthesizer=long_tone) as home, visit(home) as page:
        await say(page, "안녕")
        await page.wait_for_function(
            "() => !document.querySelector('[data-testid=reply-audio]').paused"
        )
        await page.get_by_label("목소리로도 답하기").select_option("auto")
        await say(page, "잠깐만")
        assert await page.get_by_test_id("reply-audio").evaluate("audio => audio.paused")


async def test_only_the_tab_that_asked_speaks(flat, visit, say) -> None:
    async with flat() as home, visit(home) as page:
        other = await page.context.new_page()
        await other.goto(home.address)
        await expect(other.locator("#status")).to_have_text("곁에 있어요")
        await say(page, "안녕")
        await expect(other.get_by_test_id("message-user")).to_have_text("안녕")
        await expect(other.get_by_role("button", name="다시 듣기")).to_be_visible()
        assert await other.get_by_test_id("reply-audio").get_attribute("src") is None


async def test_a_person_talks_and_is_understood(flat, visit, mouth, speech, whisper_base) -> None:
    whisper = Whisper(str(whisper_base))
    async with whisper, flat(transcriber=whisper) as home, visit(home) as page:
        await mouth(page, base64.b64encode(speech.read_bytes()).decode())
        await page.get_by_test_id("mic").click()
        await expect(page.locator("#clock")).to_be_visible()
        await page.evaluate("speak()")
        await page.evaluate("said")
        level = await page.locator("#meter").evaluate("meter => meter.style.cssText")
        assert "--level" in level
        await page.get_by_test_id("mic").click()
        await expect(page.get_by_test_id("message-user")).to_contain_text("happy")
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        audio = page.get_by_test_id("reply-audio")
        await expect(audio).to_have_attribute("src", re.compile("^blob:"))


async def test_holding_the_button_talks_until_it_is_released(flat, visit) -> None:
    async with flat() as home, visit(home) as page:
        await page.get_by_test_id("mic").hover()
        await page.mouse.down()
        await expect(page.locator("#advice")).to_have_text("손을 떼면 보내요")
        await expect(page.locator("#clock")).to_have_text(re.compile("[1-9]"))
        await page.mouse.up()
        await expect(page.get_by_test_id("message-user")).to_have_text("오늘 하루는 어땠어요?")


async def test_the_keyboard_talks_too_and_escape_takes_it_back(flat, visit) -> None:
    async with flat() as home, visit(home) as page:
        await page.get_by_test_id("mic").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator("#clock")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.locator("#clock")).to_be_hidden()
        await expect(page.get_by_test_id("message-user")).to_have_count(0)
        await expect(page.get_by_test_id("composer")).to_be_visible()


async def test_a_blocked_microphone_is_explained(flat, visit) -> None:
    async with flat() as home, visit(home) as page:
        await page.evaluate(DENY)
        await page.get_by_test_id("mic").click()
        await expect(page.get_by_role("alert")).to_contain_text("마이크를 허용해 주세요")
        await expect(page.get_by_test_id("composer")).to_be_visible()


class Stuck:
    """Never comes to the end of a reply."""

    async def reply(self, prompt, /):
        yield "음… "
        await asyncio.Event().wait()


async def test_talking_interrupts_the_reply(flat, visit, say) -> None:
    async with flat(generator=Stuck()) as home, visit(home) as page:
        await say(page, "안녕")
        await expect(page.get_by_test_id("message-companion")).to_have_text("음… ")
        await page.get_by_test_id("mic").click()
        await expect(page.locator(".row.cut")).to_have_count(1)
