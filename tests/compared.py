"""Texts whose comparisons are calls of Python, so that they are counted where a list is looked through within C."""


class Compared(str):
    """A text that compares itself as any other does."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other)
