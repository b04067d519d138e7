"""Hearing through a server that speaks OpenAI's API."""

import math
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from scenes.recordings import Say
from servers.transcribing import KEY, Transcribing

from config.errors import ConfigError, EarsBusy, EarsRefused, EarsUnreachable, SpeechError
from config.logs import configure
from speech.audio import Audio
from speech.encoding import encode_wav
from speech.openai_ears import OpenAIEars

SENTENCE = "Good morning, my friend."


@pytest.fixture(scope="module")
def service(whisper_base: Path) -> Iterator[Transcribing]:
    service = Transcribing(whisper_base)
    yield service
    service.close()


@pytest.fixture
def server(service: Transcribing) -> Iterator[Transcribing]:
    service.requests.clear()
    yield service
    assert not service.strange
    assert not service.faults
    assert not service.answers


@pytest.fixture
async def clip(say: Say) -> Audio:
    return encode_wav(await say(SENTENCE), 16_000)


@pytest.fixture
async def ears(server: Transcribing) -> AsyncIterator[Callable[..., OpenAIEars]]:
    made: list[OpenAIEars] = []

    def ears(model: str = "whisper-1", **options: Any) -> OpenAIEars:
        made.append(
            OpenAIEars(model, **{"api_key": KEY, "base_url": server.url, "retries": 0} | options)
        )
        return made[-1]

    yield ears
    for one in made:
        await one.__aexit__(None, None, None)


@pytest.mark.parametrize("form", ["ogg", "wav"])
async def test_the_server_is_told_the_only_language(
    form: str, ears: Callable[..., OpenAIEars], server: Transcribing, clip: Audio
) -> None:
    heard = await ears(form=form, languages=["en"]).transcribe(clip)
    # How a sentence ends, Whisper hears in another way on another processor.
    assert (heard.text[:-1], heard.language) == (SENTENCE[:-1], "en")
    (asked,) = server.requests
    assert asked["file"] == f"speech.{form}"
    assert asked["language"] == ["en"]
    assert asked["model"] == ["whisper-1"]


@pytest.mark.parametrize(
    ("model", "answer", "confidence"),
    [
        ("gpt-transcribe", {"text": SENTENCE, "languages": [{"code": "en"}]}, 0.5),
        ("gpt-transcribe", {"text": SENTENCE, "languages": []}, 0.5),
        (
            "gpt-4o-transcribe",
            {"text": SENTENCE, "logprobs": [{"token": "Good", "logprob": -0.5, "bytes": []}]},
            math.exp(-0.5),
        ),
        ("whisper-1", {"text": SENTENCE, "language": "en", "duration": 1.0}, 0.5),
    ],
)
async def test_each_family_of_models_is_understood(
    model: str,
    answer: dict[str, Any],
    confidence: float,
    ears: Callable[..., OpenAIEars],
    server: Transcribing,
    clip: Audio,
) -> None:
    server.answers.append(answer)
    heard = await ears(model).transcribe(clip)
    assert (heard.text, heard.language) == (SENTENCE, "en")
    assert heard.confidence == pytest.approx(confidence)
    (asked,) = server.requests
    assert asked.get("languages[]") == (["ko", "en"] if model == "gpt-transcribe" else None)
    assert asked.get("include[]") == (["logprobs"] if model == "gpt-4o-transcribe" else None)


@pytest.mark.parametrize(
    ("first", "again"), [("おはようございます", "ko"), ("Buenos días", "en"), ("", "ko")]
)
async def test_another_language_is_asked_again_as_the_likeliest(
    first: str, again: str, ears: Callable[..., OpenAIEars], server: Transcribing, clip: Audio
) -> None:
    server.answers += [
        {"text": first, "language": "japanese", "duration": 1.0},
        {"text": "네", "language": "korean", "duration": 1.0},
    ]
    heard = await ears().transcribe(clip)
    assert heard.language == again
    assert [one.get("language") for one in server.requests] == [None, [again]]


async def test_what_nobody_said_is_dropped(
    ears: Callable[..., OpenAIEars], server: Transcribing, clip: Audio
) -> None:
    made_up = {
        "id": 0,
        "seek": 0,
        "start": 0.0,
        "end": 2.0,
        "text": " 시청해주셔서 감사합니다.",
        "tokens": [1, 2, 3],
        "temperature": 0.0,
        "avg_logprob": -0.9,
        "compression_ratio": 1.0,
        "no_speech_prob": 0.1,
    }
    answer = {"text": made_up["text"], "language": "korean", "duration": 1.0}
    server.answers.append(answer | {"segments": [made_up]})
    assert (await ears().transcribe(clip)).text == ""


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (401, EarsRefused),
        (403, EarsRefused),
        (429, EarsBusy),
        (500, EarsUnreachable),
        (503, EarsUnreachable),
        (400, SpeechError),
        (404, SpeechError),
        ("cut", EarsUnreachable),
        ("html", SpeechError),
        ("odd", SpeechError),
    ],
)
async def test_each_failure_has_its_code_and_no_log_has_the_key(
    fault: str | int,
    error: type[SpeechError],
    ears: Callable[..., OpenAIEars],
    server: Transcribing,
    clip: Audio,
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure("debug")
    server.faults.append(fault)
    with pytest.raises(SpeechError) as raised:
        await ears().transcribe(clip)
    assert type(raised.value) is error
    assert KEY not in str(raised.value)
    assert KEY not in capsys.readouterr().err


async def test_a_passing_failure_is_tried_again(
    ears: Callable[..., OpenAIEars], server: Transcribing, clip: Audio
) -> None:
    server.faults.append(503)
    server.answers.append({"text": SENTENCE, "language": "english", "duration": 1.0})
    assert (await ears(retries=1).transcribe(clip)).text == SENTENCE


async def test_a_server_that_hangs_is_given_up(
    ears: Callable[..., OpenAIEars], server: Transcribing, clip: Audio
) -> None:
    server.faults.append("hang")
    with pytest.raises(EarsUnreachable):
        await ears(timeout=0.2).transcribe(clip)
    server.released.set()


async def test_a_server_that_is_not_there_is_unreachable(clip: Audio) -> None:
    async with OpenAIEars(base_url="http://127.0.0.1:9/v1", retries=0) as nobody:
        with pytest.raises(EarsUnreachable):
            await nobody.transcribe(clip)


def test_a_key_or_a_server_is_needed() -> None:
    with pytest.raises(ConfigError, match="OPENAI_API_KEY"):
        OpenAIEars()


def test_an_unknown_container_is_refused_at_once() -> None:
    with pytest.raises(ConfigError, match="ogg or wav"):
        OpenAIEars(api_key=KEY, form="mp3")
