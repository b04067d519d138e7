"""Settings: which source decides, and what is said about one that does not fit."""

import itertools
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.settings import DEFAULTS, ENVIRONMENT, Settings, load_settings, shipped_settings


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def load(
    toml: str = "", *, environment: dict[str, str] | None = None, **overrides: object
) -> Settings:
    Path("maum.toml").write_text(toml, "utf-8")
    return load_settings(overrides=overrides, environment=environment or {})


def test_the_first_source_that_names_a_setting_decides_it() -> None:
    assert shipped_settings().persona == "maum"
    assert load('persona = "file"').persona == "file"
    Path(".env").write_text("MAUM_PERSONA=dotenv\n")
    assert load('persona = "file"').persona == "dotenv"
    assert load('persona = "file"', environment={"MAUM_PERSONA": "shell"}).persona == "shell"
    everywhere = load('persona = "file"', environment={"MAUM_PERSONA": "shell"}, persona="typed")
    assert everywhere.persona == "typed"


def test_sections_are_merged_key_by_key() -> None:
    settings = load("[web]\nport = 9000", environment={"MAUM_WEB_TOKEN": "secret"})
    assert (settings.web.host, settings.web.port, settings.web.token) == (
        "127.0.0.1",
        9000,
        "secret",
    )


def test_a_comma_makes_a_chain() -> None:
    settings = load(environment={"MAUM_GENERATOR": "openai:gpt-4o-mini, scripted"})
    assert settings.generator == ("openai:gpt-4o-mini", "scripted")


@pytest.mark.parametrize("messenger", ["telegram", "discord"])
def test_a_comma_parts_the_people_who_may_talk(messenger: str) -> None:
    settings = load(environment={f"MAUM_{messenger.upper()}_ALLOW": "111, 222"})
    assert getattr(settings, messenger).allow == (111, 222)


def test_an_empty_variable_is_no_setting() -> None:
    assert load(environment={"MAUM_WEB_PORT": ""}).web.port == 8420


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ('persoa = "x"', "maum.toml:1: there is no setting 'persoa'; did you mean 'persona'?"),
        (
            '\n[web]\nhots = "a"',
            "maum.toml:3: there is no setting 'web.hots'; did you mean 'web.host'?",
        ),
        ('[web]\n\nport = "many"', "maum.toml:3: web.port: input should be a valid integer"),
        ("[wbe]\nport = 1", "maum.toml:1: there is no setting 'wbe'; did you mean 'web'?"),
        ("web = 3", "maum.toml:1: web: "),
        ("generator = []", "maum.toml:1: generator: "),
        ('language = "fr"', "maum.toml:1: language"),
        ("persona = [", "maum.toml is not valid TOML"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(toml: str, complaint: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load(toml)
    assert complaint in str(refused.value)


def test_a_variable_that_does_not_fit_is_named() -> None:
    with pytest.raises(ConfigError, match=r"^MAUM_WEB_PORT: web\.port: "):
        load("[web]\nport = 1", environment={"MAUM_WEB_PORT": "99999"})


def test_every_variable_names_a_shipped_setting() -> None:
    shipped = shipped_settings().model_dump()
    for path in ENVIRONMENT.values():
        level = shipped
        for key in path:
            level = level[key]


def test_every_shipped_setting_has_a_comment() -> None:
    lines = DEFAULTS.read_text("utf-8").splitlines()
    for above, line in itertools.pairwise(lines):
        if "=" in line and not line.startswith("#"):
            assert above.startswith("#"), line


def test_conversations_are_kept_in_the_data_folder_unless_said_otherwise() -> None:
    assert load(home="/data").database_url == "sqlite:////data/maum.db"
    assert load(environment={"DATABASE_URL": "sqlite:///x.db"}).database_url == "sqlite:///x.db"


def test_a_number_may_stand_for_a_text() -> None:
    assert load("[web]\ntoken = 12345").web.token == "12345"


def test_a_name_that_begins_like_another_is_placed_on_its_own_line() -> None:
    with pytest.raises(ConfigError, match=r"maum\.toml:3: there is no setting 'web\.portt'"):
        load("[web]\nport = 1\nportt = 2")


def test_a_bad_value_in_dotenv_names_its_variable() -> None:
    Path(".env").write_text("MAUM_WEB_PORT=many\n")
    with pytest.raises(ConfigError, match=r"^MAUM_WEB_PORT: "):
        load()


def test_a_dotenv_that_is_no_text_is_one_sentence() -> None:
    Path(".env").write_bytes(b"MAUM_PERSONA=\xff\xfe\n")
    with pytest.raises(ConfigError, match=r"\.env cannot be read"):
        load()
