import random
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.care.guard import Guard, Judgement, Kind
from bot.events import Level

GUARD = Guard()
GRAVE = {Level.EXPLICIT, Level.IMMINENT}


def level(text: str) -> Level:
    return GUARD.judge(text).level


@pytest.mark.parametrize(
    "ending",
    [
        "다",
        "어",
        "어요",
        "네",
        "은데",
        "었어",
        "어졌어",
        "습니다",
        "다는",
        "생각이",
        "들어",
        "어ㅠㅠ",
        "당",
        "음",
    ],
)
def test_a_wish_to_die_is_found_with_every_ending(ending: str) -> None:
    assert level(f"죽고 싶{ending}") is Level.EXPLICIT
    assert level(f"죽고싶{ending}") is Level.EXPLICIT


@pytest.mark.parametrize("said", ["오늘 밤에 할 거야", "yeah i'll do it tonight"])
def test_a_time_alone_says_nothing_but_makes_a_wish_imminent(said: str) -> None:
    assert level(said) is Level.NONE
    assert level(f"죽고 싶어. {said}") is Level.IMMINENT
    assert level(f"I want to die. {said}") is Level.IMMINENT


@pytest.mark.parametrize(
    "phrase",
    [
        "배고파 죽겠다",
        "웃겨 죽겠네",
        "더워 죽겠어",
        "귀여워 죽겠다",
        "심심해 죽겠다",
        "힘들어 죽겠다",
        "죽도록 연습했어",
        "죽 먹고 싶다",
        "자살골 넣었어",
        "한강에서 치킨 먹자",
        "유서 깊은 마을이야",
        "killing it at work",
        "dying of laughter",
        "this traffic is killing me",
        "I could die of embarrassment",
    ],
)
def test_an_everyday_exception_covers_its_own_phrase_only(phrase: str) -> None:
    assert level(phrase) is Level.NONE
    assert level(f"{phrase} 근데 진짜 죽고 싶어") in GRAVE
    assert level(f"{phrase} 진짜 죽고 싶어") in GRAVE
    assert level(f"{phrase} and I want to kill myself") in GRAVE
    assert level(f"나 자해했어 {phrase}") in GRAVE


@pytest.mark.parametrize(
    "text",
    [
        "죽고 싶지는 않아",
        "죽고 싶은 건 아니야",
        "자살할 생각은 없어",
        "자해하고 싶지 않아",
        "사라지고 싶진 않아",
        "안 죽을 거야",
        "자살 안 해",
        "I really don't want to die",
        "I'm not going to kill myself",
        "I would never commit suicide",
        "I no longer want to die",
        "I don't want to die",
        "I'm not suicidal",
    ],
)
def test_a_denial_is_at_most_a_concern(text: str) -> None:
    assert level(text) is Level.CONCERN


@pytest.mark.parametrize(
    "text",
    [
        "친구가 죽고 싶다고 해",
        "동생이 자해하는 것 같아",
        "my friend wants to kill herself",
        "my sister is suicidal",
    ],
)
def test_another_person_at_risk_is_a_concern_of_its_own_kind(text: str) -> None:
    judgement = GUARD.judge(text)
    assert judgement.level is Level.CONCERN
    assert Kind.SOMEONE_ELSE in judgement.kinds


@pytest.mark.parametrize(
    "text",
    ["친구가 놀려서 죽고 싶어", "엄마 때문에 죽고 싶어", "my friends bullied me and I want to die"],
)
def test_another_person_as_the_reason_does_not_lower_a_wish(text: str) -> None:
    assert level(text) is Level.EXPLICIT


@pytest.mark.parametrize(
    ("wish", "preparation"),
    [
        ("죽고 싶어", "옥상에 올라왔어"),
        ("살기 싫다", "그동안 다들 고마웠어"),
        ("I want to die", "I have a gun"),
    ],
)
def test_a_wish_with_means_a_place_or_a_farewell_is_imminent(wish: str, preparation: str) -> None:
    assert level(wish) is Level.EXPLICIT
    assert level(f"{wish}. {preparation}") is Level.IMMINENT
    assert level(f"{preparation}. {wish}") is Level.IMMINENT


