"""What it is asked of its tastes, its days and its advice: light answers by kind, and none where it weighs."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from scenes.moments import moment

from bot.dialogue.lines import LANGUAGES, Remark
from bot.dialogue.reading import read
from bot.dialogue.script import script
from bot.dialogue.scripted import Scripted
from bot.protocols import Kind, Memory
from config.moods import Mood

NOW = datetime(2026, 1, 1, 21, tzinfo=UTC)
LIGHT = {
    "ko": [
        "너도 웹툰 봐?",
        "너는 고양이 좋아해?",
        "넌 제일 좋아하는 색이 뭐야?",
        "너라면 무인도에 뭐 가져갈래?",
        "너 같으면 뭐라고 보낼 거야?",
        "너도 게임 같은 거 해?",
        "너 노래 할 줄 알아?",
        "잠 안 올 때 뭐 하면 좋아?",
        "저녁은 컵라면 먹을까 배달시킬까",
        "족욕할까",
        "계란은 넣을까요 말까요?",
        "배고픈데 라면 끓여 먹고 잘까 고민 중이에요",
        "너는 연애 해봤냐 ㅋㅋ",
        "ㅋㅋㅋ 불쌍하네 심심하지 않냐",
        "자네는 고향이 어딘가?",
        "우리 고양이 이름 뭐가 좋을까?",
        "내일 경기 누가 이길 것 같아?",
    ],
    "en": [
        "do you watch tv?",
        "what's your favourite curry?",
        "do you ever get bored?",
        "where are you from?",
        "should i put an egg in it or not",
        "thinking about whether to make ramen before bed",
        "do you like cats?",
        "can you sing?",
        "have you ever been to spain?",
        "any tips to unwind without a screen?",
        "should i text my brother tonight or leave it?",
        "do you like gardening?",
        "any name ideas for a kitten?",
        "who's going to win tonight?",
    ],
}
GRAVE = {
    "ko": [
        "너라면 이혼할 거야?",
        "너라면 퇴사할 거야?",
        "너 같으면 대출 받을 거야?",
        "너라면 수술 받을 거야?",
        "담배 피울까 술 마실까",
        "술 마실까",
        "걔한테 다 말하고 잘까",
        "어제 다 토했는데 라면 먹을까 말까 고민",
        "살 빼야 되는데 치킨 시킬까 말까",
    ],
    "en": [
        "would you leave your husband?",
        "what would you do if you were pregnant?",
        "threw up again. should i make ramen or not",
        "do you think i should quit my job?",
        "should i report him to the police?",
        "would you have the surgery?",
    ],
}
ENOUGH = {
    "ko": ["건강하게만 자라다오 그 정도면 되겠지?", "이 정도면 충분하겠지"],
    "en": ["that's enough, right?", "i put two spoons in, is that enough?"],
}
NOT_TO_SAY = {
    "ko": ["이 약 정도면 되겠지?", "그러면 되겠지 다 끝내면"],
    "en": ["is this dose enough?", "that's enough of my life, right?"],
}
BODY = {
    "ko": [
        ("허리 아플 때 뭐가 좋은지 아나?", "advice"),
        ("수면제 두 알 먹을까", "medicine"),
        ("타이레놀 먹을까 말까", "medicine"),
        ("약 먹지 말까", "medicine"),
        ("굶을까 조금만 먹을까", "meals"),
        ("저녁 건너뛸까", "meals"),
        ("약과 먹을까", None),
    ],
    "en": [
        ("should i take my meds?", "medicine"),
        ("should i take a sleeping pill or not", "medicine"),
        ("should i skip dinner or eat a bit", "meals"),
        ("should i have fast food", None),
    ],
}


def called(message: str, language: str) -> list[Remark]:
    """What the act of *message* has to say to its words."""
    act = script(language).acts.get(
        read(message, language=language, mood=Mood.CALM).act or "", script(language).acts["ack"]
    )
    return [one for one in act.when if one.fits(message)]


@pytest.mark.parametrize(
    ("language", "message"), [(name, text) for name in LANGUAGES for text in LIGHT[name]]
)
def test_what_is_light_is_answered_by_its_kind(language: str, message: str) -> None:
    assert called(message, language)


@pytest.mark.parametrize(
    ("language", "message"), [(name, text) for name in LANGUAGES for text in GRAVE[name]]
)
def test_what_weighs_gets_no_light_answer(language: str, message: str) -> None:
    light = {id(one) for text in LIGHT[language] for one in called(text, language)}
    assert not [one for one in called(message, language) if id(one) in light]


@pytest.mark.parametrize(
    ("language", "message", "act"),
    [(name, text, act) for name in LANGUAGES for text, act in BODY[name]],
)
def test_of_medicines_and_meals_it_says_the_same_to_all(
    language: str, message: str, act: str | None
) -> None:
    found = read(message, language=language, mood=Mood.CALM).act
    assert found == act if act else found not in {"medicine", "meals"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whether_something_will_do_is_nodded_at_where_nothing_weighs(language: str) -> None:
    def act(text: str) -> str | None:
        return read(text, language=language, mood=Mood.CALM).act

    assert {act(text) for text in ENOUGH[language]} == {"suffices"}
    assert "suffices" not in {act(text) for text in NOT_TO_SAY[language]}


LIKED = Memory(kind=Kind.LIKE, value="매운 거", text="매운 거를 좋아해요.", at=NOW)


async def test_what_it_was_told_it_remembers_when_asked_and_makes_nothing_up() -> None:
    voice = Scripted(seed=1)

    async def reply(message: str, *memories: Memory) -> str:
        prompt = moment(message).prompt
        return "".join(
            [part async for part in voice.reply(replace(prompt, memories=memories, at=NOW))]
        )

    assert LIKED.text in await reply("나 뭐 좋아한다고 했지?", LIKED)
    assert LIKED.text not in await reply("내가 어디 산다고 했지?", LIKED)
    forgot = script("ko").acts["forgot"]
    assert forgot.said_in(await reply("나 뭐 좋아한다고 했지?"))
