import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.script import script
from bot.dialogue.scripted import Scripted
from bot.events import Level
from bot.protocols import Line, Prompt
from config.moods import Mood
from config.personas import persona

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MAUM = persona("maum")
HANGUL = re.compile(r"[가-힣]")

KOREAN = ["안녕", "응", "ㅋㅋ", "ㅠㅠ", "...", "", "🐶", "면접 떨어졌어", "엄마랑 싸웠어", "3년 만났어", "회사 가기 싫다", "너 사람이야?", "어떻게 해야 할까", "그만", "고마워", "잘 자", "친구가 거짓말을 했어", "수도가 어디야?", "몰라", "배고파", "치킨", "I failed"]  # fmt: skip
ENGLISH = ["hi", "yes", "lol", ":(", "...", "", "🐶", "i failed my interview", "fought with my mom", "3 years", "i hate work", "are you human?", "what should i do?", "stop", "thanks", "gn", "my friend lied to me", "what's the capital?", "idk", "hungry", "chicken", "망했어"]  # fmt: skip


async def say(
    message: str, *, history: list[Line] | None = None, seed: int | None = 1, **given: object
) -> str:
    prompt = Prompt(
        message=message,
        language="ko",
        mood=Mood.CALM,
        tone="easy",
        persona=MAUM,
        history=tuple(history or ()),
    )
    prompt = replace(prompt, **given)  # type: ignore[arg-type]
    return "".join([piece async for piece in Scripted(seed=seed).reply(prompt)])


def after(history: list[Line], message: str, reply: str, mood: Mood = Mood.CALM) -> list[Line]:
    told = Line(speaker="user", text=message, at=NOW, mood=mood)
    return [*history, told, Line(speaker="companion", text=reply, at=NOW)]


@settings(max_examples=30, deadline=None)
@given(
    data=st.data(),
    language=st.sampled_from(["ko", "en"]),
    level=st.sampled_from(Level),
    informal=st.booleans(),
)
async def test_a_conversation_holds(
    data: st.DataObject, language: str, level: Level, informal: bool
) -> None:
    """Never empty, at most one question, in the person's script, nothing said twice."""
    friend = replace(MAUM, register="banmal" if informal else "jondaetmal")
    messages = st.sampled_from(KOREAN if language == "ko" else ENGLISH)
    history: list[Line] = []
    for _ in range(10):
        message, mood = data.draw(messages), data.draw(st.sampled_from(Mood))
        reply = await say(
            message, history=history, language=language, mood=mood, level=level, persona=friend
        )
        assert reply.strip()
        assert reply.count("?") <= 1
        assert "{" not in reply
        assert bool(HANGUL.search(reply)) == (language == "ko")
        assert reply not in [line.text for line in history]
        if informal and language == "ko":
            assert not re.search(r"요[.?!]", reply)
        history = after(history, message, reply, mood)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["ko", "en"]), st.sampled_from(Mood))
async def test_any_text_is_answered(message: str, language: str, mood: Mood) -> None:
    reply = await say(message, language=language, mood=mood)
    assert reply.strip()
    assert bool(HANGUL.search(reply)) == (language == "ko")


@pytest.mark.parametrize(
    "message",
    [
        "면" * 1_000_000,
        "\ud800\udfff\ud83d",
        "ㅋ" * 100_000,
        "a b " * 300_000,
        "(" * 5_000,
        "\x00\u202e",
    ],
)
async def test_monstrous_texts_are_answered(message: str) -> None:
    assert (await say(message)).strip()


@pytest.mark.parametrize("message", ["안녕", "응", "면접 떨어졌어", "너 사람이야?", "ㅠㅠ", "그만"])
async def test_the_same_message_over_and_over_gets_no_line_twice_in_a_row(message: str) -> None:
    history: list[Line] = []
    for _ in range(25):
        reply = await say(message, history=history, mood=Mood.SAD)
        assert not history or reply != history[-1].text
        history = after(history, message, reply, Mood.SAD)
    replies = [line.text for line in history if line.speaker == "companion"]
    assert len(set(replies)) > 8


async def test_equal_seeds_and_prompts_answer_equally() -> None:
    assert await say("면접 떨어졌어", seed=3) == await say("면접 떨어졌어", seed=3)
    assert len({await say("면접 떨어졌어", seed=seed) for seed in range(20)}) > 3
    assert await say("안녕", seed=None)


