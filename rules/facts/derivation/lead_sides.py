"""Private or public: the one who leads a function of a partnership, or holds most votes in the council that does."""

from collections.abc import Iterator
from typing import Final, Literal

from rules.facts.gathering.mapping.reading import CaseReading, holds_on, number_or_none, required_text, text_or_none
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import Fact
from rules.facts.kinds.government import LeadSide

BY_ITSELF: Final = ("specification", "evaluation")
BY_COUNCIL: Final = (*BY_ITSELF, "selection", "oversight")
PUBLIC_TYPES: Final = frozenset({"public_corporation", "university"})
IN_COMPANY: Final = ("directorship", "employment")
COUNCIL: Final = "council"
Side = Literal["private", "public"]


def lead_side_facts(reading: CaseReading) -> Iterator[Fact]:
    """Yield the side of each party that leads, or of the majority in each council that does."""
    for row in reading.case.leads or ():
        function, by = text_or_none(row, "function"), text_or_none(row, "by")
        if not function or not by:
            continue
        if reading.sort_of(by) == "body":
            yield from side_of_body(reading, function, by)
        elif function in BY_ITSELF:
            side, origins = side_of(reading, by)
            yield LeadSide(
                id=f"lead_side:{function}:{by}" if side else f"directorship(person={by})/{function}",
                origins=origins,
                by=by,
                function=function,
                way="itself",
                private=None if side is None else side == "private",
            )


def side_of_body(reading: CaseReading, function: str, body: str) -> Iterator[LeadSide]:
    """Yield the side of a body: that of most votes where it has seats, public where it is no council."""
    if function not in BY_COUNCIL:
        return
    seats = [*held_now(reading, "seat", "body", body)]
    if not seats:
        is_council = reading.case.parties[body].get("type") == COUNCIL
        yield LeadSide(
            id=f"seat(body={body})/{function}" if is_council else f"lead_side:{function}:{body}",
            by=body,
            function=function,
            way="council" if is_council else "itself",
            private=None if is_council else False,
        )
        return
    holders = {each.ref: required_text(each.values, "holder") for each in seats}
    sides = {holder: side_of(reading, holder) for holder in dict.fromkeys(holders.values())}  # once for several seats
    every = sum(votes_of(each) for each in seats)
    private = sum(votes_of(each) for each in seats if sides[holders[each.ref]][0] == "private")
    unknown = sum(votes_of(each) for each in seats if sides[holders[each.ref]][0] is None)
    first_seats = {holder: ref for ref, holder in reversed(holders.items())}
    yield LeadSide(
        id=f"lead_side:{function}:{body}",
        origins=tuple(
            dict.fromkeys(
                said
                for ref, holder in holders.items()
                for said in (ref, *(sides[holder][1] if first_seats[holder] == ref else ()))
            )
        ),
        by=body,
        function=function,
        way="council",
        private=majority(private, unknown, every),
        private_votes=private,
        votes=every,
    )


def majority(private: int, unknown: int, every: int) -> bool | None:
    """Return whether private votes are more than half; None where the unknown ones decide."""
    if private * 2 > every:
        return True
    return None if (private + unknown) * 2 > every else False


def votes_of(seat: GatheredStatement) -> int:
    """Return the votes of a seat: one where nothing is stated."""
    votes = number_or_none(seat.values, "votes")
    return 1 if votes is None else votes


def side_of(reading: CaseReading, party: str) -> tuple[Side | None, tuple[str, ...]]:
    """Return the side of a party, with the statements that say so; None where it is not known."""
    sort = reading.sort_of(party)
    if sort == "body":
        return "public", ()
    if sort == "company":
        return side_of_company(reading, party)
    posts = [each for kind in IN_COMPANY for each in held_now(reading, kind, "person", party)]
    sides = {company: side_of_company(reading, company)[0] for company in {company_of(each) for each in posts}}
    private = [each.ref for each in posts if sides[company_of(each)] == "private"]
    public = [each.ref for each in held_now(reading, "appointment", "person", party)]
    if bool(private) == bool(public):
        return None, ()
    return ("private", tuple(private)) if private else ("public", tuple(public))


def side_of_company(reading: CaseReading, company: str) -> tuple[Side, tuple[str, ...]]:
    """Return the side of a company, and what says that the State controls it."""
    by_state = tuple(
        each.ref for each in held_now(reading, "control", "company", company) if each.values.get("by") == "state"
    )
    of_public_type = reading.case.parties.get(company, {}).get("type") in PUBLIC_TYPES
    return ("public", by_state) if by_state or of_public_type else ("private", ())


def company_of(post: GatheredStatement) -> str:
    """Return the company of a post."""
    return str(post.values.get("company"))


def held_now(reading: CaseReading, kind: str, name: str, party: str) -> Iterator[GatheredStatement]:
    """Yield the statements of a kind about a party that are true on `as_of`."""
    return (each for each in reading.about(kind, name, party) if holds_on(each, reading.as_of))
