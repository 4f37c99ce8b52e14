"""A number with its noun, for the English lines of commands: 1 seal, 2 seals."""


def counted(number: int, noun: str, several: str = "") -> str:
    """Return a number and its noun, which takes an s beside any number but one; `several`: where it does not."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"
