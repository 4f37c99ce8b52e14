"""Organisations for tests: small ones by hand, and random ones. All bodies but the Cabinet are fictional."""

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

from institutions.kinds.mandates import CONSENTS, FUNCTIONS, LEADS
from institutions.kinds.words import DOMAINS
from institutions.parties.organisation.published import OrganisedSeat, PublishedAppointment, PublishedSecondment
from institutions.parties.organisation.state import CABINET, HeldFunction, Organisation, OrganisedBody, OrganisedPost

DAY = date(2026, 6, 20)
KINDS = ("ministry", "external_bureau", "independent_commission", "other")


def body(key: str, parent: str | None = CABINET, kind: str = "ministry") -> OrganisedBody:
    return OrganisedBody(key=key, kind=kind, en=f"{key} in English", ja=f"{key}（日本語）", parent=parent)


def organisation(
    bodies: Sequence[OrganisedBody],
    mandates: Sequence[HeldFunction] = (),
    posts: Sequence[OrganisedPost] = (),
    **more: Any,  # Any: seats and people
) -> Organisation:
    every = (body(CABINET, None, "cabinet_organ"), *bodies)
    by_key = {each.key: each for each in every}
    return Organisation(on=DAY, bodies=by_key, mandates=tuple(mandates), posts=tuple(posts), **more)


def held(key: str, function: str, domain: str = "cloud", **more: Any) -> HeldFunction:  # Any: a field
    return HeldFunction(body=key, function=function, domain=domain, **{"in_law": True, **more})


def random_organisation(rng: random.Random) -> Organisation:
    """Return up to eight bodies in a forest, with mandates in two domains, posts, seats and people."""
    keys = [f"B{number}" for number in range(rng.randint(1, 8))]
    bodies = [
        body(key, rng.choice([CABINET, None, *keys[:place]]), rng.choice(KINDS)) for place, key in enumerate(keys)
    ]
    flag = [True, False, None]
    mandates = [
        held(
            rng.choice(keys),
            rng.choice(tuple(FUNCTIONS)),
            rng.choice(["cloud", "energy", ""]),
            lead=rng.choice(tuple(LEADS)),
            target=rng.choice([None, *keys]),
            duty_to_answer=rng.choice(flag),
            in_law=rng.choice(flag),
            basis_until_on=rng.choice([None, None, date(2026, 6, 19), DAY]),
        )
        for _ in range(rng.randint(0, 12))
    ]
    posts = [
        OrganisedPost(
            body=rng.choice(keys),
            en=f"Post {number}",
            ja=f"官職{number}",
            appointed_by=rng.choice([None, CABINET, *keys]),
            consent=rng.choice(["", *CONSENTS]),
            tenure=rng.choice(flag),
        )
        for number in range(rng.randint(0, 6))
    ]
    people = ["P1", "P2", "P3"]
    appointments = [
        PublishedAppointment(person=rng.choice(people), body=rng.choice(keys), post=f"Post {number}")
        for number in range(rng.randint(0, 6))
    ]
    secondments = [
        PublishedSecondment(
            person=rng.choice(people),
            company=rng.choice(["C1", "C2"]),
            body=rng.choice(keys),
            approved_exchange=rng.choice(flag),
            domains=tuple(sorted(rng.sample(["cloud", "energy", *list(DOMAINS)[:2]], rng.randint(0, 2)))),
        )
        for _ in range(rng.randint(0, 4))
    ]
    holders = [("body", key) for key in keys] + [("company", "C1"), ("person", "P1")]
    chosen = {(rng.choice(keys), *rng.choice(holders)) for _ in range(rng.randint(0, 4))}
    seats = [
        OrganisedSeat(body=council, sort=sort, holder=holder, votes=rng.randint(0, 3))
        for council, sort, holder in sorted(chosen)
        if council != holder
    ]
    return organisation(
        bodies,
        mandates,
        posts,
        seats=tuple(seats),
        appointments=tuple(appointments),
        secondments=tuple(secondments),
    )
