"""OpenAI's voices against a strict server on this machine."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator

import pytest
from servers.speaking import KEY, Speaking

from config.errors import ConfigError, SpeechError
from speech.audio import Audio
from speech.decoding import decode
from speech.mastering import mastered
from speech.openai_voice import OpenAIVoice
from speech.protocols import Prosody

PLAIN = Prosody()


@pytest.fixture
def service() -> Iterator[Speaking]:
    service = Speaking()
    yield service
    service.close()
    assert service.strange == []


@pytest.fixture
async def voice(service: Speaking) -> AsyncIterator[OpenAIVoice]:
    async with OpenAIVoice(api_key=KEY, base_url=service.url) as voice:
        yield voice


async def say(voice: OpenAIVoice, text: str = "괜찮아요.", prosody: Prosody = PLAIN) -> Audio:
    return await voice.synthesize(text, language="ko", prosody=prosody)


async def test_a_sentence_comes_as_sound(voice: OpenAIVoice, service: Speaking) -> None:
    clip = await say(voice, prosody=Prosody(rate=0.9, manner="Soft and slow."))
    assert clip.media_type == "audio/wav"
    assert decode(clip, rate=24_000).size == 12_000
    assert service.requests == [
        {
            "model": "gpt-4o-mini-tts",
            "voice": "coral",
            "input": "괜찮아요.",
            "response_format": "wav",
            "instructions": "Soft and slow.",
        }
    ]


async def test_another_server_s_names_are_its_own(service: Speaking) -> None:
    async with OpenAIVoice(
        "kokoro", api_key=KEY, base_url=service.url, voice="af_heart", form="mp3"
    ) as voice:
        clip = await say(voice, prosody=Prosody(manner="Soft."))
    assert clip.media_type == "audio/mpeg"
    (request,) = service.requests
    assert (request["model"], request["voice"]) == ("kokoro", "af_heart")
    assert "instructions" not in request


async def test_a_streamed_wav_that_states_no_length_is_heard(
    voice: OpenAIVoice, service: Speaking
) -> None:
    service.faults = ["endless"]
    clip = mastered(await say(voice), PLAIN)
    assert decode(clip, rate=24_000).size / 24_000 == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("fault", [400, 401, 404, "cut", "huge"])
async def test_what_is_no_sound_is_an_error_at_once(
    voice: OpenAIVoice, service: Speaking, fault: str | int
) -> None:
    service.faults = [fault]
    with pytest.raises(SpeechError) as caught:
        await say(voice, "비밀 이야기")
    assert "비밀" not in str(caught.value)
    assert len(service.requests) == 1


async def test_a_passing_trouble_is_tried_once_more(voice: OpenAIVoice, service: Speaking) -> None:
    service.faults = [500]
    await say(voice)
    assert len(service.requests) == 2


async def test_a_server_that_hangs_costs_the_timeout(service: Speaking) -> None:
    service.faults = ["hang"]
    async with OpenAIVoice(api_key=KEY, base_url=service.url, timeout=0.3, retries=0) as voice:
        with pytest.raises(SpeechError):
            await say(voice)


async def test_a_cancelled_sentence_ends_at_once(voice: OpenAIVoice, service: Speaking) -> None:
    service.faults = ["hang"]
    speaking = asyncio.create_task(say(voice))
    assert await asyncio.to_thread(service.hanging.wait, 60)
    speaking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await speaking


async def test_nobody_there_is_an_error() -> None:
    service = Speaking()
    service.close()
    async with OpenAIVoice(api_key=KEY, base_url=service.url, retries=0) as voice:
        with pytest.raises(SpeechError):
            await say(voice)


async def test_no_log_holds_the_sentence(
    voice: OpenAIVoice, service: Speaking, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    service.faults = [500]
    await say(voice, "marker-sentence")
    assert "marker-sentence" not in caplog.text


def test_without_a_key_or_a_server_it_is_not_built() -> None:
    with pytest.raises(ConfigError, match="OPENAI_API_KEY"):
        OpenAIVoice()


def test_a_container_that_nobody_makes_is_refused() -> None:
    with pytest.raises(ConfigError, match="wav, mp3, flac, opus, aac"):
        OpenAIVoice(api_key=KEY, form="midi")
