"""Former officials of the sponsor's side who work at a participant now, and what the sponsor paid it since."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from institutions.values.written_day import written_day
from rules.facts.derivation.awards import sponsor_awards
from rules.facts.derivation.completed_awards import Award, CompletedAward
from rules.facts.derivation.groups import Groups
from rules.facts.derivation.named_awards import rests_on_latest
from rules.facts.derivation.service import appointments_by_person
from rules.facts.gathering.mapping.reading import CaseReading, holds_on, required_text, text_or_none
from rules.facts.gathering.mapping.tax import on_one_basis
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import OPEN_END, OPEN_START
from rules.facts.kinds.posts import CompanyPost
from rules.facts.kinds.service import FormerOfficial

KINDS_OF_JOB: Final = frozenset({"officer", "employee", "adviser", "re_employment"})
Jobs = dict[str, list[CompanyPost]]


def former_officials(
    reading: CaseReading, groups: Groups, posts: Collection[CompanyPost], every: Iterable[CompletedAward]
) -> Iterator[FormerOfficial]:
    """Yield one fact for each former official and participant. `every`: every award of the case, of any body."""
    participants = {required_text(row, "company") for row in reading.case.participants}
    jobs: dict[str, Jobs] = defaultdict(lambda: defaultdict(list))
    for post in posts:
        if post.kind in KINDS_OF_JOB and post.company in participants:
            jobs[post.person][post.company].append(post)
    if not jobs:
        return
    awards: list[Award] | None = None
    for person, appointments in sorted(appointments_by_person(reading).items()):
        last = last_post_on_public_side(reading, appointments) if person in jobs else None
        for company, held in sorted(jobs[person].items()) if last else ():
            if last and (joined := joined_after(held, last.until_on or OPEN_END, reading.as_of)):
                awards = sponsor_awards(reading, groups, every) if awards is None else awards
                to_group = [award for award in awards if award.group == groups.of(company)]
                yield former_official(reading, person, company, last, joined, to_group)


def last_post_on_public_side(
    reading: CaseReading, appointments: Sequence[GatheredStatement]
) -> GatheredStatement | None:
    """Return the latest post of a person on the public side; None if they never had one, or have one now."""
    there = [stated for stated in appointments if on_public_side(reading, required_text(stated.values, "body"))]
    if any(holds_on(stated, reading.as_of) for stated in there):
        return None
    ended = [stated for stated in there if (stated.until_on or OPEN_END) < reading.as_of]
    return max(ended, key=lambda stated: (stated.until_on or "", stated.ref), default=None)


def on_public_side(reading: CaseReading, body: str) -> bool:
    """Return whether a body is a signatory, or over or under one within its ministry."""
    bodies = reading.bodies
    return any(
        bodies.within(body, signs) or (bodies.within(signs, body) and bodies.ministry(signs) == bodies.ministry(body))
        for signs in reading.signatories
    )


def joined_after(held: Collection[CompanyPost], left_on: str, day: str) -> list[CompanyPost]:
    """Return the posts in one company since leaving, if one is held on the day; none if one began in service."""
    lasting = [post for post in held if post.until_on > left_on]
    if any(OPEN_START < post.from_on <= left_on for post in lasting):
        return []
    return lasting if any(post.from_on <= day <= post.until_on for post in lasting) else []


def former_official(
    reading: CaseReading,
    person: str,
    company: str,
    last: GatheredStatement,
    joined: Collection[CompanyPost],
    to_group: Sequence[Award],
) -> FormerOfficial:
    """Return the fact: the last post, the first day in the company, and the awards since."""
    left_on = last.until_on or OPEN_END
    first = min(post.from_on for post in joined)
    joined_on = None if first == OPEN_START else first
    since = [award for award in to_group if award.on is None or award.on > left_on]
    dated = all(award.on is not None for award in since)
    amounts = [award.amount for award in since if award.amount]
    certain = dated and len(amounts) == len(since)
    compared = on_one_basis(amounts, reading.tax_rates)
    named = rests_on_latest([award.ref for award in since])
    return FormerOfficial(
        origins=(last.ref, *sorted(post.id for post in joined), *named["origins"]),
        further=named["further"],
        id=f"former_official:{person}:{company}",
        person=person,
        company=company,
        body=required_text(last.values, "body"),
        left_on=left_on,
        grade=text_or_none(last.values, "grade"),
        joined_on=joined_on,
        days_between=(written_day(joined_on) - written_day(left_on)).days if joined_on else None,
        awards=len(since) if dated else None,
        paid_yen=sum(compared.yen) if certain else None,
        tax_not_stated=("paid_yen",) if certain and since and not compared.stated else (),
        tax_added_on=compared.added_on if certain else (),
    )
