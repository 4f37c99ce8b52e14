"""The values at which the curve of a number is drawn."""

from collections.abc import Iterator


def steps(least: int, most: int, number: int) -> Iterator[int]:
    """Yield whole numbers from one to another in steps as even as they can be, both ends among them."""
    places = max(min(number, most - least + 1), 1)
    for place in range(places):
        yield least + (most - least) * place // max(places - 1, 1)