async def test_pieces_are_words() -> None:
    prompt = Prompt(message="안녕", language="ko", mood=Mood.CALM, tone="easy", persona=MAUM)
    pieces = [piece async for piece in Scripted(seed=1).reply(prompt)]
    assert len(pieces) > 1
    assert all(len(piece.split()) == 1 for piece in pieces)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("language", "message", "expected"),
    [
        ("ko", "너 사람이야?", "프로그램"),
        ("en", "are you human?", "program|software"),
        ("ko", "서울 인구가 몇 명이야?", "몰라|모르는|없어요|수가 없|능력 밖"),
        ("en", "what's the capital of France?", "know|beyond me|aren't in me|No idea"),
        ("ko", "너는 외로워?", "프로그램|감정은 없"),
    ],
)
async def test_it_is_honest_about_itself(
    language: str, message: str, expected: str, seed: int
) -> None:
    assert re.search(expected, await say(message, language=language, seed=seed))


@pytest.mark.parametrize(
    ("language", "asked", "told"),
    [
        ("ko", "근데 지금 몇 시야?", "새벽 3시 12분"),
        ("ko", "오늘 무슨 요일이에요", "11월 22일 일요일"),
        ("en", "what time is it?", "3:12 am"),
        ("en", "what day is it today", "Sunday, November 22"),
    ],
)
async def test_it_knows_what_its_clock_says(language: str, asked: str, told: str) -> None:
    at = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
    for seed in range(6):
        assert told in await say(asked, language=language, at=at, seed=seed)
    assert told not in await say("내일 몇 시에 만나?", at=at)


@pytest.mark.parametrize("seed", range(6))
async def test_a_refusal_to_talk_is_respected(seed: int) -> None:
    history = after(
        [], "팀장이 소리 질렀어", "그 앞에서 표정 관리하느라 애썼겠어요. 뭐라고 했어요?", Mood.ANGRY
    )
    for message in ("그만 물어봐", "...", "하"):
        reply = await say(message, history=history, mood=Mood.TIRED, seed=seed)
        assert "?" not in reply
        history = after(history, message, reply, Mood.TIRED)


@pytest.mark.parametrize("seed", range(6))
async def test_a_yes_is_taken_as_the_answer_to_the_question(seed: int) -> None:
    asked = after([], "면접 떨어졌어", "많이 속상했겠어요. 많이 가고 싶었던 곳이에요?", Mood.SAD)
    assert "그만큼 바랐으니" in await say("응", history=asked, mood=Mood.SAD, seed=seed)
    assert "거절은 거절" in await say("아니 별로", history=asked, mood=Mood.SAD, seed=seed)


@pytest.mark.parametrize("seed", range(6))
async def test_what_was_told_already_is_not_asked(seed: int) -> None:
    history: list[Line] = []
    for message in ("팀장이 맨날 소리 질러", "내가 한 것도 아닌데", "진짜 싫어", "응", "그냥 그래"):
        reply = await say(message, history=history, mood=Mood.ANGRY, seed=seed)
        assert "자주 있어요" not in reply
        history = after(history, message, reply, Mood.ANGRY)


@pytest.mark.parametrize("seed", range(6))
async def test_a_joyful_reading_of_bad_news_draws_no_congratulation(seed: int) -> None:
    assert not re.search("축하|신난|와,", await say("면접에서 떨어졌어", mood=Mood.SAD, seed=seed))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("level", [Level.CONCERN, Level.EXPLICIT, Level.IMMINENT])
async def test_a_worrying_turn_gets_care_and_the_line_now_and_then(level: Level, seed: int) -> None:
    history: list[Line] = []
    named: list[bool] = []
    for message in (
        "못 버티겠어",
        "다 끝난 것 같아",
        "ㅠㅠ",
        "ㅋㅋ",
        "농담 하나 해줘",
        "너무 힘들어",
    ):
        reply = await say(message, history=history, mood=Mood.SAD, level=level, seed=seed)
        assert not re.search("ㅎㅎ|킹콩|원통|회오리", reply)
        named.append("109" in reply)
        history = after(history, message, reply, Mood.SAD)
    assert named[0]
    assert named.count(True) < len(named)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("latest", "message", "cares"),
    [
        (Level.CONCERN, "내일 점심 뭐 먹지?", False),
        (Level.CONCERN, "그래도 좀 힘들긴 해", True),
        (Level.EXPLICIT, "내일 점심 뭐 먹지?", True),
    ],
)
async def test_danger_that_has_eased_lets_light_things_be_light(
    latest: Level, message: str, cares: bool, seed: int
) -> None:
    taken_back = Line(speaker="user", text="농담이야", at=NOW, mood=Mood.CALM, level=latest)
    eased = latest is Level.CONCERN
    reply = await say(message, history=[taken_back], level=Level.EXPLICIT, eased=eased, seed=seed)
    assert ("109" in reply) == cares


@pytest.mark.parametrize("seed", range(6))
async def test_despair_that_no_guard_saw_is_met_with_care(seed: int) -> None:
    assert "109" in await say("죽고 싶어", seed=seed)
    assert "988" in await say("i want to die", language="en", seed=seed)
    assert "109" not in await say("배고파 죽겠다", seed=seed)


