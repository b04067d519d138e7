"""Commands, and why a message was read as it was, on the page."""

from zipfile import ZipFile

import pytest
from playwright.async_api import expect

from bot.events import ChatKey
from bot.protocols import Explanation, Scores
from bot.testing import ScriptedClassifier
from config.moods import Mood

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOST = "오늘 면접에서 떨어졌어"


class Explaining(ScriptedClassifier):
    async def explain(self, text, /):
        scores = Scores(
            labels={"슬픔": 0.8, "안타까움/실망": 0.6, "절망": 0.2, "짜증": 0.1},
            moods={Mood.SAD: 0.9, Mood.TIRED: 0.1},
        )
        words = [
            ("오늘", {Mood.SAD: 0.1}),
            ("면접에서", {Mood.SAD: 1.0}),
            ("떨어졌어", {Mood.SAD: 2.0}),
        ]
        return Explanation(scores=scores, words=words)


async def test_a_slash_lists_the_commands_and_the_keyboard_is_enough(flat, visit) -> None:
    async with flat() as home, visit(home) as page:
        composer, commands = page.get_by_test_id("composer"), page.get_by_test_id("commands")
        await composer.press_sequentially("/")
        await expect(commands.get_by_role("option").first).to_contain_text("/시작")
        await expect(commands.get_by_role("option").last).to_contain_text("/새로")
        await composer.press_sequentially("기")
        mood, memory = "/기분 오늘 읽은 마음", "/기억 제가 기억하는 것 보기, 고치기, 지우기"
        await expect(commands.get_by_role("option")).to_have_text([mood, memory])
        await composer.press("Escape")
        await expect(commands).to_be_hidden()
        await composer.fill("/")
        await composer.press("ArrowUp")
        chosen = commands.locator('[aria-selected="true"]')
        await expect(chosen).to_contain_text("/새로")
        active = await composer.get_attribute("aria-activedescendant")
        assert active == await chosen.get_attribute("id")
        await composer.press("ArrowDown")
        await composer.press("ArrowDown")
        await composer.press("Enter")
        await expect(page.get_by_test_id("message-user")).to_have_text("/help")
        await expect(page.get_by_test_id("message-companion")).to_contain_text("/diary")
        await expect(commands).to_be_hidden()
        await expect(composer).to_have_value("")
        await expect(composer).to_be_focused()


async def test_tab_completes_so_that_more_can_be_written(flat, visit) -> None:
    async with flat() as home, visit(home, locale="en-US") as page:
        composer = page.get_by_test_id("composer")
        await composer.press_sequentially("/vo")
        await composer.press("Tab")
        await expect(composer).to_have_value("/voice ")
        await composer.press_sequentially("never")
        await composer.press("Enter")
        await expect(page.get_by_test_id("message-companion")).to_contain_text("in writing")
        await expect(page.locator("#voice")).to_have_value("never")
        await page.reload()
        await expect(page.locator("#voice")).to_have_value("never")


async def test_a_command_in_the_list_can_be_tapped(flat, visit) -> None:
    async with flat() as home, visit(home, has_touch=True) as page:
        await page.get_by_test_id("composer").fill("/")
        await page.get_by_role("option", name="/안전").tap()
        reply = page.get_by_test_id("message-companion")
        await expect(reply.locator('a[href="tel:109"]').first).to_be_visible()


async def test_a_choice_is_tapped_once_and_reads_as_it_was_shown(flat, visit, say) -> None:
    async with flat() as home, visit(home) as page:
        await say(page, "/voice")
        choices = page.get_by_role("group", name="고르기").get_by_test_id("choice")
        await expect(choices).to_have_text(["말할 때만", "항상", "끄기"])
        await choices.nth(2).click()
        await expect(page.get_by_test_id("message-user").last).to_have_text("끄기")
        await expect(page.get_by_test_id("message-companion").last).to_contain_text("글로만")
        for choice in await choices.all():
            await expect(choice).to_be_disabled()
        await expect(page.locator("#announcer")).to_contain_text("글로만")


