"""Helplines of an operator's own."""

from pathlib import Path


def write_helpline(
    home: Path,
    number: str,
    *,
    ko: str,
    en: str,
    country: str = "KR",
    hours: str = "24",
    audience: str = "everyone",
) -> None:
    """Let *number* be the one line of *country* beside its emergency number, 119."""
    (home / "helplines.toml").write_text(
        f"""
        [{country}]
        name = {{ ko = "나라", en = "country" }}
        emergency = {{ number = {{ ko = "119", en = "119" }}, source = "us", checked = "2026-11-22" }}
        [[{country}.lines]]
        number = "{number}"
        name = {{ ko = "{ko}", en = "{en}" }}
        hours = "{hours}"
        languages = ["ko"]
        audience = "{audience}"
        source = "us"
        checked = "2026-11-22"
        """,
        "utf-8",
    )
