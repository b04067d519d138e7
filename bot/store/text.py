"""Text in the form that a database can keep."""


def storable(text: str) -> str:
    """*text* with U+FFFD for what no database takes: half a surrogate pair, and NUL.

    Two halves that follow each other, as a careless JSON decoder leaves them, become whole.
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\ufffd")
