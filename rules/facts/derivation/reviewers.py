"""Ties of an evaluator to an applicant: workplace, research, kin, competition (JST and NEDO, law.md, COI-15)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from rules.facts.derivation.shared_details import fold_detail
from rules.facts.gathering.mapping.people import roles_in_case
from rules.facts.gathering.mapping.reading import CaseReading, required_text, text_or_none
from rules.facts.gathering.statements import Values
from rules.facts.kinds.base import OPEN_END, Fact
from rules.facts.kinds.companies import Competes
from rules.facts.kinds.officials import ClosePerson
from rules.facts.kinds.posts import CompanyPost
from rules.facts.kinds.procurement import Bidder
from rules.facts.kinds.research import JointResearch, ReviewerTie

UNIVERSITY: Final = "university"
Tie = ClosePerson | JointResearch


@dataclass(frozen=True, slots=True)
class Applicant:
    """A company whose bid may be chosen, and its people. `leader_known`: it is stated who leads, or that nobody does.

    `unsure` are employees for whom it is not stated whether they work on this partnership.
    """

    company: str
    university: bool
    leaders: frozenset[str]
    leader_known: bool
    people: frozenset[str]
    unsure: frozenset[str]


@dataclass(frozen=True, slots=True)
class Applicants:
    """The applicants, sorted, with their places by everything that may tie an evaluator to them.

    A case may have thousands of evaluators and of applicants: only those that something leads to are compared.
    """

    every: Sequence[Applicant]
    by_party: Mapping[str, Sequence[int]]  # themselves, their leaders, people and employees
    leaderless: Sequence[int]
    rivalry: Mapping[str, Sequence[Competes]]  # by applicant
    rivals: Mapping[str, Sequence[int]]  # by the competing company

    @classmethod
    def of(cls, every: Sequence[Applicant], competition: Iterable[Competes]) -> Self:
        """Put applicants in order."""
        by_party, rivals = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
        places = {each.company: place for place, each in enumerate(every)}
        rivalry = defaultdict[str, list[Competes]](list)
        for place, each in enumerate(every):
            for party in {each.company, *each.leaders, *each.people, *each.unsure}:
                by_party[party].append(place)
        for fact in competition:
            if fact.other in places:
                rivalry[fact.other].append(fact)
                rivals[fact.company].append(places[fact.other])
        leaderless = [place for place, each in enumerate(every) if not each.leader_known]
        return cls(every, by_party, leaderless, rivalry, rivals)

    def near(
        self, evaluator: str, own: Iterable[CompanyPost], ties: Iterable[tuple[Tie, str]], *, with_people: bool
    ) -> Iterator[Applicant]:
        """Yield those to which an evaluator may have a tie, in their order."""
        parties = {evaluator, *(post.company for post in own), *(other for _, other in ties)}
        found = {place for party in parties for place in self.by_party.get(party, ())}
        found.update(place for post in own for place in self.rivals.get(post.company, ()))
        found.update(self.leaderless if with_people else ())
        return (self.every[place] for place in sorted(found))


def reviewer_ties(reading: CaseReading, stated: Collection[Fact], bidders: Iterable[Fact]) -> Iterator[ReviewerTie]:
    """Yield the ties of each evaluator to each applicant."""
    close = [fact for fact in stated if isinstance(fact, ClosePerson | JointResearch)]
    posts = [fact for fact in stated if isinstance(fact, CompanyPost) and post_in_force(fact, reading.as_of)]
    competition = [fact for fact in stated if isinstance(fact, Competes)]
    bidding = {each.company for each in bidders if isinstance(each, Bidder) and each.valid is not False}
    rows, there = defaultdict[str, list[Values]](list), defaultdict[str, list[CompanyPost]](list)
    for row in reading.case.participants:
        rows[required_text(row, "company")].append(row)
    for post in posts:
        there[post.company].append(post)
    applicants = Applicants.of(
        [applicant_of(reading, company, rows[company], there[company]) for company in sorted(bidding)], competition
    )
    own, tied = defaultdict[str, list[CompanyPost]](list), defaultdict[str, list[tuple[Tie, str]]](list)
    for post in posts:
        own[post.person].append(post)
    for fact in close:
        for evaluator in {fact.person} if isinstance(fact, ClosePerson) else {fact.person, fact.other}:
            if (other := other_side(fact, evaluator)) and other != evaluator:
                tied[evaluator].append((fact, other))
    for evaluator in sorted({person for person, role in roles_in_case(reading) if role == "evaluator"}):
        ties = tied.get(evaluator, [])
        with_people = any(reading.sort_of(other) != "company" for _, other in ties)
        for applicant in applicants.near(evaluator, own.get(evaluator, []), ties, with_people=with_people):
            yield from ties_of_work(reading, evaluator, applicant, own.get(evaluator, []), applicants)
            yield from ties_to_people(evaluator, applicant, ties, with_people=with_people)


def post_in_force(post: CompanyPost, day: str) -> bool:
    """Return whether the person works or sits there on the day, and not because of a public office."""
    return post.kind != "ex_officio" and post.until_on >= day


def applicant_of(
    reading: CaseReading, company: str, rows: Collection[Values], there: Collection[CompanyPost]
) -> Applicant:
    """Make an applicant of a bidding company, with its principal investigators, officers and people at work on it.

    `rows` are its roles, `there` the posts in it.
    """
    leaders = {leader for row in rows if (leader := text_or_none(row, "principal_investigator"))}
    people = leaders | {post.person for post in there if post.kind == "officer" or post.responsible}
    unsure = {post.person for post in there if post.kind == "employee" and post.responsible is None}
    return Applicant(
        company=company,
        university=text_or_none(reading.case.parties.get(company, {}), "type") == UNIVERSITY,
        leaders=frozenset(leaders),
        leader_known=not rows or any(names_leader(row) for row in rows),
        people=frozenset(people),
        unsure=frozenset(unsure - people),
    )


def names_leader(row: Values) -> bool:
    """Return whether a row names the principal investigator, or says that there is none; `true` alone names nobody."""
    return "principal_investigator" in row and row["principal_investigator"] is not True


def ties_of_work(
    reading: CaseReading,
    evaluator: str,
    applicant: Applicant,
    own: Iterable[CompanyPost],
    applicants: Applicants,
) -> Iterator[ReviewerTie]:
    """Yield ties by work: the evaluator leads the research, works at the applicant, or works for a competitor."""
    company = applicant.company
    if evaluator in applicant.leaders:
        made = f"reviewer_tie:{evaluator}:{company}:principal_investigator"
        yield ReviewerTie(id=made, person=evaluator, company=company, how="principal_investigator")
    rivalry = applicants.rivalry.get(company, ())
    rivals = {fact.company: fact.id for fact in rivalry if fact.domain == reading.domain}
    unsure = {fact.company for fact in rivalry if fact.domain is None}
    for post in own:
        made = f"reviewer_tie:{evaluator}:{company}:{post.id}"
        if post.company == company:
            apart, origins = other_unit(reading, evaluator, applicant)
            yield ReviewerTie(
                id=made,
                origins=(post.id, *origins),
                person=evaluator,
                company=company,
                how="workplace",
                other_unit=apart,
            )
        if rival := rivals.get(post.company):
            origins = (post.id, rival)
            yield ReviewerTie(
                id=f"{made}:competitor", origins=origins, person=evaluator, company=company, how="competitor"
            )
        elif post.company in unsure:
            yield unknown_tie(f"competitor(company={post.company}, of={company})/{evaluator}", evaluator, company)


def other_unit(reading: CaseReading, evaluator: str, applicant: Applicant) -> tuple[bool | None, tuple[str, ...]]:
    """Return whether the two work in different units of one university, with the statements; None if unstated."""
    units: dict[str, set[str]] = {}
    origins = []
    for stated in reading.now("employment") if applicant.university else ():
        person, unit = required_text(stated.values, "person"), text_or_none(stated.values, "unit")
        if stated.values["company"] == applicant.company and unit and person in {evaluator, *applicant.leaders}:
            units.setdefault(person, set()).add(fold_detail(unit))
            origins.append(stated.ref)
    if not applicant.leaders or not {evaluator, *applicant.leaders} <= units.keys():
        return None, ()
    return all(units[evaluator].isdisjoint(units[leader]) for leader in applicant.leaders), tuple(origins)


def ties_to_people(
    evaluator: str, applicant: Applicant, ties: Iterable[tuple[Tie, str]], *, with_people: bool
) -> Iterator[ReviewerTie]:
    """Yield joint research with the applicant or its people, and kin among its people; ask for unknown ties.

    `with_people`: some of the evaluator's ties are to people.
    """
    company = applicant.company
    for fact, tied in ties:
        if tied == company or tied in applicant.people:
            yield tie_by(fact, evaluator, company)
        elif tied in applicant.unsure:
            made = f"employment(person={tied}, company={company})/{evaluator}"
            yield unknown_tie(made, evaluator, company)
    if with_people and not applicant.leader_known:
        made = f"principal_investigator(company={company})/{evaluator}"
        yield unknown_tie(made, evaluator, company)


def unknown_tie(made: str, evaluator: str, company: str) -> ReviewerTie:
    """Make a tie that asks for `how` only: it may be as close and as recent as any."""
    return ReviewerTie(id=made, person=evaluator, company=company, until_on=OPEN_END, degree=0)


def other_side(fact: ClosePerson | JointResearch, evaluator: str) -> str | None:
    """Return the party that kinship or research ties an evaluator to; None if it is somebody else's."""
    if isinstance(fact, ClosePerson):
        return fact.relative if fact.person == evaluator else None
    sides = {fact.person: fact.other, fact.other: fact.person}
    return sides.get(evaluator)


def tie_by(fact: ClosePerson | JointResearch, evaluator: str, company: str) -> ReviewerTie:
    """Make the tie of a kinship or of research."""
    tie = ReviewerTie(
        id=f"reviewer_tie:{evaluator}:{company}:{fact.id}", origins=(fact.id,), person=evaluator, company=company
    )
    if isinstance(fact, ClosePerson):
        return replace(tie, how=fact.by, degree=fact.degree)
    return replace(tie, how=fact.kind, until_on=fact.until_on, authors=fact.authors)