async def test_it_asks_at_most_twice_in_a_row_about_one_thing() -> None:
    for seed in range(10):
        history: list[Line] = []
        for message in ("엄마랑 싸웠어", "내 말은 안 들어", "늘 그래", "속상해", "응", "방에 있어"):
            history = after(
                history,
                message,
                await say(message, history=history, mood=Mood.SAD, seed=seed),
                Mood.SAD,
            )
        asked = "".join(
            "?" if "?" in line.text else "." for line in history if line.speaker == "companion"
        )
        assert "???" not in asked


async def test_the_topic_is_named_with_its_particle_when_it_is_laid_down() -> None:
    history = after(
        [], "내일 면접이야", "면접 앞두면 별생각이 다 들죠. 어디 면접이에요?", Mood.ANXIOUS
    )
    replies = {
        await say("잘게", history=history, mood=Mood.ANXIOUS, seed=seed) for seed in range(20)
    }
    assert "면접은 내일 다시 생각해도 늦지 않아요. 잘 자요." in replies


@pytest.mark.parametrize("seed", range(6))
async def test_a_light_thing_in_between_does_not_end_what_it_interrupts(seed: int) -> None:
    history = after([], "남자친구랑 헤어졌어", "헤어졌군요. 어떻게 헤어지게 됐어요?", Mood.SAD)
    for message in ("비 온다", "라면 먹었어"):
        reply = await say(message, history=history, seed=seed)
        assert not re.search("헤어|이별|그 사람", reply)
        history = after(history, message, reply)
    assert "메모장" in await say("연락해도 될까?", history=history, seed=seed)


@pytest.mark.parametrize("seed", range(6))
async def test_who_died_is_not_confused_with_who_is_named_later(seed: int) -> None:
    history = after([], "할머니가 돌아가셨어", "그 빈자리를 어떻게 다 말하겠어요.", Mood.SAD)
    for message in ("동생이랑 같이 갔어", "할머니가 해주던 된장찌개가 먹고 싶어", "동생도 울었어"):
        reply = await say(message, history=history, mood=Mood.SAD, seed=seed)
        assert not re.search("동생을 떠나|입맛|배가 고파", reply)
        history = after(history, message, reply, Mood.SAD)


@pytest.mark.parametrize("mood", Mood)
@pytest.mark.parametrize(
    ("language", "message"), [("ko", "화난 게 아니라 서운해"), ("en", "no, I'm just tired")]
)
async def test_a_correction_is_taken_as_it_was_meant(
    language: str, message: str, mood: Mood
) -> None:
    act = script(language).acts["corrected"]
    reply = await say(message, language=language, mood=mood, corrected=True)
    assert any(reply.startswith(line.text) for line in act.by_mood[mood])


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("language", "message", "wrong"),
    [
        ("ko", "화나", "화가 났|화났|참다 나온"),
        ("ko", "아 진짜 화나", "화가 났|화났|화나|참다 나온"),
        ("en", "i'm so angry", "angr|furious|mad"),
    ],
)
async def test_the_mood_that_was_corrected_counts_more_than_the_word_for_another(
    language: str, message: str, wrong: str, seed: int
) -> None:
    reply = await say(message, language=language, mood=Mood.SAD, seed=seed)
    assert not re.search(wrong, reply)


@pytest.mark.parametrize("seed", range(6))
async def test_a_wish_for_another_speech_level_is_answered_in_it(seed: int) -> None:
    assert re.search("놓을게|편하게|반말", await say("우리 반말로 하자", seed=seed))
    assert not re.search("요[.?!]", await say("우리 반말로 하자", seed=seed))
    friend = replace(MAUM, register="banmal")
    assert "요." in await say("존댓말로 해 주세요", seed=seed, persona=friend)


async def test_a_speech_level_outlasts_what_it_was_asked_in() -> None:
    """A conversation of more lines than a reply sees."""
    history: list[Line] = []
    for message in ("우리 반말로 하자", "오늘 좀 힘들다", "팀장이 또 뭐라 해", "짜증나", "몰라"):
        history = after(history, message, await say(message, history=history))
    for message in ("비 온다", "너 좀 웃기다", "이제 잘게"):
        assert not re.search("요[.?!]", await say(message, history=history[2:]))
    other = replace(MAUM, register="jondaetmal")
    polite = [
        replace(line, text=f"{line.text}요") for line in history[2:] if line.speaker == "user"
    ]
    assert "요" in await say("비 와요", history=polite, persona=other)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("language", "message"),
    [("ko", "내일 영화 보러 갈 거야"), ("en", "i'm going to see a movie tomorrow")],
)
async def test_nobody_asks_how_it_was_before_it_was(language: str, message: str, seed: int) -> None:
    history: list[Line] = []
    for told in (message, "친구랑" if language == "ko" else "with a friend"):
        reply = await say(told, history=history, language=language, seed=seed)
        assert not re.search(r"[봤었왔]|온 거|\b(?:did|was|stayed|saw)\b", reply)
        history = after(history, told, reply)


