"""From samples to a clip that messengers and browsers play."""

import io
from typing import cast

import av
import numpy as np
from av.audio.stream import AudioStream

from config.errors import SpeechError
from speech.audio import Audio
from speech.samples import Samples

OPUS = {"application": "voip", "compression_level": "5"}
"""For speech; twice the work would not be heard."""
OPUS_BITS = 32_000
"""Bits a second."""


def encode_ogg(samples: Samples, rate: int, *, comment: str = "") -> Audio:
    """*samples* as OGG/Opus, which Telegram shows as a voice message; always 48 kHz."""
    data = _encode(samples, rate, "ogg", "libopus", 48_000, OPUS_BITS, OPUS, comment=comment)
    return Audio(data, "audio/ogg")


def encode_mp3(samples: Samples, rate: int, *, comment: str = "", bits: int = 64_000) -> Audio:
    """*samples* as MP3, which every browser plays; *rate* must be one that MP3 has."""
    quick = {"compression_level": "7"}  # half the work; at this rate speech sounds the same
    data = _encode(samples, rate, "mp3", "libmp3lame", rate, bits, quick, comment=comment)
    return Audio(data, "audio/mpeg")


def encode_flac(samples: Samples, rate: int, *, comment: str = "") -> Audio:
    """*samples* as 16-bit FLAC: nothing is lost, half the size of WAV."""
    quick = {"compression_level": "3"}  # the first with long blocks, so that there are few of them
    return Audio(
        _encode(samples, rate, "flac", "flac", rate, options=quick, comment=comment), "audio/flac"
    )


def encode_wav(samples: Samples, rate: int, *, comment: str = "") -> Audio:
    """*samples* as 16-bit WAV."""
    return Audio(_encode(samples, rate, "wav", "pcm_s16le", rate, comment=comment), "audio/wav")


def _encode(
    samples: Samples,
    rate: int,
    container: str,
    codec: str,
    to: int,
    bits: int | None = None,
    options: dict[str, str] | None = None,
    *,
    comment: str,
) -> bytes:
    """Mono *codec* at *to* hertz and *bits* a second; libav resamples where they differ.

    *comment* goes into the clip's metadata.
    """
    if not samples.size:
        raise SpeechError("there is no sound to encode")
    file = io.BytesIO()
    with av.open(file, "w", format=container) as clip:
        stream = cast(AudioStream, clip.add_stream(codec, rate=to, options=options, layout="mono"))
        if bits:
            stream.bit_rate = bits
        if comment:
            clip.metadata["comment"] = comment
        clip.mux(stream.encode(audio_frame(samples, rate)))
        clip.mux(stream.encode(None))
    return file.getvalue()


def audio_frame(samples: Samples, rate: int) -> av.AudioFrame:
    """*samples* as libav takes them."""
    plane = np.ascontiguousarray(samples, dtype=np.float32)[np.newaxis]
    frame = av.AudioFrame.from_ndarray(plane, format="flt", layout="mono")
    frame.sample_rate = rate
    return frame