async def test_the_label_opens_to_tell_why_and_takes_a_correction(flat, visit, say) -> None:
    async with flat(classifier=Explaining()) as home, visit(home) as page:
        await say(page, LOST)
        emotion = page.get_by_test_id("emotion")
        await emotion.click()
        why = page.get_by_test_id("why")
        await expect(why.locator("li")).to_have_text(["슬픔80%", "안타까움, 실망60%", "절망20%"])
        await expect(why).to_contain_text("그렇게 읽은 말: 떨어졌어, 면접에서")
        moods = why.get_by_role("group").get_by_role("button")
        await expect(moods).to_have_count(7)
        await why.get_by_role("button", name="지침").click()
        await expect(emotion.locator("summary")).to_have_text("지침이라고 알려 주셨어요")
        await expect(emotion).to_have_attribute("data-mood", "tired")
        await expect(page.locator("#announcer")).to_contain_text("고마워요")
        await page.get_by_role("button", name="Switch to English").click()
        await expect(why.locator("li").nth(1)).to_have_text("disappointment60%")
        await expect(emotion.locator("summary")).to_have_text("You told me that it was tiredness")
        await page.reload()
        await expect(emotion.locator("summary")).to_have_text("I read tiredness")


async def test_why_works_for_lines_of_an_earlier_visit(flat, visit, say) -> None:
    async with flat(classifier=Explaining()) as home, visit(home) as page:
        await say(page, LOST)
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        await page.reload()
        summary = page.get_by_test_id("emotion").locator("summary")
        await summary.focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_test_id("why")).to_contain_text("떨어졌어")


async def test_an_export_can_be_saved(flat, visit, say, tmp_path) -> None:
    async with flat() as home, visit(home) as page:
        await say(page, LOST)
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        await say(page, "/export")
        async with page.expect_download() as saving:
            await page.get_by_role("link", name="받기").click()
        saved = tmp_path / "saved.zip"
        await (await saving.value).save_as(saved)
        assert LOST in ZipFile(saved).read("maum.html").decode()


async def test_forgetting_empties_the_page(flat, visit, say) -> None:
    async with flat() as home, visit(home) as page:
        await say(page, LOST)
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        await say(page, "/forget")
        await page.get_by_role("button", name="모두 지우기").click()
        await expect(page.get_by_test_id("message-companion").last).to_contain_text("모두 지웠어요")
        await expect(page.get_by_test_id("message-user")).to_have_count(0)
        await page.reload()
        await expect(page.locator("body")).to_have_class("new")


async def test_what_is_forgotten_elsewhere_leaves_the_page_at_once(flat, visit, say) -> None:
    async with flat() as home, visit(home) as page:
        await say(page, LOST)
        await say(page, "/memory")
        await expect(page.get_by_test_id("message-companion")).to_have_count(2)
        (known,) = await home.store.people()
        chat = ChatKey(messenger="web", chat="", person=known.who.removeprefix("web:"))
        await home.command(chat, "/forget")
        await home.command(chat, "/forget yes")
        await expect(page.get_by_test_id("message-companion")).to_have_count(0)
        await expect(page.get_by_test_id("message-user")).to_have_count(0)
        await expect(page.locator("body")).to_have_class("new")


async def test_a_break_does_not_bring_commands_back_as_messages(flat, visit, say) -> None:
    async with flat() as home, visit(home) as page:
        await say(page, LOST)
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        await say(page, "/mood")
        await expect(page.get_by_test_id("message-companion")).to_have_count(2)
        await page.reload()
        await expect(page.get_by_test_id("message-user")).to_have_text(LOST)


async def test_it_fits_a_small_phone(flat, visit, say) -> None:
    small = {"width": 320, "height": 568}
    async with flat(classifier=Explaining()) as home, visit(home, viewport=small) as page:
        await say(page, LOST)
        await page.get_by_test_id("emotion").click()
        await expect(page.get_by_test_id("why").get_by_role("button")).to_have_count(7)
        await say(page, "/why")
        await expect(page.get_by_test_id("choice")).to_have_count(7)
        await page.get_by_test_id("composer").fill("/")
        await expect(page.get_by_test_id("commands")).to_be_in_viewport(ratio=1)
        wide = "() => document.documentElement.scrollWidth - innerWidth"
        assert await page.evaluate(wide) <= 0