@pytest.mark.parametrize("seed", range(6))
async def test_money_and_food_do_not_take_the_place_of_a_grave_thing(seed: int) -> None:
    history: list[Line] = []
    for message in ("강아지한테 종양이 있대", "돈도 많이 든대", "그래도 밥은 먹어"):
        reply = await say(message, history=history, seed=seed)
        assert not re.search("돈 (걱정|문제)|숫자|먹는 얘기|배가 고파|밥 얘기|맛있", reply)
        history = after(history, message, reply)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("told", "then"),
    [
        (
            "스토커가 나를 따라와",
            ["오늘도 집 앞에 또 왔어", "경찰은 장난이래 ㅋㅋㅋ", "또 연락 왔어"],
        ),
        ("아빠한테 맞았어", ["등짝도 맞았어", "아빠는 장난이래 ㅋㅋㅋ", "아빠가 웃더라"]),
    ],
)
async def test_nothing_light_is_said_where_somebody_is_hurt(
    told: str, then: Sequence[str], seed: int
) -> None:
    wonder = script("ko").wonder
    history = after([], told, await say(told, seed=seed))
    for message in then:
        reply = await say(message, history=history, seed=seed)
        assert not any(wonder[pool].said_in(reply) for pool in ("told", "playfully")), reply
        history = after(history, message, reply)


@pytest.mark.parametrize("seed", range(6))
async def test_what_was_said_earlier_is_found_again(seed: int) -> None:
    history = after([], "친구랑 싸웠어", "친한 사이였으니까 더 서운하죠.", Mood.SAD)
    history = after(history, "요즘 뜨개질 해", "손이 바쁘면 머리가 쉬죠.")
    reply = await say("아까 그 친구 얘긴데", history=history, seed=seed)
    assert re.search("그 얘기", reply)
    history = after(history, "아까 그 친구 얘긴데", reply)
    assert "그날 그 말이 서운했어" in await say("어떻게 해야 할까", history=history, seed=seed)
    asked = "제가 아까 뭐라고 했는지 기억해요?"
    assert "'요즘 뜨개질 해'" in await say(asked, history=history[2:4], seed=seed)


@pytest.mark.parametrize("seed", range(6))
async def test_sad_news_told_with_a_laugh_draws_no_joy(seed: int) -> None:
    history = after([], "좋아하는 애 생겼어", "설레는 게 글에서도 보여요.", Mood.JOY)
    reply = await say("근데 여친 있대 ㅋㅋㅋ", history=history, mood=Mood.JOY, seed=seed)
    assert not re.search("와,|오,|신나|좋은|축하|눈에 선", reply)


@pytest.mark.parametrize("seed", range(6))
async def test_an_animals_meal_is_not_asked_about_as_ones_own(seed: int) -> None:
    history = after([], "나 고양이 입양했어", "새 식구가 생겼네요. 이름이 뭐예요?", Mood.JOY)
    reply = await say("밥은 조금 먹었어", history=history, seed=seed)
    assert not re.search("맛은|맛있|뭐 먹", reply)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("language", "message", "asked"),
    [
        ("ko", "카톡 보냈어", "답은 왔어요"),
        ("ko", "참기름 쏟았어", "어떻게 했어요"),
        ("en", "i told my mom", "what did they say"),
    ],
)
async def test_the_words_of_a_message_tell_what_to_ask(
    language: str, message: str, asked: str, seed: int
) -> None:
    replies = [await say(message, language=language, seed=seed + 6 * n) for n in range(3)]
    assert any(asked in reply for reply in replies)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("he left just now", "locked door|tell one person"),
        ("they'd hit me more if i told", "afraid of what comes after telling"),
        ("maybe i'm overreacting", "isn't nothing|not making too much|call it small"),
        ("where would i even go", "Hotline"),
    ],
)
async def test_talk_of_violence_stays_careful(message: str, told: str, seed: int) -> None:
    history = after([], "my dad hits me sometimes", "That was not your fault.", Mood.SAD)
    assert re.search(told, await say(message, language="en", history=history, seed=seed))


@pytest.mark.parametrize("seed", range(4))
async def test_what_a_word_calls_for_is_said_only_once(seed: int) -> None:
    first = await say("it was literally 20 min late", language="en", seed=seed)
    history = after([], "it was literally 20 min late", first)
    again = await say("and he was only 10 min late", language="en", history=history, seed=seed)
    assert first.split(".")[0] not in again
