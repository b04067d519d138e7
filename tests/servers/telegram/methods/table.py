"""The table of methods; every module beside this one adds its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

METHODS: dict[str, "Method"] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method, and the parameters that the Bot API gives it."""

    run: Callable[..., Any]
    """Called with the server and the arguments; answers with the result or raises a `Refusal`."""
    parameters: frozenset[str]
    waits: bool
    """Whether it is a coroutine. The others have their effect at once."""


def method(
    name: str, parameters: str = "", *, waits: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add a function as the method *name*; *parameters* are separated by spaces."""

    def add(run: Callable[..., Any]) -> Callable[..., Any]:
        METHODS[name] = Method(run=run, parameters=frozenset(parameters.split()), waits=waits)
        return run

    return add
