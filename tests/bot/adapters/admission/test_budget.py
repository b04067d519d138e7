"""What one person may use in a day."""

import pytest

from bot.adapters.admission.budget import Budget, Limit
from bot.adapters.admission.words import SPENT
from bot.meter import Meter, Usage
from config.settings import BudgetSettings

WHO = "telegram:8"


@pytest.mark.parametrize(
    ("used", "seconds", "limit"),
    [
        ({}, 0, None),
        ({"messages": 3}, 0, Limit.MESSAGES),
        ({"seconds": 60}, 0, None),
        ({"seconds": 55}, 5, None),
        ({"seconds": 55}, 6, Limit.AUDIO),
        ({"tokens": 999}, 0, None),
        ({"tokens": 1000}, 0, Limit.TOKENS),
    ],
)
def test_each_limit_holds_by_itself(
    used: dict[str, int], seconds: float, limit: Limit | None
) -> None:
    meter = Meter()
    meter.add(WHO, **used)
    before = meter.used(WHO)
    assert (
        Budget(meter, BudgetSettings(messages=3, audio=60, tokens=1000)).spend(WHO, seconds=seconds)
        is limit
    )
    spent = meter.used(WHO)
    if limit:
        assert spent == before
    else:
        assert spent.messages == before.messages + 1
        assert spent.seconds == before.seconds + seconds


def test_0_is_no_limit() -> None:
    budget = Budget(meter := Meter(), BudgetSettings(messages=0, audio=0, tokens=0))
    meter.add(WHO, messages=10**6, seconds=10**6, tokens=10**9)
    assert budget.spend(WHO, seconds=100) is None
    assert meter.used(WHO) == Usage(messages=10**6 + 1, seconds=10**6 + 100, tokens=10**9)


@pytest.mark.parametrize("limit", Limit)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_limit_is_told_with_when_it_is_over(limit: Limit, language: str) -> None:
    assert "7" in SPENT[limit][language].format(hours=7)
