"""Hearing of persons concerned by a finding: the people, whether they were heard, and obstacles to a confirmation.

Pure but for one query for the people: the state of a hearing follows from its rows, the evidence and the day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.models import Account, Person
from institutions.values.written_id import id_in_usual_form
from rules.facts.gathering.parties import read_identities_near
from rules.facts.kinds.vocabulary import VOCABULARY
from rules.models import Correction, Hearing, HearingAnswer, HearingWay, Match
from rules.review.casework.standing import FindingStanding
from rules.review.casework.troubles.hearings import NotHeard, PeopleNotHeard, PersonNotHeard, WaitingForAnswer

# Fields that name somebody beside the subject of the fact: kin, superiors, its checker, the other side.
BESIDE: Final = frozenset({"relative", "superior", "confirmed_by", "other", "verified_by"})
KIN, OFFICIAL = "close_person", "official"


class HearingState(StrEnum):
    """The state of the hearing of one person."""

    OPEN = "open"  # neither asked nor settled in another way
    WAITING = "waiting"  # asked, has not answered, and may still
    ANSWERED = "answered"
    SILENT = "silent"  # the last day has passed without an answer
    OTHERWISE = "otherwise"
    WAIVED = "waived"


LABELS: Final[dict[HearingState, Promise]] = {
    HearingState.OPEN: gettext_lazy("Not heard yet"),
    HearingState.WAITING: gettext_lazy("Asked; has not answered yet"),
    HearingState.ANSWERED: gettext_lazy("Has answered"),
    HearingState.SILENT: gettext_lazy("Asked; the deadline passed without an answer"),
    HearingState.OTHERWISE: gettext_lazy("Heard in another way"),
    HearingState.WAIVED: gettext_lazy("Not heard, for a reason on record"),
}
IN_THE_WAY: Final = frozenset({HearingState.OPEN, HearingState.WAITING})


@dataclass(frozen=True, slots=True)
class PersonHeard:
    """One person whom a finding names."""

    person: Person
    state: HearingState
    hearing: Hearing | None  # the one that the state rests on
    answers: tuple[HearingAnswer, ...]  # all to this finding as it is now, oldest first
    accounts: tuple[Account, ...]  # by which they could answer

    @property
    def disputes(self) -> bool:
        """True if they dispute a fact of the present evidence."""
        return any(corrections_of(each) for each in self.answers)

    @property
    def in_the_way(self) -> bool:
        """True if the finding cannot be confirmed yet because of them."""
        return self.state in IN_THE_WAY


def corrections_of(answer: HearingAnswer) -> list[Correction]:
    """Return the corrections of an answer, from the prefetched rows."""
    return list(answer.corrections.all())


def keys_in_evidence(evidence: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the parties that the evidence of a finding is about; not those mentioned for the sake of another.

    Kin are private people: they are heard only where they take part in the case themselves.
    """
    named, kin, officials = set[str](), set[str](), set[str]()
    for entry in evidence:
        known = VOCABULARY.get(entry["fact"])
        for name, field in known.fields.items() if known else ():
            if field.sort == "key" and field.unit in ("person", "party") and (key := entry.get(name)):
                (named if name not in BESIDE else set()).add(key)
        if entry["fact"] == KIN and entry.get("relative") != entry.get("person"):
            kin.add(entry["relative"])
        if entry["fact"] == OFFICIAL:
            officials.add(entry["person"])
    return named - (kin - officials)


def hearings_of(matches: Sequence[Match], today: date) -> dict[int, tuple[PersonHeard, ...]]:
    """Return, by finding, the persons concerned and whether they were heard: six queries, whatever the case."""
    keys = {match.pk: keys_in_evidence(match.evidence) for match in matches}
    ids = {found for named in keys.values() for key in named if (found := id_in_usual_form(key))}
    people = {str(each.pk): each for each in Person.objects.filter(pk__in=ids)}
    held: dict[tuple[int, str], list[Hearing]] = defaultdict(list)
    asked = Hearing.objects.filter(finding__in=[match.finding_id for match in matches]).order_by("number")
    rows = list(asked.select_related("account").prefetch_related("answers__corrections", "answers__account"))
    identity = read_identities_near({*map(UUID, people), *(row.person_id for row in rows)})
    for row in rows:
        held[row.finding_id, str(identity.true_id(row.person_id))].append(row)
    accounts: dict[str, list[Account]] = defaultdict(list)
    wanted = {UUID(key) for key in people} | {
        each for each in identity.same_as if str(identity.true_id(each)) in people
    }
    for account in Account.objects.filter(person__in=wanted, is_active=True).order_by("pk"):
        accounts[str(identity.true_id(account.person_id))].append(account)  # type: ignore[arg-type]  # it has one
    return {
        match.finding_id: tuple(
            hearing_of_person(people[key], match, held[match.finding_id, key], accounts[key], today)
            for key in sorted(keys[match.pk], key=lambda key: people[key].name if key in people else "")
            if key in people
        )
        for match in matches
    }


def hearing_of_person(
    person: Person, match: Match, rows: Sequence[Hearing], accounts: Sequence[Account], today: date
) -> PersonHeard:
    """Return the state of one person's hearing."""
    state, last, answers = standing_in(rows, match.evidence_hash, today)
    return PersonHeard(person, state, last, answers, tuple(accounts))


def standing_in(
    rows: Iterable[Hearing], evidence_hash: str, today: date
) -> tuple[HearingState, Hearing | None, tuple[HearingAnswer, ...]]:
    """Return the state of one person's hearings about a finding, the hearing that decides it, and the answers.

    Only questions and notes on the present evidence count, and the latest of them.
    """
    counting = [row for row in rows if row.evidence_hash == evidence_hash]
    answers = tuple(answer for row in counting for answer in row.answers.all())
    last = counting[-1] if counting else None
    return hearing_state(last, answers, today), last, answers


def hearing_state(last: Hearing | None, answers: Sequence[HearingAnswer], today: date) -> HearingState:
    """Return the state. An answer counts however the hearing went on after it."""
    if answers:
        return HearingState.ANSWERED
    if last is None:
        return HearingState.OPEN
    if last.how != HearingWay.ASKED:
        return HearingState(last.how)
    return HearingState.WAITING if last.answer_by and last.answer_by >= today else HearingState.SILENT


def not_heard_reasons(findings: Iterable[FindingStanding], today: date, *, names: bool = True) -> list[Coded]:
    """Return why these findings cannot be confirmed yet, with remedies; without names for readers without access."""
    standings = list(findings)
    said: list[Coded] = []
    by_finding = hearings_of([each.match for each in standings], today)
    for standing in standings:
        code = standing.match.finding.code
        waiting = [each for each in by_finding[standing.match.finding_id] if each.in_the_way]
        if waiting and not names:
            nameless = PersonNotHeard if len(waiting) == 1 else PeopleNotHeard
            said.append(nameless(rule=code, number=PlainNumber(len(waiting))))
            continue
        said += [why_not_yet(each, code) for each in waiting]
    return said


def why_not_yet(each: PersonHeard, code: str) -> Coded:
    """Return what is missing for one person."""
    if each.state == HearingState.WAITING and each.hearing and each.hearing.answer_by:
        return WaitingForAnswer(name=each.person.name, rule=code, day=each.hearing.answer_by)
    return NotHeard(rule=code, name=each.person.name)
