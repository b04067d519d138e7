"""Figures for Prometheus; none of them holds a word or a person."""

import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.events import Cared, Degraded, Delta, Failed, Felt, Replied, Spoke, TurnEvent

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32)


class Metrics:
    """What the web chat has done since it started."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.messages = Counter(
            "maum_web_messages", "Messages taken", ["kind"], registry=self.registry
        )
        self.tabs = Gauge("maum_web_tabs", "Open pages", registry=self.registry)
        self._cared = Counter(
            "maum_web_cared", "Turns of the crisis guard", ["level"], registry=self.registry
        )
        self._trouble = Counter(
            "maum_web_trouble",
            "Turns that failed or did without a part",
            ["code"],
            registry=self.registry,
        )
        self._latency = Histogram(
            "maum_web_latency_seconds",
            "From the message to the first event of a kind",
            ["event"],
            buckets=_SECONDS,
            registry=self.registry,
        )

    def observe_turn(self) -> Callable[[TurnEvent], None]:
        """Start a turn's clock; the answer takes each of its events."""
        started = time.monotonic()
        waiting: set[type[TurnEvent]] = {Felt, Delta, Replied, Spoke}

        def observe(event: TurnEvent) -> None:
            if type(event) in waiting:
                waiting.discard(type(event))
                name = type(event).__name__.lower()
                self._latency.labels(name).observe(time.monotonic() - started)
            if isinstance(event, Failed | Degraded):
                self._trouble.labels(event.code).inc()
            if isinstance(event, Cared):
                self._cared.labels(str(event.level)).inc()

        return observe

    def text(self) -> bytes:
        """All figures in the exposition format."""
        return generate_latest(self.registry)
