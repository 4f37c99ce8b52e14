"""The sponsors of the partnerships that somebody may read: how many each has, and with how much public money."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Sum

from institutions.access.partnerships import rows_for
from institutions.models import GovernmentBody
from institutions.models.sql_lists import among
from rules.models import CaseSummary
from rules.review.dashboard.table import User
from rules.review.work.filters import COUNTS

MOST_SPONSORS: Final = 30  # rows of a table


@dataclass(frozen=True, slots=True)
class Sponsor:
    """A body and its partnerships: all that the reader may see, and those that count for concentration."""

    body: GovernmentBody
    readable: int
    counting: int
    value_yen: int  # of those that count

    @property
    def key(self) -> str:
        """The name in an address: the code, or the id of a body without one."""
        return self.body.key


Sponsors = dict[str, Sponsor]


def sponsors_of(user: User) -> Sponsors:
    """Return sponsors by key, in the order of their names in the reader's language; two queries, however many."""
    rows = rows_for(CaseSummary.objects.all(), user).order_by().values_list("sponsor")
    asked = rows.annotate(
        n=Count("*"), counting=Count("value_yen", filter=COUNTS), value=Sum("value_yen", filter=COUNTS)
    )
    numbers = {pk: (readable, counting, value or 0) for pk, readable, counting, value in asked}
    bodies = GovernmentBody.objects.filter(among("pk", numbers)).only("code", "name_en", "name_ja")
    found = (Sponsor(body, *numbers[body.pk]) for body in bodies)
    return {each.key: each for each in sorted(found, key=lambda each: (each.body.name.casefold(), each.key))}


def chosen_sponsor(sponsors: Sponsors, key: str) -> Sponsor | None:
    """Return the sponsor asked for, or None if the reader may see none of its partnerships.

    Default: the one with most partnerships.
    """
    if key:
        return sponsors.get(key)
    return max(sponsors.values(), key=lambda each: (each.readable, each.key), default=None)


def sponsor_choices(sponsors: Sponsors) -> list[tuple[str, str]]:
    """Return keys and names to choose from; bodies of the same name are shown with the key."""
    alike = Counter(each.body.name for each in sponsors.values())
    return [
        (key, each.body.name if alike[each.body.name] == 1 else f"{each.body.name} ({key})")
        for key, each in sponsors.items()
    ]
