"""Writing, reading and looking."""

import re

import pytest
from playwright.async_api import expect

from bot.protocols import Scores
from bot.testing import MemoryStore, ScriptedGenerator
from config.moods import Mood

pytestmark = pytest.mark.asyncio(loop_scope="session")

READ = (
    ".mine .bubble",
    ".theirs .bubble",
    ".emotion summary",
    ".replay",
    ".ai",
    ".ai-voice",
    "#status",
    ".disclosure",
    "#help",
    "h1",
    "#voice",
    "#language",
    "#composer",
)
STOPS = ["composer", "mic", "language", "voice"]

CONTRAST = """(element) => {
  const channel = (value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (color) => {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((one) => channel(one / 255));
  };
  const light = (color) => {
    const [red, green, blue] = rgb(color);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const clear = (color) => color === "rgba(0, 0, 0, 0)";
  let behind = element;
  while (behind.parentElement && clear(getComputedStyle(behind).backgroundColor)) {
    behind = behind.parentElement;
  }
  const pair = [light(getComputedStyle(element).color), light(getComputedStyle(behind).backgroundColor)];
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}"""


async def test_a_person_writes_reads_and_is_read(flat, visit, say) -> None:
    async with flat() as home, visit(home) as page:
        avatar = page.get_by_test_id("avatar")
        await expect(avatar).to_have_attribute("data-mood", "calm")
        await expect(avatar).to_have_attribute("data-face", "serene")
        await say(page, "오늘 면접에서 떨어졌어")
        await expect(page.get_by_test_id("message-user")).to_have_text("오늘 면접에서 떨어졌어")
        await expect(page.get_by_test_id("message-companion")).to_have_text(
            "그랬구나. 많이 속상했겠어요."
        )
        await expect(avatar).to_have_attribute("data-mood", "sad")
        await expect(avatar).to_have_attribute("data-face", "concerned")
        emotion = page.get_by_test_id("emotion")
        await expect(emotion.locator("summary")).to_have_text("슬픔으로 읽었어요 · 90%")
        await emotion.locator("summary").click()
        await expect(emotion.locator("li")).to_have_text("슬픔90%")
        await expect(page.get_by_test_id("composer")).to_have_value("")
        face = avatar.locator("img.shown")
        assert await face.evaluate("image => image.complete && image.naturalWidth > 0")


async def test_an_uncertain_reading_says_so(flat, visit, say) -> None:
    class Unsure:
        async def classify(self, text, /):
            return Scores(labels={"슬픔": 0.2, "기쁨": 0.2}, moods={Mood.SAD: 0.2, Mood.JOY: 0.2})

    async with flat(classifier=Unsure()) as home, visit(home) as page:
        await say(page, "음")
        await expect(page.get_by_test_id("emotion").locator("summary")).to_have_text(
            "어떤 마음인지 확실하지 않아요"
        )


async def test_shift_enter_makes_a_line_and_composing_is_left_alone(flat, visit) -> None:
    async with flat() as home, visit(home) as page:
        composer = page.get_by_test_id("composer")
        await composer.press_sequentially("첫 줄")
        height = (await composer.bounding_box())["height"]
        await composer.press("Shift+Enter")
        await composer.press_sequentially("둘째 줄")
        assert (await composer.bounding_box())["height"] > height
        await composer.evaluate(
            """field => field.dispatchEvent(new KeyboardEvent(
                "keydown", { key: "Enter", isComposing: true, bubbles: true }))"""
        )
        await expect(page.get_by_test_id("message-user")).to_have_count(0)
        await composer.press("Enter")
        await expect(page.get_by_test_id("message-user")).to_have_text("첫 줄\n둘째 줄")


async def test_a_text_that_is_too_long_stays_in_the_field(flat, visit) -> None:
    async with flat() as home, visit(home) as page:
        await page.get_by_test_id("composer").fill("가" * 20_001)
        await page.get_by_test_id("send").click()
        await expect(page.get_by_role("alert")).to_contain_text("20,000자")
        assert len(await page.get_by_test_id("composer").input_value()) == 20_001
        await expect(page.get_by_test_id("message-user")).to_have_count(0)


async def test_help_comes_before_everything(flat, visit, say) -> None:
    small = {"width": 375, "height": 667}
    async with flat() as home, visit(home, viewport=small) as page:
        await say(page, "죽고 싶다")
        reply = page.get_by_test_id("message-companion")
        await expect(reply.locator('a[href="tel:109"]')).to_be_in_viewport(ratio=1)
        await expect(page.locator(".row.care")).to_have_count(1)
        await expect(page.get_by_test_id("emotion")).to_have_count(0)


async def test_the_disclosure_and_the_helplines_are_always_there(flat, visit) -> None:
    async with flat() as home, visit(home) as page:
        disclosure = page.get_by_test_id("disclosure")
        await expect(disclosure).to_contain_text("AI 프로그램")
        await expect(disclosure).to_be_in_viewport()
        await expect(page.locator("#notice")).to_contain_text("저장")
        await expect(page.get_by_test_id("ai")).to_be_in_viewport()
        await expect(page.get_by_test_id("avatar")).to_have_attribute(
            "aria-label", re.compile("AI")
        )
        async with page.expect_popup() as popup:
            await page.get_by_test_id("safety").click()
        await expect((await popup.value).get_by_role("heading", level=1).first).to_have_text(
            "안전 안내"
        )
        await disclosure.get_by_role("button").click()
        help_dialog = page.get_by_role("dialog")
        await expect(help_dialog.locator('a[href="tel:109"]')).to_be_visible()
        await expect(help_dialog.locator('a[href="tel:15770199"]')).to_be_visible()
        await help_dialog.get_by_text("다른 나라").click()
        await expect(help_dialog.locator('a[href="sms:741741"]')).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(help_dialog).to_be_hidden()


