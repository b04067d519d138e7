import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.korean import final, is_polite, plain, with_particle

PARTICLES = """
면접 은 면접은 | 엄마 은 엄마는 | 시험 이 시험이 | 회사 이 회사가 | 밥 을 밥을 | 친구 을 친구를
돈 과 돈과 | 언니 과 언니와 | 동생 이랑 동생이랑 | 오빠 이랑 오빠랑 | 집 으로 집으로 | 학교 으로 학교로
서울 으로 서울로 | 길 로 길로 | 물 은 물은 | 마음 아 마음아 | 나비 아 나비야 | 지은 야 지은아
마음 이에요 마음이에요 | 나비 이에요 나비예요 | 초코 이군요 초코군요 | 3년 이면 3년이면 | 기차 이면 기차면
3 을 3을 | 2 은 2는 | 6 이 6이 | 7 으로 7로 | 10 이 10이 | 100 으로 100으로 | 1000 이 1000이 | 0 은 0은 | 2024 은 2024는
LG 은 LG는 | PM 이 PM이 | SNS 을 SNS를 | URL 으로 URL로 | USB 은 USB는
Maum 이에요 Maum이에요 | Luna 은 Luna는 | Jack 은 Jack은 | king 이 king이 | Noel 으로 Noel로 | test 을 test를
엄마" 은 엄마"는
"""


@pytest.mark.parametrize(
    "case", [case.split() for case in re.split(r"[|\n]", PARTICLES) if case.strip()]
)
def test_a_particle_fits_its_word(case: list[str]) -> None:
    word, particle, expected = case
    assert with_particle(word, particle) == expected


@given(st.text())
def test_any_word_has_a_final_or_none(word: str) -> None:
    assert len(final(word)) <= 1


PLAIN = {
    "저는 마음이에요.": "나는 마음이야.",
    "그랬군요, 속상했겠어요.": "그랬구나, 속상했겠다.",
    "저는 사람이 아니에요.": "나는 사람이 아니야.",
    "네, 안녕하세요.": "응, 안녕.",
    "말해 줘서 제가 고맙죠.": "말해 줘서 내가 고맙지.",
    "어머니랑 무슨 일이 있었어요?": "엄마랑 무슨 일이 있었어?",
    "제일 아쉬운 건 뭐예요?": "제일 아쉬운 건 뭐야?",
    "좋은 쪽이에요, 아니면 그 반대예요?": "좋은 쪽이야, 아니면 그 반대야?",
    "저한테는 없어요.": "나한테는 없어.",
    "천천히 말해 주세요.": "천천히 말해 줘.",
    "필요하면 쉬어도 돼요.": "필요하면 쉬어도 돼.",
    "저 사람이 그랬어요.": "저 사람이 그랬어.",
    "답을 드릴 수는 없어요.": "답을 줄 수는 없어.",
    "그건 저도 모르겠어요.": "그건 나도 모르겠어.",
    "편한 쪽이요.": "편한 쪽.",
    "물 한 잔 마셔요.": "물 한 잔 마셔.",
    "할아버지가 오셨군요.": "할아버지가 오셨구나.",
}


@pytest.mark.parametrize(("polite", "informal"), PLAIN.items())
def test_polite_lines_have_a_plain_form(polite: str, informal: str) -> None:
    assert plain(polite) == informal
    assert is_polite(polite)
    assert not is_polite(informal)
