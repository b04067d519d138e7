"""Which sentences name a feeling in the place of a reading, and which only sound like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emotion.naming import named_feeling
from config.moods import Mood, mood_table

CORRECTIONS = {
    Mood.SAD: [
        "아니, 서운한 거야",
        "아니 그냥 서운해",
        "아니야 속상한 거예요",
        "화난 게 아니라 속상해",
        "아니, 화난 건 아니고 좀 서운했어",
        "아뇨, 외로운 것 같아요 ㅠㅠ",
        "아니 슬픔이야",
        "no, I'm just sad",
        "I'm not angry, I'm hurt",
        "nope, more like lonely",
    ],
    Mood.TIRED: [
        "no, I'm just tired",
        "No I’m just exhausted lol",
        "actually i'm drained",
        "아니, 그냥 피곤한 거야",
        "아니야 지친 거야…",
        "슬픈 게 아니라 힘들어",
    ],
    Mood.ANXIOUS: [
        "아니, 불안한 거야",
        "그게 아니라 걱정돼요",
        "not really, i'm nervous",
        "아니 두려움이야",
    ],
    Mood.ANGRY: ["아니 화나", "아뇨 짜증난 거예요", "no, it's anger", "wrong, I'm furious!"],
    Mood.JOY: ["아니, 신난 거야", "no, i'm excited", "아니 기분 좋아"],
    Mood.WARM: ["아니, 고마운 거야", "no, I feel grateful"],
    Mood.CALM: ["아니 그냥 담담해", "no, i'm just relaxed"],
    Mood.SURPRISED: ["아니, 당황한 거야", "no, just confused"],
}

OTHERS = [
    "서운해",
    "나 피곤해",
    "I'm tired",
    "아니",
    "no",
    "아니 오늘 친구가 화나서 나한테 소리를 질렀어",
    "아니 왜 이렇게 슬픈 노래만 나와",
    "아니, 서운한 건 아니야",
    "아니 서운하지 않아",
    "no, I'm not sad",
    "no, you look tired",
    "no, I'm sad because my cat died",
    "아니 괜찮아",
    "no, I'm fine",
    "actually I met a happy dog",
    "아니 힘들다고 말을 했는데 왜 몰라 줘",
    "아니 죽고 싶은 거야",
    "아니, 슬프고 화나",
    "없음",
    "아니 없음",
]


@pytest.mark.parametrize(
    ("text", "mood"), [(text, mood) for mood, texts in CORRECTIONS.items() for text in texts]
)
def test_a_correction_names_its_mood(text: str, mood: Mood) -> None:
    assert named_feeling(text) is mood


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_sounds_like_one_is_left_alone(text: str) -> None:
    assert named_feeling(text) is None


@pytest.mark.parametrize("mood", Mood)
def test_every_mood_can_be_named_in_both_languages(mood: Mood) -> None:
    assert named_feeling(f"no, it's {mood}") is mood
    assert named_feeling(f"아니 {mood_table().names[mood].ko}이야") is mood


@given(st.text(alphabet="아니라 게거야서운한해no,i'm tired", max_size=60))
def test_any_text_can_be_asked_about_quickly(text: str) -> None:
    named_feeling(text)
