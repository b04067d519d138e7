"""The page docs/configuration.md, made from ``default.toml``."""

import sys
import tomllib
from collections.abc import Iterator

from config.settings import DEFAULTS, ENVIRONMENT

_HEAD = """\
# Configuration

Settings come from, in falling order: the command line (`maum --set web.port=9000 run`), the environment,
`.env`, `maum.toml` in the working folder (or `--config FILE`), and the defaults below. An unknown name is
refused with its file, its line and the nearest known one. `maum doctor` tells whether what is set works.

This page is made from `config/default.toml`.

| setting | default | environment | meaning |
|---|---|---|---|
"""


def configuration_page() -> str:
    """The whole page as Markdown."""
    return _HEAD + "".join(f"{row}\n" for row in _rows())


def _rows() -> Iterator[str]:
    variables = {".".join(path): name for name, path in ENVIRONMENT.items()}
    section, comment = "", ""
    for line in DEFAULTS.read_text("utf-8").splitlines():
        if line.startswith("#"):
            comment = f"{comment} {line.lstrip('# ')}".strip()
        elif line.startswith("["):
            section, comment = line.strip("[]"), ""
        elif "=" in line:
            key = line.partition("=")[0].strip()
            name = f"{section}.{key}" if section else key
            yield _row(name, line, comment, variables.get(name, ""))
            comment = ""
        else:
            comment = ""


def _row(name: str, line: str, comment: str, variable: str) -> str:
    value = next(iter(tomllib.loads(line).values()))
    meaning = comment.partition("  [")[0].rstrip(".").replace("|", "\\|")
    shown = f"`{variable}`" if variable else ""
    return f"| `{name}` | `{value!r}` | {shown} | {meaning} |"


if __name__ == "__main__":
    sys.stdout.write(configuration_page())
