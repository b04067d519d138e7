"""Google's voice against a strict stand-in that speaks its protocol on this machine."""

import asyncio
import logging
import re
import time
from collections.abc import AsyncIterator, Iterator

import pytest
from servers.google import Translate

from config.errors import ConfigError, LanguageNotSpoken, SpeechError
from speech.audio import Audio
from speech.decoding import decode
from speech.gtts import GoogleVoice
from speech.protocols import Prosody

PLAIN = Prosody()


@pytest.fixture
def service() -> Iterator[Translate]:
    service = Translate()
    yield service
    service.close()
    assert service.strange == []


@pytest.fixture
async def voice(service: Translate) -> AsyncIterator[GoogleVoice]:
    async with GoogleVoice(server=service.url, timeout=60.0) as voice:
        yield voice


def seconds(audio: Audio) -> float:
    return decode(audio, rate=24_000).size / 24_000


async def test_a_sentence_comes_as_sound(voice: GoogleVoice, service: Translate) -> None:
    audio = await voice.synthesize("오늘 하루는 어땠어요?", language="ko", prosody=PLAIN)
    assert service.texts == ["오늘 하루는 어땠어요?"]
    assert service.languages == ["ko"]
    assert seconds(audio) == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize(
    ("language", "sent"),
    [
        ("ko", "ko"),
        ("ko-KR", "ko"),
        ("en-US", "en"),
        ("KO", "ko"),
        ("zh-TW", "zh-TW"),
        ("he", "iw"),
    ],
)
async def test_languages_go_by_the_service_s_names(
    voice: GoogleVoice, service: Translate, language: str, sent: str
) -> None:
    await voice.synthesize("하나", language=language, prosody=PLAIN)
    assert service.languages == [sent]


async def test_a_language_without_a_voice_is_refused_unsent(
    voice: GoogleVoice, service: Translate
) -> None:
    with pytest.raises(LanguageNotSpoken):
        await voice.synthesize("하나", language="xx", prosody=PLAIN)
    assert service.texts == []


async def test_short_sentences_go_together(voice: GoogleVoice, service: Translate) -> None:
    text = " ".join(f"{n}번째 문장은 짧아요." for n in range(10, 22))
    audio = await voice.synthesize(text, language="ko", prosody=PLAIN)
    assert len(service.texts) == 2
    assert " ".join(service.texts) == text
    assert all(part.endswith(".") for part in service.texts)
    assert seconds(audio) == pytest.approx(1.0, abs=0.2)


@pytest.mark.parametrize("length", [99, 100, 101, 250])
async def test_a_word_without_end_is_cut_at_a_hundred(
    voice: GoogleVoice, service: Translate, length: int
) -> None:
    await voice.synthesize("가" * length, language="ko", prosody=PLAIN)
    assert "".join(service.texts) == "가" * length
    assert len(service.texts) == -(-length // 100)


@pytest.mark.parametrize("text", ["", "   ", "...", "!!!", "…"])
async def test_nothing_to_say_is_not_sent(
    voice: GoogleVoice, service: Translate, text: str
) -> None:
    with pytest.raises(SpeechError):
        await voice.synthesize(text, language="ko", prosody=PLAIN)
    assert service.texts == []


@pytest.mark.parametrize(
    "fault",
    [429, 403, 404, 302, "no audio", "empty", "null", "html", "bad base64", "not mp3", "huge"],
)
async def test_what_is_no_sound_is_an_error_at_once(
    voice: GoogleVoice, service: Translate, fault: str | int
) -> None:
    service.faults = [fault]
    with pytest.raises(SpeechError) as caught:
        await voice.synthesize("비밀 이야기", language="ko", prosody=PLAIN)
    assert caught.value.code == "speech"
    assert "비밀" not in str(caught.value)
    assert len(service.texts) == 1


@pytest.mark.parametrize("fault", [500, 503, "cut"])
async def test_a_passing_trouble_is_tried_once_more(
    voice: GoogleVoice, service: Translate, fault: str | int
) -> None:
    service.faults = [fault]
    await voice.synthesize("다시", language="ko", prosody=PLAIN)
    assert service.texts == ["다시", "다시"]
    service.faults = [fault, fault]
    with pytest.raises(SpeechError):
        await voice.synthesize("또", language="ko", prosody=PLAIN)
    assert service.texts == ["다시", "다시", "또", "또"]


async def test_a_service_that_hangs_costs_the_timeout(service: Translate) -> None:
    service.faults = ["hang"]
    started = time.monotonic()
    async with GoogleVoice(server=service.url, timeout=0.3) as voice:
        with pytest.raises(SpeechError):
            await voice.synthesize("하나", language="ko", prosody=PLAIN)
    assert time.monotonic() - started >= 0.3


async def test_a_cancelled_sentence_ends_at_once(voice: GoogleVoice, service: Translate) -> None:
    service.faults = ["hang"]
    speaking = asyncio.create_task(voice.synthesize("하나", language="ko", prosody=PLAIN))
    assert await asyncio.to_thread(service.hanging.wait, 60)
    speaking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await speaking


async def test_a_forged_certificate_is_refused() -> None:
    service = Translate(tls=True)
    try:
        async with GoogleVoice(server=service.url) as voice:
            with pytest.raises(SpeechError) as caught:
                await voice.synthesize("하나", language="ko", prosody=PLAIN)
    finally:
        service.close()
    assert "CERTIFICATE_VERIFY_FAILED" in str(caught.value.__cause__)
    assert service.texts == []


async def test_nobody_there_is_an_error() -> None:
    service = Translate()
    service.close()
    async with GoogleVoice(server=service.url) as voice:
        with pytest.raises(SpeechError):
            await voice.synthesize("하나", language="ko", prosody=PLAIN)


async def test_no_log_holds_the_sentence(
    voice: GoogleVoice, service: Translate, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    service.faults = [500]
    await voice.synthesize("marker-sentence", language="en", prosody=PLAIN)
    assert "marker-sentence" not in caplog.text


@pytest.mark.parametrize("model", ["co.uk", "com", "com.au"])
def test_the_model_is_a_top_level_domain(model: str) -> None:
    GoogleVoice(model)


@pytest.mark.parametrize("model", ["evil.example/", "../x", "COM", "a.b.c"])
def test_another_model_is_refused(model: str) -> None:
    with pytest.raises(ConfigError, match=re.escape("co.uk")):
        GoogleVoice(model)
