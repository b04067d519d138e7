"""The models that maum can fetch, and where on this machine they lie."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.errors import ConfigError, NoWeights
from config.spelling import did_you_mean

HOME = Path("~/.local/share/maum")
"""The data folder where nothing else is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A model that its publisher keeps on the Hugging Face hub."""

    name: str
    """As in settings, for example ``whisper:base``."""
    kind: str
    repository: str
    size: int
    """Bytes to fetch, rounded."""
    licence: str
    sha256: Mapping[str, str] = field(default_factory=dict)
    """Checksums that maum knows itself; of the other files it believes the hub's."""
    files: tuple[str, ...] = (
        "model.bin",
        "config.json",
        "preprocessor_config.json",
        "tokenizer.json",
        "vocabulary.*",
    )
    """Patterns; the first file is the one without which there is no model."""
    within: str = ""
    """The folder of the repository that the files are in, with a slash behind it."""
    revision: str = "main"

    @property
    def source(self) -> str:
        """The page that tells people about it."""
        return f"https://huggingface.co/{self.repository}"

    def folder(self, home: Path) -> Path:
        """Where `speech.hub.pull` puts it under maum's data folder."""
        return home.joinpath("models", *self.name.split(":"))


def _whisper(size: str, megabytes: int, owner: str = "Systran", **more: str) -> Weights:
    return Weights(
        name=f"whisper:{size}",
        kind="speech to text",
        repository=f"{owner}/faster-whisper-{size}",
        size=megabytes * 10**6,
        licence="MIT",
        sha256=more,
    )


_SUPERTONIC = Weights(
    name="supertonic",
    kind="text to speech",
    repository="Supertone/supertonic-3",
    size=400 * 10**6,
    licence="OpenRAIL-M",
    files=("onnx/vector_estimator.onnx", "onnx/*.onnx", "onnx/*.json", "voice_styles/*.json"),
    # The one that the package supertonic was tested against.
    revision="724fb5abbf5502583fb520898d45929e62f02c0b",
)

_JOE = Weights(
    name="piper:en_US-joe-medium",
    kind="text to speech",
    repository="rhasspy/piper-voices",
    size=63 * 10**6,
    licence="CC0-1.0",
    files=("en_US-joe-medium.onnx", "en_US-joe-medium.onnx.json", "MODEL_CARD"),
    within="en/en_US/joe/medium/",
    revision="v1.0.0",
)

_BASE = {"model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"}

CATALOGUE: Mapping[str, Weights] = {
    one.name: one
    for one in (
        _whisper("tiny", 78),
        _whisper("base", 148, **_BASE),
        _whisper("small", 486),
        _whisper("medium", 1_531),
        _whisper("large-v3", 3_091),
        _whisper("large-v3-turbo", 1_621, owner="mobiuslabsgmbh"),
        _SUPERTONIC,
        _JOE,
    )
}


def weights(name: str) -> Weights:
    """The entry of *name* in the catalogue; raises `ConfigError`."""
    if name not in CATALOGUE:
        raise ConfigError(f"there is no model named {name!r}{did_you_mean(name, CATALOGUE)}")
    return CATALOGUE[name]


def is_path(model: str) -> bool:
    """Whether the model part of a spec is a place on this machine and no name."""
    return model.startswith((".", "~")) or "/" in model or "\\" in model


def installed(wanted: Weights, home: Path) -> Path | None:
    """The folder of *wanted*: under *home*, or in the cache that Hugging Face libraries share."""
    own = wanted.folder(home)
    return own if (own / wanted.files[0]).is_file() else _in_hub_cache(wanted)


def find(name: str, home: Path) -> Path:
    """The folder of the model *name*; raises `NoWeights`."""
    wanted = weights(name)
    folder = installed(wanted, home)
    if folder is None:
        raise NoWeights(f"{name} is not on this machine; `maum models pull {name}` fetches it")
    return folder


def _in_hub_cache(wanted: Weights) -> Path | None:
    from huggingface_hub import try_to_load_from_cache

    first = wanted.files[0]
    found = try_to_load_from_cache(
        wanted.repository, wanted.within + first, revision=wanted.revision
    )
    # A link whose blob was deleted is still listed.
    here = isinstance(found, str) and Path(found).is_file()
    return Path(str(found)).parents[first.count("/")] if here else None
