"""A breaker's states."""

from dataclasses import dataclass

from speech.breaker import Breaker


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> Breaker:
    breaker = Breaker(failures=2, rest=30, clock=clock)
    for _ in range(2):
        assert breaker.allows()
        breaker.failed()
    return breaker


def test_it_opens_after_failures_in_a_row() -> None:
    breaker = Breaker(failures=2, rest=30, clock=Clock())
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()


def test_after_its_rest_one_may_try() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += 29.9
    assert not breaker.allows()
    clock.now += 0.2
    assert breaker.allows()
    assert not breaker.allows()


def test_a_good_trial_closes_it() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += 31
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows()
    breaker.failed()
    assert breaker.allows()


def test_a_bad_trial_opens_it_anew() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += 31
    assert breaker.allows()
    breaker.failed()
    clock.now += 29
    assert not breaker.allows()
    clock.now += 2
    assert breaker.allows()


def test_a_trial_that_never_reports_does_not_close_it_for_ever() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += 31
    assert breaker.allows()
    clock.now += 31
    assert breaker.allows()
