"""Whatever a person may send, in bounded time and memory."""

import io
import struct
import subprocess
import sys
import zipfile
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import AudioTooLong, BadAudio
from speech.audio import Audio
from speech.decoding import decode
from speech.encoding import encode_mp3, encode_ogg, encode_wav
from speech.samples import Samples

ROOT = Path(__file__).parents[2]
RATE = 16_000
TONE = (0.3 * np.sin(2 * np.pi * 440 * np.arange(RATE * 2) / RATE)).astype(np.float32)


def clip(
    container: str, codec: str, *, rate: int = 48_000, layout: str = "mono", **options: str
) -> bytes:
    """The tone as libav writes it."""
    file = io.BytesIO()
    with av.open(file, "w", format=container, options=options) as out:
        stream = out.add_stream(codec, rate=rate, layout=layout)
        out.mux(stream.encode(frame(TONE)))
        out.mux(stream.encode(None))
    return file.getvalue()


def frame(samples: Samples) -> av.AudioFrame:
    made = av.AudioFrame.from_ndarray(samples[np.newaxis], format="flt", layout="mono")
    made.sample_rate = RATE
    return made


def wav(
    data: bytes, *, kind: int = 1, channels: int = 1, rate: int = 8_000, bits: int = 16
) -> bytes:
    """A WAV file whose header says what it is told to say."""
    block = channels * bits // 8
    head = struct.pack("<HHIIHH", kind, channels, rate, rate * block & 0xFFFFFFFF, block, bits)
    chunks = b"fmt " + struct.pack("<I", 16) + head + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def heard(data: bytes, media_type: str = "audio/ogg") -> Samples:
    return decode(Audio(data, media_type))


def pitch(samples: Samples) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * RATE / len(samples))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(clip("ogg", "libopus"), id="a Telegram voice message"),
        pytest.param(clip("webm", "libopus"), id="Chrome"),
        pytest.param(clip("webm", "libopus", live="1"), id="Chrome, still recording"),
        pytest.param(clip("mp4", "aac", rate=44_100), id="an iPhone"),
        pytest.param(clip("mp4", "aac", movflags="frag_keyframe+empty_moov"), id="Safari"),
        pytest.param(clip("mp4", "libopus"), id="Safari with Opus"),
        pytest.param(clip("adts", "aac"), id="bare AAC"),
        pytest.param(encode_mp3(TONE, RATE).data, id="MP3"),
        pytest.param(encode_wav(TONE, RATE).data, id="WAV"),
        pytest.param(clip("wav", "pcm_mulaw", rate=8_000), id="a telephone, 8 kHz"),
        pytest.param(clip("wav", "pcm_f32le", layout="7.1"), id="7.1 channels"),
        pytest.param(clip("wav", "pcm_s24le", rate=192_000, layout="stereo"), id="a studio"),
        pytest.param(clip("caf", "pcm_s16le", rate=44_100), id="CAF"),
        pytest.param(clip("ipod", "alac", rate=44_100), id="ALAC"),
        pytest.param(clip("flac", "flac"), id="FLAC"),
    ],
)
def test_every_container_gives_the_same_tone(data: bytes) -> None:
    samples = heard(data)
    assert samples.dtype == np.float32
    assert samples.ndim == 1
    assert len(samples) / RATE == pytest.approx(2.0, abs=0.1)
    assert pitch(samples) == pytest.approx(440, abs=2)
    assert np.sqrt(np.mean(samples**2)) == pytest.approx(0.3 / np.sqrt(2), rel=0.1)


@pytest.mark.parametrize("media_type", ["", "audio/mpeg", "text/html", "video/mp4", "💥"])
def test_the_media_type_does_not_matter(media_type: str) -> None:
    assert pitch(heard(encode_ogg(TONE, RATE).data, media_type)) == pytest.approx(440, abs=2)


def test_another_rate_may_be_asked_for() -> None:
    samples = decode(encode_wav(TONE, RATE), rate=24_000)
    assert len(samples) == pytest.approx(48_000, abs=64)


def test_a_clip_that_was_cut_off_is_heard_as_far_as_it_goes() -> None:
    whole = encode_ogg(TONE, RATE).data
    assert 0.5 < len(heard(whole[: len(whole) * 2 // 3])) / RATE < 2.0


def test_what_is_not_a_number_is_silence() -> None:
    samples = np.full(RATE, 0.25, np.float32)
    samples[:100] = np.nan
    samples[200:300] = np.inf
    samples[400:500] = -1e30
    decoded = heard(wav(samples.tobytes(), kind=3, rate=RATE, bits=32))
    assert np.isfinite(decoded).all()
    assert np.abs(decoded).max() <= 1.0
    assert decoded[:100].max() == 0.0
    assert decoded[1_000:] == pytest.approx(0.25)


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("voice.ogg", bytes(100_000))
        archive.writestr("notes.txt", "not a sound " * 1_000)
    return file.getvalue()


def _silent_film() -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8))
        picture.pts, picture.time_base = 0, Fraction(1, 10)
        out.mux(stream.encode(picture))
        out.mux(stream.encode(None))
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\0" * 100_000, id="zeros"),
        pytest.param("안녕하세요. ".encode() * 1_000, id="text"),
        pytest.param(np.random.default_rng(0).bytes(300_000), id="noise"),
        pytest.param(_zip(), id="a zip renamed"),
        pytest.param(_silent_film(), id="a film without sound"),
        pytest.param(encode_ogg(TONE, RATE).data[:60], id="cut off in the header"),
        pytest.param(clip("mp4", "aac")[:3_000], id="MP4 without its index"),
        pytest.param(wav(b""), id="WAV without samples"),
        pytest.param(wav(bytes(600), rate=1), id="1 Hz"),
        pytest.param(wav(bytes(2_000), rate=2**31 - 1), id="2 GHz"),
        pytest.param(wav(bytes(600 * 100), channels=300), id="300 channels"),
    ],
)
def test_what_is_no_sound_is_bad_audio(data: bytes) -> None:
    with pytest.raises(BadAudio) as caught:
        heard(data)
    assert type(caught.value) is BadAudio


