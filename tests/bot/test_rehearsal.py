"""Rising, falling and absent risk against the whole companion, whoever writes behind the guard."""

import pytest

from bot.rehearsal import WRITERS, Dimension, Visitor, rehearse, visitors


def test_ten_or_more_people_of_both_languages_and_every_course() -> None:
    people = visitors()
    assert len(people) >= 10
    assert {one.language for one in people} == {"ko", "en"}
    assert {one.risk for one in people} == {"rising", "falling", "steady", "none"}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("visitor", visitors(), ids=lambda visitor: visitor.name)
async def test_every_dimension_holds_with_every_writer(visitor: Visitor, writer: str) -> None:
    held = await rehearse(visitor, WRITERS[writer]())
    assert [dimension for dimension in Dimension if not held[dimension]] == []


async def test_a_risk_that_nobody_notices_is_told() -> None:
    silent = Visitor(name="x", language="ko", risk="steady", noticed=1, says=["오늘 날씨 좋네"])
    held = await rehearse(silent, WRITERS["useless"]())
    assert not held[Dimension.DETECTS]
    assert not held[Dimension.GUIDES]
