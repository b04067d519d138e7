"""From any clip that a person sends to samples."""

import ctypes
import io
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import chain, groupby

import av
import numpy as np
from av.container import InputContainer

from config.errors import AudioTooLong, BadAudio
from speech.audio import Audio
from speech.samples import Samples

RATE = 16_000
"""Hertz; what Whisper and the voice activity model were trained on."""
LIMIT = 600.0
"""Seconds; how much of one message is listened to."""

_CONTAINERS = "ogg,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,wav,w64,caf,aac,amr,flac,aiff,au"
_CODECS = (
    "opus,libopus,vorbis,libvorbis,aac,mp3,mp3float,mp2,mp2float,flac,alac,amrnb,amrwb,"
    "speex,libspeex,adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,gsm_ms,"
    "pcm_alaw,pcm_mulaw,pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,"
    "pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be"
)
_GUESSED = {"mp3", "aac"}
"""Containers whose header has no length: libav guesses it from the first frames' bit rate."""
_RATES = range(4_000, 384_001)
_LARGEST = 128 * 2**20
"""Bytes; the most that libav may take at once. Some headers ask for gigabytes of index."""
_PATIENCE = 200
"""Packets without a sound in a row, after which the rest is taken to be no audio."""


def decode(audio: Audio, *, rate: int = RATE, limit: float = LIMIT) -> Samples:
    """The first sound stream of *audio*, mixed to mono at *rate* hertz.

    The media type is not looked at. Packets that cannot be decoded are skipped, as a player
    does; samples that are not numbers are silence. Raises `BadAudio` if there is no sound at
    all and `AudioTooLong` above *limit* seconds, having decoded no more than that.
    """
    try:
        with _opened(audio.data) as clip:
            _refuse_long(clip, limit)
            pieces = list(_mono(_limited(_frames(clip), limit), rate))
    except (av.FFmpegError, ValueError, OverflowError) as error:
        raise BadAudio("libav cannot decode it") from error
    if not pieces:
        raise BadAudio("there is no sound in it")
    return _sane(np.concatenate(pieces))


def _opened(data: bytes) -> InputContainer:
    """*data* as a container that may open nothing else: no file, no address, no playlist."""
    _cap_allocations()
    confined = {
        "format_whitelist": _CONTAINERS,
        "codec_whitelist": _CODECS,
        "protocol_whitelist": "none",
    }
    return av.open(io.BytesIO(data), "r", options=confined, metadata_errors="replace")


@cache
def _cap_allocations() -> None:
    """Let libav fail where a few bytes of header would make it fill the memory.

    PyAV does not offer ``av_max_alloc``; it is found among the libraries that PyAV has loaded.
    """
    with suppress(AttributeError):  # Windows looks in one library only: there it stays uncapped
        ctypes.CDLL(av.frame.__file__).av_max_alloc(ctypes.c_size_t(_LARGEST))


def _refuse_long(clip: InputContainer, limit: float) -> None:
    """Believe a header that states its length; it saves decoding up to *limit*."""
    stated = (clip.duration or 0) / av.time_base
    if clip.format.name not in _GUESSED and stated > limit:
        raise AudioTooLong(f"it says that it is {stated:.0f} s long; {limit:.0f} s are heard")


def _frames(clip: InputContainer) -> Iterator[av.AudioFrame]:
    """The frames of the first sound stream, without those that cannot be decoded."""
    if not clip.streams.audio:
        raise BadAudio("there is no sound in it")
    broken = 0
    for packet in _packets(clip):
        try:
            frames = packet.decode()
        except av.FFmpegError:
            frames = []
        broken = 0 if frames else broken + 1
        if broken > _PATIENCE:
            return
        yield from frames


def _packets(clip: InputContainer) -> "Iterator[av.Packet[av.AudioStream]]":
    """The packets of the first sound stream as far as the container can be read."""
    with suppress(av.FFmpegError):
        yield from clip.demux(clip.streams.audio[0])


def _limited(frames: Iterator[av.AudioFrame], limit: float) -> Iterator[av.AudioFrame]:
    """*frames*, counted before they are resampled: a low rate makes many samples of few."""
    seconds = 0.0
    for frame in frames:
        if frame.sample_rate not in _RATES:
            raise BadAudio("no recorder has such a sample rate")
        seconds += frame.samples / frame.sample_rate
        if seconds > limit:
            raise AudioTooLong(f"it is longer than the {limit:.0f} s that are heard")
        yield frame


def _mono(frames: Iterator[av.AudioFrame], rate: int) -> Iterator[Samples]:
    """*frames* at *rate*; where they change their form midway, a new resampler takes over."""
    for form, run in groupby(frames, key=lambda f: (f.format.name, f.layout.name, f.sample_rate)):
        if form in {("flt", "mono", rate), ("fltp", "mono", rate)}:
            yield from (frame.to_ndarray()[0] for frame in run)
            continue
        resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
        for frame in chain(run, [None]):
            for part in resampler.resample(frame):
                if part is not None:
                    yield part.to_ndarray()[0]


def _sane(samples: Samples) -> Samples:
    """*samples* within ±1, silent where they are not numbers."""
    return np.nan_to_num(samples, nan=0.0).clip(-1.0, 1.0)
