"""The menus of commands."""

import re

from scenes.telegram import Run
from servers.telegram import UNLIMITED, Person, Telegram

from bot.adapters.telegram.pace import Pace, Rate


def offered(server: Telegram, *, scope: str) -> set[str]:
    return {one["command"] for one in server.profile.menu("ko", scope=scope)}


async def test_the_owner_is_offered_more_from_the_pairing_on(
    server: Telegram, mina: Person, maum: Run
) -> None:
    told: list[str] = []
    async with maum(settings={"allow": []}, announced=told):
        code = re.search(r"/start (\w{8})", (await server.until(lambda: told))[0])
        assert code
        everybodys = offered(server, scope="default")
        mina.starts(code[1])
        await server.until(lambda: len(mina.chat.texts) == 2)
    assert "help" in everybodys and "invite" not in everybodys
    assert offered(server, scope=f"chat:{mina.id}") == {
        *everybodys, "invite", "guests", "allow", "deny", "crisis_report"
    }  # fmt: skip


async def test_the_owner_of_the_settings_is_offered_more_from_their_first_start_on(
    server: Telegram, mina: Person, maum: Run
) -> None:
    async with maum():
        mina.starts()
        await server.until(lambda: mina.chat.texts)
        assert "invite" in offered(server, scope=f"chat:{mina.id}")
        mina.says("/guests")
        await server.until(lambda: len(mina.chat.texts) == 2)


async def test_a_guest_is_shown_out_by_a_tap_and_let_in_again(
    server: Telegram, mina: Person, maum: Run
) -> None:
    jun = server.person("Jun")
    async with maum():
        mina.says(f"/allow {jun.id}")
        await server.until(lambda: mina.chat.texts)
        mina.says("/guests")
        await server.until(lambda: len(mina.chat.texts) == 2)
        mina.taps(mina.chat.replies[-1], f"내보내기: {jun.id}")
        await server.until(lambda: len(mina.chat.texts) == 3)
        jun.says("안녕")
        await server.until(lambda: jun.chat.texts)
        mina.taps(mina.chat.replies[-1], f"다시 허락하기: {jun.id}")
        await server.until(lambda: len(mina.chat.texts) == 4)
        jun.says("다시")
        await server.until(lambda: len(jun.chat.texts) == 2)
    assert f"/allow {jun.id}" in jun.chat.texts[0]
    assert jun.chat.texts[1] == "[다시]"


async def test_every_choice_of_a_command_is_a_tap(
    server: Telegram, mina: Person, maum: Run
) -> None:
    server.limits, fast = UNLIMITED, Rate(1_000, 1.0)
    async with maum(pace=Pace(private=fast, group=fast, overall=fast)):
        mina.says("오늘 힘들었어")
        await server.until(lambda: mina.chat.texts)
        for number, command in enumerate(("/voice", "/diary", "/why", "/persona", "/mood")):
            mina.says(command)
            await server.until(lambda n=number: len(mina.chat.texts) == 2 + 2 * n)
            answer = next(one for one in reversed(mina.chat.replies) if one.text)
            assert mina.taps(answer, answer.buttons[-1])
            await server.until(lambda n=number: len(mina.chat.texts) == 3 + 2 * n)
    assert "모르는 말" not in "".join(mina.chat.texts)
    assert server.strange == []
