"""The organisation of a day as the register knew it earlier: found again by its digest, without a copy of it.

Rows of the register are never overwritten, so that what was known at any moment can be read. Only what a body is called
where no dated name says it, and its code, are of today.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from institutions.models import BodyParent, GovernmentBody, Mandate, PartyDetails, PartyName, Post
from institutions.parties.organisation.register import ChartHistory
from institutions.parties.organisation.state import (
    Organisation,
    OrganisationHistory,
    held_function,
    organised_post,
    sorted_by_key,
)
from institutions.values.written_day import day_or_none

OF_TODAY: Final = ("id", "code", "name_en", "name_ja", "country")
MOST_MOMENTS: Final = 100  # that are looked back: each costs five queries


def organisation_of_digest(digest: str, on: date, history: OrganisationHistory) -> Organisation | None:
    """Return the organisation of a day with a digest, as the register knew it at some moment; None if it never did.

    Only the newest changes are looked at; a draft that is older than all of them is not told what moved.
    """
    now = history.organisation(on)
    for moment in moments_of_change(history):
        found = organisation_known_at(moment, now, history)
        if found.digest() == digest:
            return found
    return None


def moments_of_change(history: OrganisationHistory) -> list[datetime]:
    """Return the moments at which bodies, names, parents, mandates or posts were stated, the newest first."""
    bodies = [body.pk for body in history.chart.bodies]
    of_bodies = (
        BodyParent.objects.filter(body__in=bodies),
        Mandate.objects.filter(body__in=bodies),
        Post.objects.filter(body__in=bodies),
        PartyName.objects.filter(party__in=bodies),
        PartyDetails.objects.filter(party__in=bodies),
    )
    found: set[datetime] = set()
    for rows in of_bodies:
        for name in ("recorded_at", "superseded_at"):
            moments = rows.order_by(f"-{name}").values_list(name, flat=True).distinct()
            found |= {each for each in moments.exclude(**{name: None})[:MOST_MOMENTS] if each}
    return sorted(found, reverse=True)[:MOST_MOMENTS]


def organisation_known_at(moment: datetime, now: Organisation, history: OrganisationHistory) -> Organisation:
    """Return the organisation of the day of another one as it was known at a moment; the rest of it is of today."""
    bodies = list(bodies_known_at(moment, history.chart.bodies))
    chart = ChartHistory.read(bodies, known_at=moment)
    then = OrganisationHistory(chart)
    known = then.bodies(now.on)
    mandates = Mandate.objects.known_at(moment).current_on(now.on).select_related("body__same_as", "target__same_as")
    posts = Post.objects.known_at(moment).current_on(now.on)
    posts = posts.select_related("body__same_as", "appointed_by__same_as", "dismissed_by__same_as")
    return replace(
        now,
        bodies=known,
        mandates=tuple(sorted_by_key([held_function(each) for each in mandates], known)),
        posts=tuple(sorted_by_key([organised_post(each) for each in posts], known)),
    )


def bodies_known_at(moment: datetime, bodies: Iterable[GovernmentBody]) -> Iterator[GovernmentBody]:
    """Yield bodies with the kind and the days of the description that was known; those without one were not there."""
    given = {body.pk: body for body in bodies}
    rows = PartyDetails.objects.known_at(moment).filter(party__in=list(given)).order_by("pk")
    for row in rows:
        said: dict[str, Any] = row.details  # Any: columns of a party as JSON
        body = GovernmentBody(**{name: getattr(given[row.party_id], name) for name in OF_TODAY})
        body.type = said.get("type", "")
        body.founded_on, body.dissolved_on = (day_or_none(said.get(name)) for name in ("founded_on", "dissolved_on"))
        yield body
