"""Settings: command line, environment, ``.env``, ``maum.toml``, ``config/default.toml``.

The first of these that names a setting decides it. Every setting stands in ``default.toml`` with
a comment; what is not in there is refused with file, line and the nearest known name.
"""

import os
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from config.errors import ConfigError
from config.placing import misplaced

DEFAULTS = Path(str(files("config") / "default.toml"))

ENVIRONMENT: Mapping[str, tuple[str, ...]] = {
    "MAUM_HOME": ("home",),
    "MAUM_LANGUAGE": ("language",),
    "MAUM_PERSONA": ("persona",),
    "MAUM_TRANSCRIBER": ("transcriber",),
    "MAUM_CLASSIFIER": ("classifier",),
    "MAUM_GENERATOR": ("generator",),
    "MAUM_SYNTHESIZER": ("synthesizer",),
    "MAUM_EMBEDDER": ("embedder",),
    "DATABASE_URL": ("database", "url"),
    "MAUM_WEB_HOST": ("web", "host"),
    "MAUM_WEB_PORT": ("web", "port"),
    "MAUM_WEB_TOKEN": ("web", "token"),
    "TELEGRAM_TOKEN": ("telegram", "token"),
    "TELEGRAM_API_BASE": ("telegram", "api_base"),
    "TELEGRAM_FILE_BASE": ("telegram", "file_base"),
    "MAUM_TELEGRAM_ALLOW": ("telegram", "allow"),
    "DISCORD_TOKEN": ("discord", "token"),
    "DISCORD_API_BASE": ("discord", "api_base"),
    "DISCORD_GATEWAY_URL": ("discord", "gateway_url"),
    "MAUM_DISCORD_ALLOW": ("discord", "allow"),
    "OPENAI_API_KEY": ("openai", "api_key"),
    "OPENAI_BASE_URL": ("openai", "base_url"),
    "MAUM_LOG_LEVEL": ("log", "level"),
}
"""Environment variables and the setting that each one is."""


def _listed(value: object) -> object:
    """A comma makes a chain: ``"openai:gpt-4o-mini, scripted"``."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


Chain = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]
People = Annotated[tuple[int, ...], BeforeValidator(_listed)]
Languages = Annotated[
    tuple[Literal["ko", "en"], ...], BeforeValidator(_listed), Field(min_length=1)
]


Policies = Annotated[tuple[Literal["ny", "ca", "kr", "eu"], ...], BeforeValidator(_listed)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class WebSettings(_Section):
    host: str
    port: Annotated[int, Field(ge=0, le=65535)]
    token: str
    longest_talk: Annotated[float, Field(ge=0)]


class TelegramSettings(_Section):
    token: str
    api_base: str
    file_base: str
    allow: People
    webhook: str
    webhook_host: str
    webhook_port: Annotated[int, Field(ge=0, le=65535)]
    grace: Annotated[float, Field(ge=0)]


class DiscordSettings(_Section):
    token: str
    api_base: str
    gateway_url: str
    allow: People
    servers: People
    channels: People
    roles: People
    grace: Annotated[float, Field(ge=0)]


class CallSettings(_Section):
    captions: bool
    grace: Annotated[float, Field(ge=0)]
    follow_up: Annotated[float, Field(ge=0)]


class BudgetSettings(_Section):
    messages: Annotated[int, Field(ge=0)]
    audio: Annotated[float, Field(ge=0)]
    tokens: Annotated[int, Field(ge=0)]


class DatabaseSettings(_Section):
    url: str


class OpenAISettings(_Section):
    api_key: str
    base_url: str


class ConversationSettings(_Section):
    settle: Annotated[float, Field(ge=0, le=10)]
    history: Annotated[int, Field(ge=0, le=200)]
    longest_text: Annotated[int, Field(ge=100)]


class MemorySettings(_Section):
    learn: bool
    model: bool
    days: Annotated[int, Field(ge=0)]


class CheckinSettings(_Section):
    quiet: Annotated[str, Field(pattern=r"^([01]?\d|2[0-3])-([01]?\d|2[0-3])$")]
    daily: Annotated[int, Field(ge=0, le=8)]


class HearingSettings(_Section):
    longest: Annotated[float, Field(gt=0)]


class SpeakingSettings(_Section):
    memory: Annotated[int, Field(ge=0)]


class CareSettings(_Section):
    policy: Policies
    minors: bool


class LogSettings(_Section):
    level: Literal["debug", "info", "warning", "error"]
    json_lines: bool


class Settings(BaseSettings):
    """All of maum's settings, checked."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True)

    home: Path
    language: Languages
    persona: str
    country: str
    transcriber: Chain
    classifier: str
    generator: Chain
    synthesizer: Chain
    embedder: str
    threads: Annotated[int, Field(ge=1)]
    web: WebSettings
    telegram: TelegramSettings
    discord: DiscordSettings
    calls: CallSettings
    budget: BudgetSettings
    database: DatabaseSettings
    openai: OpenAISettings
    conversation: ConversationSettings
    memory: MemorySettings
    checkin: CheckinSettings
    hearing: HearingSettings
    speaking: SpeakingSettings
    care: CareSettings
    log: LogSettings
    backends: dict[str, dict[str, Any]]

    @property
    def folder(self) -> Path:
        """The data folder, ``~`` resolved."""
        return self.home.expanduser()

    @property
    def database_url(self) -> str:
        """Where conversations are kept; a SQLite file in the data folder unless set."""
        return self.database.url or f"sqlite:///{self.folder / 'maum.db'}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        given = init_settings()
        layers: Sequence[Mapping[str, Any]] = given.pop("layers")
        return tuple(InitSettingsSource(settings_cls, dict(layer)) for layer in layers)


def load_settings(
    *,
    overrides: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> Settings:
    """The settings in force; raises `ConfigError` with what to mend and where.

    *overrides* stand for the command line, nested as in ``maum.toml``. *file* is ``maum.toml`` in
    the working folder unless given.
    """
    environment = os.environ if environment is None else environment
    file = file or Path("maum.toml")
    dotenv = _dotenv(Path(".env"))
    layers = [overrides or {}, _nested(environment), _nested(dotenv), _toml(file), _toml(DEFAULTS)]
    try:
        return Settings(layers=layers)  # type: ignore[call-arg]
    except ValidationError as error:
        given = {**dotenv, **environment}
        variables = {name: path for name, path in ENVIRONMENT.items() if given.get(name)}
        message = misplaced(error, file=file, defaults=DEFAULTS, variables=variables)
        raise ConfigError(message) from None


def shipped_settings() -> Settings:
    """The settings of ``default.toml`` alone."""
    return Settings(layers=[_toml(DEFAULTS)])  # type: ignore[call-arg]


def _dotenv(file: Path) -> dict[str, str]:
    try:
        return {name: value for name, value in dotenv_values(file).items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read as UTF-8 text") from error


def _nested(variables: Mapping[str, str]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for name, path in ENVIRONMENT.items():
        if value := variables.get(name):
            level = nested
            for key in path[:-1]:
                level = level.setdefault(key, {})
            level[path[-1]] = value
    return nested


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} is not valid TOML: {error}") from None
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}") from None
