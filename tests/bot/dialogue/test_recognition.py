"""What people say is found among the situations, by meaning and by letters."""

from collections.abc import Sequence

import numpy as np
import pytest

from bot.dialogue.lines import LANGUAGES
from bot.dialogue.reading import read
from bot.dialogue.recognition import Recogniser
from bot.dialogue.script import script
from bot.dialogue.utterances import Floats, shipped, utterances
from bot.memory.embedded import EmbeddedEmbedder
from config.errors import EmbeddingError
from config.moods import Mood

# Said in other words than those that are written in the situations.
SAID = """
나 이번에 과장으로 승진했어 | promoted
여자친구한테 청혼했어 | proposed
회사 동료가 내 아이디어를 훔쳐갔어 | credit_stolen
오늘 우리 아들이 처음으로 걸음마를 했어 | child_proud
집주인이 보증금을 안 줘 | jeonse_fraud
내 친구가 나 빼고 여행 갔어 | left_out
층간소음 때문에 스트레스받아 | noisy_neighbour
초콜릿 케이크를 만들었어 | baking
시험 성적이 올랐어 | good_grade
대학에 붙었어 | univ_accepted
아까 화내서 미안해 | sorry
너 왜 자꾸 같은 말 해 | complaint
학교에서 점심을 혼자 먹어 | school_alone
다음 달에 군대 가 | military_service
헬스장 다녀왔어 | workout
회사까지 한 시간 반 걸려 | commute
we adopted a puppy | pet_new
got promoted today! | promoted
my landlord is raising my rent again | house_hunting
i can't sleep, it's 4 am | insomnia
sorry for yelling earlier | sorry
i feel like an impostor at work | impostor
my best friend told everyone my secret | betrayed
"""


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(EmbeddedEmbedder())


async def test_other_words_for_the_same_are_found(recogniser: Recogniser) -> None:
    cases = [line.split(" | ") for line in SAID.strip().split("\n")]
    understood = await recogniser.understood([text for text, _ in cases])
    missed = [
        (text, key, understood[text]) for text, key in cases if understood[text][0].key != key
    ]
    assert missed == []


async def test_what_is_but_a_part_of_an_utterance_is_not_taken_for_it(
    recogniser: Recogniser,
) -> None:
    texts = ["다음 달이야", "결과는 다음 주에 나와", "일도 손에 안 잡혀", "i'm scared"]
    understood = await recogniser.understood(texts)
    for text in texts:
        language = "en" if text.isascii() else "ko"
        reading = read(text, language=language, mood=Mood.CALM, like=understood[text])
        particular = script(language).topics.get(reading.topic or "")
        assert particular is None or not particular.particular or not reading.sure, text


async def test_without_an_embedder_letters_do() -> None:
    understood = await Recogniser().understood(["오늘 첫 출근했어!", "i got my first paycheck"])
    assert [found[0].key for found in understood.values()] == ["first_day", "first_pay"]


class Broken:
    """An embedder that fails."""

    def __init__(self) -> None:
        self.asked = 0

    async def embed(self, texts: Sequence[str], /) -> Floats:
        self.asked += 1
        raise EmbeddingError("no")


async def test_an_embedder_that_fails_is_not_asked_again() -> None:
    broken = Broken()
    recogniser = Recogniser(broken)
    for text in ("오늘 첫 출근했어!", "드디어 퇴근", "비 온다"):
        assert (await recogniser.understood([text]))[text]
    assert broken.asked == 1


async def test_a_text_is_embedded_once() -> None:
    class Counting:
        def __init__(self) -> None:
            self.texts: list[str] = []

        async def embed(self, texts: Sequence[str], /) -> Floats:
            self.texts += texts
            return np.ones((len(texts), 384), np.float32)

    counting = Counting()
    recogniser = Recogniser(counting)
    for texts in (["하나"], ["하나", "둘"], ["둘", "하나", "셋"]):
        await recogniser.understood(texts)
    assert counting.texts == ["하나", "둘", "셋"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_utterance_is_shipped(language: str) -> None:
    """``python -m bench.heard`` after a change."""
    assert [one.text for one in utterances(language) if shipped().of(one.text) is None] == []


async def test_what_is_shipped_is_what_the_embedder_makes() -> None:
    texts = [one.text for name in LANGUAGES for one in utterances(name)[::150]]
    made = await EmbeddedEmbedder().embed(texts)
    kept = np.array([shipped().of(text) for text in texts])
    assert (made * kept).sum(1).min() > 0.99
