"""Puts a trained folder on a hub of models."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from config.errors import PushFailed

_FILES = (
    *("README.md", "config.json", "*.safetensors", "*.safetensors.index.json", "model.onnx"),
    *("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt"),
)
"""What is pushed. Reports stay here: they hold people's texts."""


def push(folder: Path, repository: str, *, public: bool = False) -> str:
    """Commit the model in *folder* to ``owner/name`` with HF_TOKEN; the page's address.

    A repository that is not there is made, private unless *public*. Raises `PushFailed`, also
    where the repository is public and *public* was not said.
    """
    import httpx
    import huggingface_hub
    from huggingface_hub.errors import HfHubHTTPError

    token = huggingface_hub.get_token()
    if not token:
        raise PushFailed("no HF_TOKEN: make one that may write, at the hub's settings, and set it")
    api = huggingface_hub.HfApi(endpoint=os.environ.get("HF_ENDPOINT"), token=token)
    try:
        return _push(api, folder, repository, public=public)
    except (HfHubHTTPError, httpx.HTTPError, ValueError, OSError, RuntimeError) as error:
        raise PushFailed(f"{repository} could not be pushed: {error}") from error


def _push(api: Any, folder: Path, repository: str, *, public: bool) -> str:
    from huggingface_hub import CommitOperationAdd

    files = [
        CommitOperationAdd(path_in_repo=file.name, path_or_fileobj=file) for file in _chosen(folder)
    ]
    api.create_repo(repository, private=not public, exist_ok=True)
    if not public and not api.model_info(repository).private:
        raise PushFailed(f"{repository} is public; say --public if the model may be")
    api.create_commit(repository, files, commit_message="Upload a model trained with maum")
    return f"{api.endpoint}/{repository}"


def _chosen(folder: Path) -> Iterator[Path]:
    found = [file for pattern in _FILES for file in sorted(folder.glob(pattern))]
    if not {"config.json"} <= {file.name for file in found}:
        raise PushFailed(f"{folder} holds no trained model")
    yield from found
