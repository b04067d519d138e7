import pytest

from bot.dialogue.feeling import bears_out
from config.moods import Mood


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("너무 속상해", Mood.SAD),
        ("내일 발표라 떨려", Mood.ANXIOUS),
        ("팀장이 나한테 소리 질렀어", Mood.ANGRY),
        ("밤새 일했어", Mood.TIRED),
        ("드디어 끝났다!", Mood.JOY),
        ("친구가 밥을 사 줬어", Mood.WARM),
        ("헐 갑자기", Mood.SURPRISED),
        ("i cried all night", Mood.SAD),
        ("my boss yelled at me", Mood.ANGRY),
        ("what if i fail", Mood.ANXIOUS),
        ("아무 말이나", Mood.CALM),
    ],
)
def test_words_bear_a_mood_out(text: str, mood: Mood) -> None:
    assert bears_out(text, mood)


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("애가 드디어 잠들었어요", Mood.SAD),
        ("잡으면 제일 먼저 말해줄게", Mood.ANGRY),
        ("하나도 안 아팠대", Mood.SAD),
        ("눈도 못 떴어 ㅠㅠ 귀여워", Mood.SAD),
        ("쉬는 시간에 딱지치기 함", Mood.TIRED),
        ("she just sniffed my hand", Mood.ANGRY),
        ("kinda miss the blur", Mood.SAD),
    ],
)
def test_what_no_word_tells_is_not_borne_out(text: str, mood: Mood) -> None:
    assert not bears_out(text, mood)
