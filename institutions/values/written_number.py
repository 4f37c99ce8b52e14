"""A whole number in the form in which addresses, forms and options write it."""

from typing import Final

LARGEST_NUMBER: Final = 2**63 - 1  # of an id or an amount, as the database keeps them


def written_number(text: str, *, least: int = 0, most: int = LARGEST_NUMBER) -> int | None:
    """Read a whole number written with the digits 0 to 9 alone; None for anything else, or one out of bounds."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):  # so that no endless number is read
        return None
    number = int(text)
    return number if least <= number <= most else None
