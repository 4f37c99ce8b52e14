"""The interests of one statement as ties between its two parties; interests that cannot be imported are noted."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from institutions.codes.parameters import WrittenDay, outside_value
from institutions.formats.bods.reading.notes import (
    BeneficialOwnership,
    CountryUnknown,
    Indirect,
    IndirectShare,
    NoFieldFor,
    NotHeld,
    NoTypeOfInterest,
    OwnedBody,
    PartOfShares,
    SeatOfPerson,
    ThroughOthers,
)
from institutions.formats.bods.reading.parties import BODIES, COMPANIES, PEOPLE, STATE, UNKNOWN, BodsParty
from institutions.formats.bods.reading.shares import exact_share_bp
from institutions.formats.bods.reading.troubles import InterestEndsFirst, UnknownDirectness, UnknownInterest
from institutions.formats.bods.reading.wording import BOARD_MEMBER, CONTROL, DIRECTNESS, INTERESTS, SEATS, SHARES
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.kinds.base import Label
from institutions.values.quoting import shown_in_message
from institutions.values.written_day import day_or_none

SHAREHOLDING: Final = "shareholding"
DIRECT: Final = Label("direct interest", "直接の持分等")
CHAIN: Final = Label("chain of its components", "構成する記録の連鎖")
ONE_DAY: Final = timedelta(days=1)
Values = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodsTie:
    """One future statement: its kind and values, first and last day.

    `slot` and `started`, the first day as stated, are equal for two states of one interest.
    """

    slot: str
    started: date | None
    kind: str
    values: Values
    from_on: date | None
    until_on: date | None
    source: str = ""

    def ended(self, last: date) -> "BodsTie":
        """Return the tie ended on a day; one that would end before it began lasts a day."""
        last = min(last, self.until_on) if self.until_on else last
        return replace(self, until_on=max(last, self.from_on) if self.from_on else last)

    @property
    def interest(self) -> tuple[str, date | None]:
        """The interest of which this is a state."""
        return self.slot, self.started


def ties_of(
    interests: list[ReleaseNode], subject: BodsParty, holder: BodsParty, *, chain_is_held: bool, part_of_shares: bool
) -> list[BodsTie]:
    """Return the ties of one statement. `chain_is_held`: all component records of an indirect interest are in the file.

    `part_of_shares`: the relationship is itself a component of an indirect holding of shares, so an interest without a
    type is a holding too.
    """
    ties: list[BodsTie] = []
    direct = {each.text("type") for each in interests if each.text("directOrIndirect") == "direct"}
    for interest in interests:
        word, directness = interest.text("type"), interest.text("directOrIndirect")
        if word is not None and word not in INTERESTS:
            unknown = UnknownInterest(value=outside_value(word), near=interest.report.errors.nearest(word, INTERESTS))
            interest.report.refuse(interest.at("type"), unknown)
        if directness not in DIRECTNESS:
            unknown_way = UnknownDirectness(value=outside_value(str(directness)))
            interest.report.refuse(interest.at("directOrIndirect"), unknown_way)
        if word is None and part_of_shares:
            interest.report.note(interest.pointer, PartOfShares())
            word = SHAREHOLDING
        if interest.report.errors.errors or not can_be_held(interest, word, subject):
            continue
        if directness == "indirect" and word in SHARES and (word in direct or chain_is_held):
            note_indirect(interest, DIRECT if word in direct else CHAIN)
        elif tie := interest_tie(interest, word or "", subject, holder):
            ties.append(tie)
    return merge_ties(ties)


def note_indirect(interest: ReleaseNode, held: Label) -> None:
    """Note that an indirect holding is left out: the register computes it along the chain of direct ones."""
    share = interest.node("share").value.get("exact")
    of_share = Indirect(held=held) if share is None else IndirectShare(share=shown_in_message(str(share)), held=held)
    interest.report.note(interest.pointer, of_share)


def can_be_held(interest: ReleaseNode, word: str | None, subject: BodsParty) -> bool:
    """Return whether the register has a field for an interest; note it otherwise."""
    if interest.value.get("beneficialOwnershipOrControl") is True:
        interest.report.note("/recordDetails/interests", BeneficialOwnership())
    if word is None:
        interest.report.note(interest.pointer, NoTypeOfInterest())
    elif word not in SHARES and word not in CONTROL and word not in SEATS:
        interest.report.note(interest.pointer, NoFieldFor(what=word))
    elif subject.table not in (COMPANIES, UNKNOWN):
        interest.report.note(interest.pointer, OwnedBody())
    else:
        return True
    return False


def interest_tie(interest: ReleaseNode, word: str, subject: BodsParty, holder: BodsParty) -> BodsTie | None:
    """Return the tie for an interest; None, with a note, where the holder cannot have it."""
    details = interest.text("details")
    values: dict[str, object]
    if word in SHARES:
        share = exact_share_bp(interest)
        values = {"holder": holder.key, "company": subject.key}
        values |= {SHARES[word]: share} if share is not None else {}
        values |= {"vehicle": "direct"} if interest.text("directOrIndirect") == "direct" else {}
        kind = SHAREHOLDING
        if interest.text("directOrIndirect") == "indirect":
            interest.report.note(interest.pointer, ThroughOthers())
    elif word in SEATS:
        if holder.table not in (PEOPLE, UNKNOWN):
            interest.report.note(interest.pointer, SeatOfPerson(what=word))
            return None
        post = details if word == BOARD_MEMBER else SEATS[word] + (f": {details}" if details else "")
        values = {"person": holder.key, "company": subject.key}
        values |= {"post": post} if post else {}
        kind, details = "directorship", None
    else:
        controller, by = holder.key, CONTROL[word]
        if holder.table == BODIES:
            controller, by = holder.country or "", by or STATE
        if not controller:
            interest.report.note(interest.pointer, CountryUnknown())
            return None
        values = {"company": subject.key, "controller": controller}
        values |= {"by": by} if by else {}
        kind = "control"
    if details:
        interest.report.note(interest.at("details"), NotHeld(what=shown_in_message(details)))
    first, last = interest_days(interest)
    return BodsTie(slot=word, started=first, kind=kind, values=tuple(values.items()), from_on=first, until_on=last)


def interest_days(interest: ReleaseNode) -> tuple[date | None, date | None]:
    """Return the first and last day. `endDate` is the day from which an interest no longer exists, one after the last.

    An interest that ends on the day on which it began lasted that day.
    """
    start, end = interest.exact_day("startDate"), interest.exact_day("endDate")
    first = day_or_none(start)
    ends = day_or_none(end)
    if first and ends and ends < first:
        ends_first = InterestEndsFirst(last=WrittenDay(end or ""), first=WrittenDay(start or ""))
        interest.report.refuse(interest.at("endDate"), ends_first)
    if ends is None:
        return first, None
    return first, max(ends - ONE_DAY, first) if first else ends - ONE_DAY


def merge_ties(ties: list[BodsTie]) -> list[BodsTie]:
    """Return shares and votes of the same days as one tie, and every other tie by itself, without duplicates."""
    shares = {name: [each for each in ties if each.slot == name] for name in SHARES}
    if all(len(each) == 1 for each in shares.values()):
        (share,), (votes,) = shares.values()
        if (share.from_on, share.until_on) == (votes.from_on, votes.until_on):
            both = replace(share, values=tuple((dict(share.values) | dict(votes.values)).items()))
            ties = [both, *(each for each in ties if each.slot not in SHARES)]
    return list(dict.fromkeys(ties))
