"""The chance that winners change as often as they did if their order was random: exact, over every order of them."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import comb, factorial


def repeats_in(winners: Sequence[str]) -> int:
    """Return how often a winner follows on itself."""
    return sum(first == second for first, second in pairwise(winners))


def chance_of_so_few_repeats(winners: Sequence[str]) -> Fraction:
    """Return the chance that the same winners in random order repeat as seldom as here, or more seldom.

    Arrangements with their equal neighbours joined in m places are counted (`joined`). One with a repeats is counted
    once for each choice of m of them, so the numbers with exactly a repeats follow by inversion.
    """
    joined = joined_arrangements(list(Counter(winners).values()))
    most = len(joined) - 1
    exact = [
        sum((-1) ** (more - repeats) * comb(more, repeats) * joined[more] for more in range(repeats, most + 1))
        for repeats in range(most + 1)
    ]
    few, every = sum(exact[: repeats_in(winners) + 1], Fraction(0)), sum(exact, Fraction(0))
    return Fraction(few / every)


def joined_arrangements(won: Sequence[int]) -> list[Fraction]:
    """Return, for each number of joins, the arrangements in which so many equal neighbours are joined.

    A winner of n tenders falls into k blocks in C(n-1, k-1) ways; equal blocks are not told apart.
    """
    blocks = {0: Fraction(1)}
    for times in won:
        grown: dict[int, Fraction] = {}
        for number, weight in blocks.items():
            for parts in range(1, times + 1):
                ways = Fraction(comb(times - 1, parts - 1), factorial(parts))
                grown[number + parts] = grown.get(number + parts, Fraction(0)) + weight * ways
        blocks = grown
    total = sum(won)
    return [Fraction(factorial(number)) * blocks[number] for number in range(total, len(won) - 1, -1)]