@pytest.mark.parametrize(
    "playlist",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{file}\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:{file}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '{file}'\n",
        "concat:{file}|{file}",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n",
        '<?xml version="1.0"?><MPD><Period><AdaptationSet><BaseURL>{file}</BaseURL>'
        "</AdaptationSet></Period></MPD>",
    ],
)
def test_a_playlist_opens_no_other_file(
    playlist: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("private") / "diary.ogg"
    secret.write_bytes(encode_ogg(TONE, RATE).data)
    with pytest.raises(BadAudio):
        heard(playlist.format(file=secret).encode())


HOUR = 3_600


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(wav(bytes(8_000 * 3 * HOUR), bits=8), id="WAV"),
        pytest.param(encode_mp3(np.zeros(RATE * 30, np.float32), RATE).data * 360, id="MP3"),
        pytest.param(
            wav(bytes(8_000 * 2 * 700)).replace(
                b"data" + struct.pack("<I", 8_000 * 2 * 700), b"data" + b"\xff" * 4
            ),
            id="WAV of unknown length",
        ),
    ],
)
def test_hours_are_too_long(data: bytes) -> None:
    with pytest.raises(AudioTooLong):
        heard(data)


def test_the_limit_is_counted_where_the_header_does_not_tell() -> None:
    live = clip("webm", "libopus", live="1")
    with av.open(io.BytesIO(live)) as opened:
        assert opened.duration is None
    with pytest.raises(AudioTooLong):
        decode(Audio(live, "audio/webm"), limit=1.5)
    assert decode(Audio(live, "audio/webm"), limit=2.5).size


def test_a_few_bytes_do_not_fill_the_memory() -> None:
    """An MP4 index that says it has a thousand million entries took gigabytes."""
    bomb = bytearray(clip("mp4", "aac"))
    sizes, chunks = bomb.index(b"stsz"), bomb.index(b"stsc")
    bomb[sizes + 8 : sizes + 16] = struct.pack(">II", 1, 10**9)
    bomb[chunks + 16 : chunks + 20] = struct.pack(">I", 10**9)
    assert _peak_megabytes(bytes(bomb)) < 256


def test_a_bomb_is_counted_rather_than_believed() -> None:
    """Half an hour of silence in 340 kB of FLAC, whose header does not say so."""
    kept = io.BytesIO()
    with av.open(SimpleNamespace(write=kept.write), "w", format="flac") as out:
        stream = out.add_stream("flac", rate=RATE, layout="mono")
        for _ in range(30):
            out.mux(stream.encode(frame(np.zeros(RATE * 60, np.float32))))
        out.mux(stream.encode(None))
    data = kept.getvalue()
    assert len(data) < 400_000
    with av.open(io.BytesIO(data)) as opened:
        assert not opened.duration
    assert _peak_megabytes(data) < 256


def _peak_megabytes(data: bytes) -> float:
    """The most memory that a fresh process had while refusing *data*."""
    program = (
        "import re, sys\n"
        "from config.errors import BadAudio\n"
        "from speech.audio import Audio\n"
        "from speech.decoding import decode\n"
        "try:\n"
        "    decode(Audio(sys.stdin.buffer.read(), ''))\n"
        "except BadAudio:\n"
        "    status = open('/proc/self/status').read()\n"
        "    print(int(re.search(r'VmHWM:\\s+(\\d+) kB', status)[1]) / 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=data, capture_output=True, check=True
    )
    return float(done.stdout)


MADE = [
    encode_ogg(TONE, RATE).data,
    encode_mp3(TONE, RATE).data,
    clip("webm", "libopus"),
    clip("mp4", "aac"),
    clip("caf", "pcm_s16le"),
    clip("flac", "flac"),
]


@given(
    data=st.sampled_from(MADE),
    changes=st.lists(
        st.tuples(st.integers(0, 2**20), st.binary(min_size=1, max_size=8)), max_size=12
    ),
    end=st.none() | st.integers(0, 2**20),
)
@settings(max_examples=200, deadline=None)
def test_damage_gives_sound_or_bad_audio(
    data: bytes, changes: list[tuple[int, bytes]], end: int | None
) -> None:
    damaged = bytearray(data[:end])
    for place, change in changes:
        start = place % max(1, len(damaged))
        damaged[start : start + len(change)] = change
    try:
        samples = heard(bytes(damaged))
    except BadAudio:
        return
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() <= 1.0


def test_many_kinds_of_damage_cost_little() -> None:
    """The benchmark of ten thousand such files, with a few hundred."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.damaged", "300"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "sound" in done.stdout
    assert BadAudio.code in done.stdout
