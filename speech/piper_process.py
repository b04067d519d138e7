"""Piper in a process of its own, answering as `speech.worker` asks.

Run by path, without maum on it: ``python -I piper_process.py MODEL THREADS``. Piper is under the
GPL; maum is never in one process with it.
"""

import io
import json
import sys
import wave
from pathlib import Path
from typing import Any


def main(model: str, threads: str) -> None:
    """Answer requests until there are no more."""
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    voice = _voice(model, int(threads))
    for line in sys.stdin.buffer:
        wav = _wav(voice, json.loads(line))
        out.write(json.dumps({"bytes": len(wav)}).encode() + b"\n" + wav)
        out.flush()


def _voice(model: str, threads: int) -> Any:
    from onnxruntime import InferenceSession, SessionOptions  # type: ignore[import-untyped]
    from piper import PiperVoice
    from piper.config import PiperConfig

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    config = PiperConfig.from_dict(json.loads(Path(f"{model}.json").read_text("utf-8")))
    session = InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return PiperVoice(session, config)


def _wav(voice: Any, request: dict[str, Any]) -> bytes:
    from piper.config import SynthesisConfig

    manner = SynthesisConfig(speaker_id=request["speaker"])
    file = io.BytesIO()
    with wave.open(file, "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(2)
        clip.setframerate(voice.config.sample_rate)
        for chunk in voice.synthesize(request["text"], manner):
            clip.writeframes(chunk.audio_int16_bytes)
    return file.getvalue()


if __name__ == "__main__":
    main(*sys.argv[1:])
