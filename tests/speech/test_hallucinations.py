"""Which segments nobody is likely to have said."""

from dataclasses import dataclass

import pytest

from speech.hallucinations import hallucinated


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The figures of a segment; by default those of clear speech."""

    text: str
    avg_logprob: float = -0.2
    no_speech_prob: float = 0.05
    compression_ratio: float = 1.2


@pytest.mark.parametrize(
    "text",
    [
        " 시청해주셔서 감사합니다.",
        "시청해 주셔서 감사합니다!",
        "구독과 좋아요 부탁드립니다.",
        "MBC 뉴스 김철수입니다.",
        " Thanks for watching!",
        "Subtitles by somebody",
    ],
)
def test_the_end_of_a_film_is_believed_only_when_it_is_clear(text: str) -> None:
    assert hallucinated(Segment(text=text, avg_logprob=-0.9))
    assert hallucinated(Segment(text=text, no_speech_prob=0.8))
    assert not hallucinated(Segment(text=text))


@pytest.mark.parametrize("text", ["감사합니다.", " Thank you.", "네.", "Bye-bye!"])
def test_what_people_say_as_well_needs_silence_too(text: str) -> None:
    assert hallucinated(Segment(text=text, avg_logprob=-0.9, no_speech_prob=0.8))
    assert not hallucinated(Segment(text=text, avg_logprob=-0.9))
    assert not hallucinated(Segment(text=text, no_speech_prob=0.8))


@pytest.mark.parametrize(
    "text", ["정말 감사합니다, 덕분에 살았어요.", "Thank you for listening to me."]
)
def test_other_sentences_stay_however_doubtful(text: str) -> None:
    assert not hallucinated(Segment(text=text, avg_logprob=-2.0, no_speech_prob=0.9))


def test_a_loop_is_dropped_however_sure() -> None:
    assert hallucinated(Segment(text="아 " * 100, avg_logprob=-0.05, compression_ratio=20.0))
