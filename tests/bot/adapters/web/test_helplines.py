from bot.adapters.web.helplines import shown
from config.helplines import load_helplines


def test_the_operators_country_comes_first() -> None:
    for code in ("KR", "US", "JP"):
        found = shown(load_helplines(), code)["countries"]
        assert found[0]["code"] == code
        assert len(found) == len(load_helplines().countries)


def test_a_line_for_text_messages_is_not_called() -> None:
    lines = {
        line["number"]: line["scheme"]
        for country in shown(load_helplines(), "KR")["countries"]
        for line in country["lines"]
    }
    assert lines["109"] == lines["1577-0199"] == lines["988"] == "tel"
    assert lines["741741"] == lines["85258"] == "sms"
