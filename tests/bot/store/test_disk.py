"""A disk without room."""

from bot.store.database import Database


async def test_a_full_disk_costs_what_does_not_fit_and_nothing_else(
    url: str, chat, program
) -> None:
    with program("filling.py", url) as filling:
        stdout, stderr = filling.communicate()
    assert (filling.returncode, stderr) == (0, "")
    before, error, *_ = stdout.splitlines()
    assert before == "kept"
    assert error in {
        "the disk is full",
        "the disk could not be read or written; it may be full",
    }
    async with Database(url) as store:
        assert [line.text for line in await store.history(chat, limit=9)] == ["small"]
        assert await store.meet(chat) is True
