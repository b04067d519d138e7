"""What the wheel holds, and that it works where the repository is not."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """maum's wheel, built as pip builds it, with the hatchling that is installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True)
    return next(folder.glob("maum-*.whl"))


def test_it_holds_every_file_of_the_four_packages(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "bot", "speech", "avatars", "config"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    expected = {name for name in tracked.split("\0") if name and (ROOT / name).exists()}
    with zipfile.ZipFile(wheel) as archive:
        assert expected <= set(archive.namelist())


def test_it_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        top = {name.partition("/")[0] for name in archive.namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == {
        "bot",
        "speech",
        "avatars",
        "config",
    }


def test_it_works_without_the_repository(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "from config.settings import shipped_settings; from config.personas import persona;"
        "from config.moods import mood_table; import bot;"
        "assert 'site' in bot.__file__; shipped_settings(); mood_table(); persona('maum')"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site")},
        check=True,
    )
