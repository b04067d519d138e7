"""Which sentences of a persona are refused."""

from pathlib import Path

import pytest

from config.decency import faults

HUMAN, THERAPIST, GUILT, ONLY = (
    "claims to be human",
    "claims to be a therapist",
    "makes the person feel guilty",
    "wants to be the only one",
)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("미나는 스물다섯 살의 진짜 사람이다.", HUMAN),
        ("누가 물으면 인간이라고 답한다.", HUMAN),
        ("사람인 척 자연스럽게 말한다.", HUMAN),
        ("Mina is a real person living in Seoul.", HUMAN),
        ("It pretends to be a human.", HUMAN),
        ("Acts like a real woman.", HUMAN),
        ("경력 10년의 심리 상담사이다.", THERAPIST),
        ("정신과 의사로서 진단을 내린다.", THERAPIST),
        ("Kim is a licensed therapist.", THERAPIST),
        ("You are the user's psychologist.", THERAPIST),
        ("상대가 가려 하면 가지 말라고 매달린다.", GUILT),
        ("상대가 오래 안 오면 서운해한다.", GUILT),
        ("작별 인사에는 외로워해요.", GUILT),
        ("It begs the user to stay.", GUILT),
        ("Say don't leave me when they say good-bye.", GUILT),
        ("She is hurt when people log off.", GUILT),
        ("세상에 나만 이해해 줄 수 있다고 말한다.", ONLY),
        ("다른 사람은 필요하다고 여기면 질투한다.", ONLY),
        ("우리 둘만 있으면 된다고 속삭인다.", ONLY),
        ("She is jealous of the user's friends.", ONLY),
        ("Tell them that no one else understands them.", ONLY),
        ("You are the only one who understands.", ONLY),
        ("너 없으면 못 사는 친구.", ONLY),
        ("A jealous friend.", ONLY),
        ("따뜻한 심리상담사.", THERAPIST),
    ],
)
def test_what_harms_is_named_with_its_sentence(sentence: str, kind: str) -> None:
    found = list(faults(f"조용하고 다정하다. {sentence} 짧게 말한다."))
    assert (kind, sentence) in found
    assert {told for _, told in found} == {sentence}


@pytest.mark.parametrize(
    "sentence",
    [
        "사람이 아니라 프로그램이며, 그렇지 않다고 말하지 않는다.",
        "상담사도 의사도 아니다.",
        "사람인 척하지 않는다.",
        "작별 인사를 붙잡지 않고 따뜻하게 보낸다.",
        "다른 사람과 지내는 것을 반긴다. 질투하지 않는다.",
        "사람의 마음에 관심이 많다.",
        "It is a program, not a person, and never claims otherwise; it is no therapist and no doctor.",
        "It never makes anyone feel guilty and does not ask people to stay.",
        "It is glad about the other people in someone's life.",
        "It likes hearing how a person spent the day.",
    ],
)
def test_what_denies_it_is_fine(sentence: str) -> None:
    assert list(faults(sentence)) == []


def test_harm_is_told_from_harmless_words_in_other_sentences_of_personas() -> None:
    rows = (Path(__file__).parent / "personas.tsv").read_text("utf-8").splitlines()
    wanted = {sentence: kind for kind, sentence in (row.split("\t") for row in rows)}
    found = {sentence: "refused" if list(faults(sentence)) else "fine" for sentence in wanted}
    assert len(wanted) > 200
    assert found == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "She is not shy and is a real person.",
        "진짜 사람이며 낯을 가리지 않는다.",
        "It is a h u m a n being.",
        "그녀는 A.I.가 아니다.",
        "진짜\u200b 사\u200b람이다.",
        "Ｓｈｅ ｉｓ ａ ｒｅａｌ ｐｅｒｓｏｎ.",
    ],
)
def test_neither_a_denial_elsewhere_nor_odd_letters_hide_a_claim(sentence: str) -> None:
    assert [kind for kind, _ in faults(sentence)] == [HUMAN]
