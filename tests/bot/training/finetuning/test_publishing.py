"""Uploads through the real library to a hub on this machine."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers.huggingface import TOKEN, Repository, UploadHub

from bot.training.finetuning.publishing import push
from config.errors import PushFailed

# The hub's library hands httpx a file in a way that httpx no longer likes.
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=<...>':DeprecationWarning")

CARD = "---\nlibrary_name: transformers\n---\n\n# A card\n"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[UploadHub]:
    with UploadHub() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        yield hub


@pytest.fixture
def folder(start: Path, tmp_path: Path) -> Path:
    """What a run leaves, texts of people among it."""
    out = Path(shutil.copytree(start, tmp_path / "out"))
    (out / "README.md").write_text(CARD, "utf-8")
    (out / "run.json").write_text("{}", "utf-8")
    (out / "report").mkdir()
    (out / "report" / "mistakes.html").write_text("somebody's words", "utf-8")
    return out


def test_a_model_is_pushed_as_a_private_one_without_anybody_s_words(
    hub: UploadHub, folder: Path
) -> None:
    assert push(folder, "maumee/moods") == f"{hub.url}/maumee/moods"
    pushed = hub.repositories["maumee/moods"]
    assert pushed.private
    assert pushed.files == {
        name: (folder / name).read_bytes()
        for name in (
            *("README.md", "config.json", "model.safetensors"),
            *("tokenizer.json", "tokenizer_config.json"),
        )
    }


def test_a_second_push_is_a_second_commit(hub: UploadHub, folder: Path) -> None:
    push(folder, "maumee/moods")
    (folder / "README.md").write_text(CARD + "Better.\n", "utf-8")
    push(folder, "maumee/moods")
    pushed = hub.repositories["maumee/moods"]
    assert len(pushed.messages) == 2
    assert pushed.files["README.md"].endswith(b"Better.\n")


def test_what_is_public_is_pushed_to_only_if_that_was_said(hub: UploadHub, folder: Path) -> None:
    hub.repositories["maumee/moods"] = Repository(private=False)
    with pytest.raises(PushFailed, match="is public; say --public"):
        push(folder, "maumee/moods")
    assert hub.repositories["maumee/moods"].files == {}
    push(folder, "maumee/moods", public=True)
    push(folder, "maumee/others", public=True)
    assert "config.json" in hub.repositories["maumee/moods"].files
    assert not hub.repositories["maumee/others"].private


@pytest.mark.parametrize("repository", ["somebody/else", "no name", "maumee/a/b"])
def test_a_repository_that_cannot_be_is_told(hub: UploadHub, folder: Path, repository: str) -> None:
    with pytest.raises(PushFailed, match="could not be pushed"):
        push(folder, repository)


def test_a_hub_that_is_full_or_away_is_told_without_the_token(
    hub: UploadHub, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.full = True
    with pytest.raises(PushFailed, match="storage limit") as full:
        push(folder, "maumee/moods")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(PushFailed) as away:
        push(folder, "maumee/moods")
    assert TOKEN not in f"{full.value}{away.value}"


@pytest.mark.parametrize("token", ["", "hf_wrong"])
def test_without_the_right_token_nothing_is_pushed(
    hub: UploadHub, folder: Path, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("HF_TOKEN", token)
    with pytest.raises(PushFailed, match=r"HF_TOKEN|credentials"):
        push(folder, "maumee/moods")
    assert hub.repositories == {}


def test_a_folder_without_a_model_is_told(hub: UploadHub, tmp_path: Path) -> None:
    with pytest.raises(PushFailed, match="holds no trained model"):
        push(tmp_path, "maumee/moods")
    assert hub.repositories == {}


def test_a_card_that_the_hub_refuses_is_told(hub: UploadHub, folder: Path) -> None:
    (folder / "README.md").write_text("---\nbase_model: ./my model\n---\n\n# A card\n", "utf-8")
    with pytest.raises(PushFailed, match="base_model"):
        push(folder, "maumee/moods")