async def test_english_and_back(flat, visit, say) -> None:
    async with flat() as home, visit(home, locale="en-US") as page:
        await expect(page.get_by_test_id("disclosure")).to_contain_text("AI program")
        await say(page, "I failed the interview")
        summary = page.get_by_test_id("emotion").locator("summary")
        await expect(summary).to_have_text("I read sadness · 90%")
        await page.get_by_role("button", name="한국어로 바꾸기").click()
        await expect(summary).to_have_text("슬픔으로 읽었어요 · 90%")
        await expect(page.locator("html")).to_have_attribute("lang", "ko")
        await page.reload()
        await expect(page.get_by_test_id("disclosure")).to_contain_text("AI 프로그램")


async def test_nothing_hangs_over_the_edge(flat, visit, say) -> None:
    generator = ScriptedGenerator(pieces=("https://example.org/" + "a" * 300,))
    async with flat(generator=generator) as home, visit(home) as page:
        for text in ("ㅋ" * 300, "면접에서떨어졌어" * 40):
            await say(page, text)
        await expect(page.get_by_test_id("message-companion").first).to_be_visible()
        for width in (320, 390, 1280):
            await page.set_viewport_size({"width": width, "height": 700})
            wide = "() => document.documentElement.scrollWidth - innerWidth"
            assert await page.evaluate(wide) <= 0
            for name in ("composer", "send", "mic", "avatar", "ai", "disclosure"):
                await expect(page.get_by_test_id(name)).to_be_in_viewport(ratio=0.95)


async def test_a_reader_who_scrolled_up_is_left_there(flat, visit, say) -> None:
    async with flat() as home, visit(home) as page:
        for number in range(4):
            await say(page, f"{number}번째" + "\n" * 12 + "이야기")
            await expect(page.get_by_test_id("message-companion")).to_have_count(number + 1)
        await expect(page.get_by_test_id("message-companion").last).to_be_in_viewport()
        await page.locator("#scroll").hover()
        await page.mouse.wheel(0, -2000)
        latest = page.get_by_role("button", name="최근 대화로")
        await expect(latest).to_be_visible()
        await expect(page.get_by_test_id("message-user").first).to_be_in_viewport()
        await latest.click()
        await expect(page.get_by_test_id("message-companion").last).to_be_in_viewport()


async def test_the_keyboard_is_enough(flat, visit) -> None:
    async with flat() as home, visit(home) as page:
        await expect(page.get_by_test_id("composer")).to_be_focused()
        await page.keyboard.type("안녕")
        await page.keyboard.press("Tab")
        await expect(page.get_by_test_id("send")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        passed = []
        while "voice" not in passed:
            await page.keyboard.press("Shift+Tab")
            passed.append(await page.evaluate("() => document.activeElement.id"))
        assert [name for name in passed if name in STOPS] == STOPS


async def test_everything_that_can_be_pressed_has_a_name(flat, visit, say) -> None:
    async with flat() as home, visit(home) as page:
        await say(page, "안녕")
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        tree = await page.locator("body").aria_snapshot()
        assert not re.search(r"- (button|textbox|combobox|link|img)(:| \[|$)", tree, re.MULTILINE)
        await expect(page.locator("#announcer")).to_have_text("그랬구나. 많이 속상했겠어요.")


async def test_text_can_be_read_by_day_and_night(flat, visit, say) -> None:
    papers = {"light": "rgb(250, 247, 243)", "dark": "rgb(24, 23, 26)"}
    async with flat() as home, visit(home) as page:
        await say(page, "오늘 면접에서 떨어졌어")
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        for scheme, paper in papers.items():
            await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            await expect(page.locator("body")).to_have_css("background-color", paper)
            for place in READ:
                assert await page.locator(place).first.evaluate(CONTRAST) >= 4.5, (scheme, place)


async def test_the_conversation_is_there_after_a_reload(flat, visit, say) -> None:
    async with flat(store=MemoryStore()) as home, visit(home) as page:
        await say(page, "오늘 면접에서 떨어졌어")
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        await page.reload()
        await expect(page.get_by_test_id("message-user")).to_have_text("오늘 면접에서 떨어졌어")
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        await expect(page.get_by_test_id("emotion")).to_contain_text("슬픔으로 읽었어요")
        await expect(page.get_by_test_id("avatar")).to_have_attribute("data-mood", "sad")


async def test_the_token_is_asked_for_once_and_leaves_the_address(flat, visit, say) -> None:
    async with flat(token="열려라") as home, visit(home, calm=False) as page:
        for token in ("틀려라", "열려라"):
            await page.get_by_label("토큰").fill(token)
            async with page.expect_navigation():
                await page.keyboard.press("Enter")
        await say(page, "안녕")
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        await page.goto(f"{home.address}/?token=열려라")
        await expect(page.get_by_test_id("message-user")).to_have_text("안녕")
        assert "token" not in page.url
