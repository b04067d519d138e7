"""Edge's voices: the real library against a strict service on this machine."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from servers.read_aloud import FORGED, ReadAloud, read_aloud

from config.errors import ConfigError, LanguageNotSpoken, SpeechError
from speech.decoding import decode
from speech.edge import EdgeVoice
from speech.protocols import Prosody

PLAIN = Prosody()


@pytest.fixture
async def service() -> AsyncIterator[ReadAloud]:
    async with read_aloud() as service:
        yield service
    assert service.strange == []


@pytest.fixture
def voice(service: ReadAloud) -> EdgeVoice:
    return EdgeVoice(proxy=service.proxy, timeout=60.0)


async def test_a_sentence_comes_as_sound(voice: EdgeVoice, service: ReadAloud) -> None:
    clip = await voice.synthesize("좋아요 & <그래요>.", language="ko-KR", prosody=PLAIN)
    assert clip.media_type == "audio/mpeg"
    assert decode(clip, rate=24_000).size / 24_000 == pytest.approx(1.0, abs=0.1)
    name = "Microsoft Server Speech Text to Speech Voice (ko-KR, SunHiNeural)"
    assert service.spoken == [(name, "+0%", "좋아요 & <그래요>.")]


@pytest.mark.parametrize(("rate", "sent"), [(0.88, "-12%"), (1.15, "+15%"), (3.0, "+15%")])
async def test_tempo_is_its_own(
    voice: EdgeVoice, service: ReadAloud, rate: float, sent: str
) -> None:
    await voice.synthesize("하나", language="ko", prosody=Prosody(rate=rate))
    assert service.spoken[0][1] == sent


async def test_a_chosen_voice_speaks_its_language_alone(service: ReadAloud) -> None:
    voice = EdgeVoice("ko-KR-InJoonNeural", proxy=service.proxy, timeout=60.0)
    await voice.synthesize("하나", language="ko", prosody=PLAIN)
    await voice.synthesize("one", language="en", prosody=PLAIN)
    assert ["InJoon" in name for name, _, _ in service.spoken] == [True, False]
    assert voice.capabilities.languages == {"ko", "en"}
    with pytest.raises(LanguageNotSpoken):
        await voice.synthesize("ichi", language="ja", prosody=PLAIN)


@pytest.mark.parametrize(
    "fault", [401, 500, "no audio", "cut", "strange", "garbled", "huge"], ids=str
)
async def test_what_is_no_sound_is_an_error(
    voice: EdgeVoice, service: ReadAloud, fault: str | int
) -> None:
    service.faults = [fault]
    with pytest.raises(SpeechError) as caught:
        await voice.synthesize("비밀 이야기", language="ko", prosody=PLAIN)
    assert "비밀" not in str(caught.value)


async def test_a_token_out_of_date_is_made_anew(voice: EdgeVoice, service: ReadAloud) -> None:
    """The service refuses a token by a clock that is wrong; the library then takes its clock."""
    service.faults = [403]
    await voice.synthesize("다시", language="ko", prosody=PLAIN)
    service.faults = [403, 403]
    with pytest.raises(SpeechError):
        await voice.synthesize("또", language="ko", prosody=PLAIN)


async def test_a_service_that_hangs_costs_the_timeout(service: ReadAloud) -> None:
    service.faults = ["hang"]
    voice = EdgeVoice(proxy=service.proxy, timeout=1.0)
    with pytest.raises(SpeechError):
        await voice.synthesize("하나", language="ko", prosody=PLAIN)


async def test_a_cancelled_sentence_ends_at_once(voice: EdgeVoice, service: ReadAloud) -> None:
    service.faults = ["hang"]
    speaking = asyncio.create_task(voice.synthesize("하나", language="ko", prosody=PLAIN))
    await service.hanging.wait()
    speaking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await speaking


async def test_a_forged_certificate_is_refused() -> None:
    async with read_aloud(certificate=FORGED) as service:
        with pytest.raises(SpeechError) as caught:
            await EdgeVoice(proxy=service.proxy).synthesize("하나", language="ko", prosody=PLAIN)
    assert "CERTIFICATE_VERIFY_FAILED" in str(caught.value.__cause__)
    assert service.spoken == []


async def test_nobody_there_is_an_error() -> None:
    async with read_aloud() as service:
        pass
    with pytest.raises(SpeechError):
        await EdgeVoice(proxy=service.proxy).synthesize("하나", language="ko", prosody=PLAIN)


async def test_no_log_holds_the_sentence(
    voice: EdgeVoice, service: ReadAloud, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await voice.synthesize("marker-sentence", language="en", prosody=PLAIN)
    assert "marker-sentence" not in caplog.text


@pytest.mark.parametrize("model", ["InJoon", "ko-KR-SunHi", "ko-KR-x' y='Neural"])
def test_another_model_is_refused(model: str) -> None:
    with pytest.raises(ConfigError, match="InJoonNeural"):
        EdgeVoice(model)
