"""The partnerships of each range of a preview.

Everybody who may read a draft sees how far its preview is. So the number of ranges follows from open partnerships:
restricted ones are dealt out among these ranges, and the progress counts ranges.
"""

from collections.abc import Sequence
from uuid import UUID

from institutions.access.partnerships import RESTRICTED
from institutions.models import Partnership
from institutions.models.sql_lists import among


def dealt_in_ranges(touched: Sequence[UUID], most: int) -> list[list[UUID]]:
    """Return ranges of at most so many open partnerships, each with its part of the restricted ones. One query.

    Where restricted ones alone are touched, the ranges are of these: then nobody waits who may not read them.
    """
    closed = set(Partnership.objects.filter(RESTRICTED.q(), among("pk", touched)).values_list("pk", flat=True))
    parts = [each for each in touched if each not in closed], [each for each in touched if each in closed]
    number = -(-len(parts[0] or parts[1]) // most)
    return [[each for part in parts for each in part[start::number]] for start in range(number)]
