"""From a spec such as ``"whisper:small"`` to a backend.

The part before the first colon is the name of an entry point, the rest is its model. maum's own
backends are entry points like anybody's, so nothing is imported until a spec names it.
"""

import inspect
from collections.abc import Mapping
from importlib.metadata import EntryPoints, entry_points
from typing import Any

from config.errors import ConfigError
from config.spelling import did_you_mean


def installed(group: str) -> EntryPoints:
    """The entry points of *group*, for example ``maum.transcribers``; imports none."""
    return entry_points(group=group)


def build(
    group: str,
    spec: str,
    *,
    options: Mapping[str, Any] | None = None,
    offered: Mapping[str, Any] | None = None,
) -> Any:
    """Import and construct the backend that *spec* names.

    *options* are the operator's own for this backend: the factory must know every one.
    *offered* are values of the whole program (``languages``, ``home``, …): the factory is
    given those that its signature names. Raises `ConfigError` if it does not fit.
    """
    name, _, model = spec.partition(":")
    factory = _entry(group, name).load()
    known = inspect.signature(factory).parameters
    given = {key: value for key, value in (offered or {}).items() if key in known}
    given |= options or {}
    if model:
        given["model"] = model
    for key in given:
        if key not in known:
            raise ConfigError(f"{name!r} has no option {key!r}{did_you_mean(key, known)}")
    if "model" in known and known["model"].default is inspect.Parameter.empty and not model:
        raise ConfigError(f"{name!r} needs a model: write {name}:MODEL")
    return factory(**given)


def _entry(group: str, name: str) -> Any:
    found = installed(group)
    if name not in found.names:
        kind = group.removeprefix("maum.").removesuffix("s")
        raise ConfigError(f"there is no {kind} named {name!r}{did_you_mean(name, found.names)}")
    return found[name]
