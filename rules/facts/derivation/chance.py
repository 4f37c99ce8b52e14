"""The chance that a series of winners ends in a fixed order by itself: exact, over every order of the same winners."""

from collections import Counter
from collections.abc import Collection, Sequence
from fractions import Fraction
from math import factorial


def chance_of_order(winners: Sequence[str], length: int) -> Fraction:
    """Return the chance that the last `length` of these winners, put in random order, repeat one order.

    As `series.in_fixed_order` reads it: an order of two or more different winners, of which at least one comes again.
    The orders of different lengths exclude each other, so their chances are added.
    """
    won = Counter(winners).values()
    arrangements = Fraction(factorial(len(winners)))
    for times in won:
        arrangements /= factorial(times)
    found = sum((arrangements_in_order(won, len(winners), length, order) for order in range(2, length)), Fraction(0))
    return found / arrangements


def arrangements_in_order(won: Collection[int], number: int, length: int, order: int) -> Fraction:
    """Return how many arrangements end in an order of `order` winners over the last `length` of `number` tenders.

    In it some winners come once more than the others. The sum over all choices of them is the coefficient of a
    product with one factor for each winner, so it takes no enumeration.
    """
    times, more = divmod(length, order)
    ways = {(0, 0): Fraction(1)}
    for count in won:
        grown: dict[tuple[int, int], Fraction] = {}
        for (with_more, without), weight in ways.items():
            for step, used in (((0, 0), 0), ((1, 0), times + 1), ((0, 1), times)):
                key = (with_more + step[0], without + step[1])
                if used <= count and key[0] <= more and key[1] <= order - more:
                    grown[key] = grown.get(key, Fraction(0)) + weight / factorial(count - used)
        ways = grown
    chosen = ways.get((more, order - more), Fraction(0))
    return chosen * factorial(more) * factorial(order - more) * factorial(number - length)