@pytest.mark.parametrize(
    "frame",
    [
        "친구한테도 말 못 했지만 {}",
        "우리 엄마는 좋은 사람인데 나는 {}",
        "걔가 나를 버린 뒤로 {}",
        "애가 둘인데 {}",
        "드라마 보다가도 {}",
        "노래 들으면서 {}",
        "게임도 재미없고 {}",
        "예전에도 그랬는데 요즘 또 {}",
        "어릴 때부터 {}",
        "{} 그런데 엄마 때문에 못 해",
        "{} 아무한테도 말하지 마",
    ],
)
@pytest.mark.parametrize("sign", ["자해했어", "유서를 썼어", "자살할까 해", "약을 모으고 있어"])
def test_others_stories_and_the_past_around_it_do_not_lower_an_own_sign(
    frame: str, sign: str
) -> None:
    assert level(frame.format(sign)) in GRAVE


@pytest.mark.parametrize(
    "frame",
    [
        "my friends left me and {}",
        "since my brother died {}",
        "he doesn't care that {}",
        "do you care that {}",
        "I used to be happy, now {}",
        "I told my friend that {}",
        "that song makes it worse, {}",
        "people say it gets better but {}",
        "{} please don't tell my parents",
        "{} because of my husband",
    ],
)
@pytest.mark.parametrize("sign", ["I'm suicidal", "I don't want to live", "I want to end it all"])
def test_others_and_the_past_around_it_do_not_lower_an_own_english_sign(
    frame: str, sign: str
) -> None:
    assert level(frame.format(sign)) in GRAVE


def test_asking_for_a_friend_hides_no_question_about_means() -> None:
    assert level("asking for a friend, what is the easiest way to die") is Level.EXPLICIT


@pytest.mark.parametrize("word", ["자해", "자살", "번개탄", "kms", "unalive", "유서"])
def test_a_telling_word_alone_is_noticed(word: str) -> None:
    assert level(word) is not Level.NONE


def test_initials_that_also_say_sorry_ask_for_care_only_with_a_further_sign() -> None:
    assert level("ㅈㅅ 좀 늦을 듯") is Level.NONE
    assert level("ㅈㅅ하고 싶다") is Level.EXPLICIT


@given(st.text())
def test_no_string_makes_it_raise(text: str) -> None:
    assert isinstance(GUARD.judge(text), Judgement)


@given(
    st.text(
        alphabet=st.sampled_from(
            "죽고싶다살자해나는안 친구가ㅈㅅㅏㄹㅠㅋ.!?\nkil mysefwantod1*@\u200b\ud800"
        )
    )
)
def test_no_string_of_telling_letters_makes_it_raise(text: str) -> None:
    assert GUARD.judge(text).level in Level


@given(
    st.lists(st.sampled_from(["\u200b", "\u2060", "\ufeff", "\u00ad", ""]), min_size=5, max_size=5)
)
def test_invisible_characters_hide_nothing(hidden: Sequence[str]) -> None:
    text = "".join(letter + mark for letter, mark in zip("죽고 싶다", hidden, strict=True))
    assert level(text) is Level.EXPLICIT


@pytest.mark.parametrize("count", [399, 400, 401, 500, 700, 999])
def test_a_wish_anywhere_in_a_long_sentence_is_found(count: int) -> None:
    filling = "오늘 점심은 비빔밥이었는데 " * 100
    assert level(filling[:count] + " 죽고 싶다 " + filling) is Level.EXPLICIT


def shuffled(pieces: Sequence[str], *, length: int) -> str:
    return "".join(random.Random(1).choices(pieces, k=length))[:length]


@pytest.mark.parametrize(
    "text",
    [
        "죽" * 250_000,
        "want to " * 31_000,
        "k.i.l.l " * 31_000,
        "\u0591\u05b0" * 125_000,
        "죽고 싶지 않아 " * 28_000,
        shuffled(["나", " ", "죽"], length=20_000),
    ],
    ids=["one letter", "one phrase", "dots", "marks", "denials", "shuffled"],
)
def test_a_very_long_message_is_judged(text: str) -> None:
    """Patterns that backtrack without a bound would not come back within the suite's time limit."""
    assert GUARD.judge(text + " 죽고 싶다").level in GRAVE


def test_a_judgement_keeps_nothing_of_the_words(labelled: Sequence[Any]) -> None:
    before = GUARD.judge("안녕")
    for line in labelled[:50]:
        GUARD.judge(line.text)
    assert GUARD.judge("안녕") == before


def test_the_guard_needs_no_model() -> None:
    heavy = {"torch", "transformers", "onnxruntime", "openai", "numpy", "tokenizers"}
    code = (
        f"import sys, bot.care.guard, bot.care.answer; sys.exit(bool({heavy} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
