"""The validity of an official's declaration for a case: whether it is valid, or required again, and why.

It is required again when the substance of the case changes (title, bodies, subject, companies, the official's roles),
when it is older than declarations may be, and when the present revision no longer states its ties.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.wording import code_words
from institutions.models import DocumentParty, Party, Person, Submission
from institutions.values.written_day import written_day
from institutions.values.written_id import id_in_usual_form
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.parties import read_identities
from rules.facts.kinds.date_arithmetic import months_after
from rules.models import OfficialDeclaration
from rules.review.casework.account_person import officials_by_id
from rules.review.casework.troubles.declarations import (
    CompaniesChanged,
    CompanyNew,
    CoSponsorsChanged,
    DeclarationTooOld,
    DeclaredTieGone,
    DeclaredTiesGone,
    DomainChanged,
    RolesChanged,
    SchemeChanged,
    SelectionChanged,
    SponsorChanged,
    TitleChanged,
)

Json = dict[str, Any]  # Any: part of a document
MAX_AGE: Final = "coi_disclosure_max_age_months"
PARTS: Final[Mapping[str, type[Coded]]] = {
    "title": TitleChanged,
    "sponsor": SponsorChanged,
    "co_sponsors": CoSponsorsChanged,
    "scheme": SchemeChanged,
    "domain": DomainChanged,
    "selection": SelectionChanged,
    "companies": CompaniesChanged,
    "roles": RolesChanged,
}


class DeclarationState(StrEnum):
    """The state of a declaration."""

    MISSING = "missing"
    AGAIN = "again"
    CURRENT = "current"


LABELS: Final[dict[DeclarationState, Promise]] = {
    DeclarationState.MISSING: gettext_lazy("Not declared yet"),
    DeclarationState.AGAIN: gettext_lazy("To be declared again"),
    DeclarationState.CURRENT: gettext_lazy("Declared"),
}


@dataclass(frozen=True, slots=True)
class DeclarationStanding:
    """The last declaration, and the reasons why it is no longer valid."""

    state: DeclarationState
    last: OfficialDeclaration | None
    said: tuple[Coded, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons in the reader's language."""
        return tuple(code_words(each) for each in self.said)


@dataclass(frozen=True, slots=True)
class OfficialStanding:
    """An official of a case and their declaration."""

    person: Person
    roles: tuple[str, ...]
    standing: DeclarationStanding


def case_substance(submission: Submission, roles: Iterable[str], parties: Mapping[str, UUID]) -> Json:
    """Return the substance of a case for one official; parties by their ids, since keys are the document's own."""
    document: Json = submission.document
    selection = document.get("selection") or {}
    companies = {str(parties.get(row["company"], row["company"])) for row in document.get("participants") or ()}
    signing = sorted({str(parties.get(key, key)) for key in document.get("co_sponsors") or ()})
    return {
        **({"co_sponsors": signing} if signing else {}),
        "title": document.get("title"),
        "sponsor": str(submission.sponsor_id),
        "scheme": document.get("scheme"),
        "domain": document.get("domain"),
        "selection": [selection.get("method"), selection.get("object")],
        "companies": sorted(companies),
        "roles": sorted(roles),
    }


def parties_by_submission(submissions: Iterable[Submission | int]) -> dict[int, dict[str, UUID]]:
    """Return, by submission, the party of each key: one query."""
    found: dict[int, dict[str, UUID]] = defaultdict(dict)
    for submission, key, party in DocumentParty.objects.filter(submission__in=list(submissions)).values_list(
        "submission", "key", "party"
    ):
        found[submission][key] = party
    return found


def company_names_in_cases(substances: Iterable[Json]) -> dict[str, str]:
    """Return the names of the companies of cases: one query."""
    ids = [found for each in substances for key in each["companies"] if (found := id_in_usual_form(key))]
    return {str(each.pk): each.name for each in Party.objects.filter(pk__in=ids)}


def declaration_standing(
    last: OfficialDeclaration | None, now: Json, document: Json, today: date, names: Mapping[str, str]
) -> DeclarationStanding:
    """Return whether the last declaration is valid for a case with the substance `now`."""
    if last is None:
        return DeclarationStanding(DeclarationState.MISSING, None)
    said = [*changed_parts(last.about, now, names), *lost_ties(last, document)]
    if last_day_of(last, today) < today:
        said.append(DeclarationTooOld(months=PlainNumber(max_age_months(today))))
    state = DeclarationState.AGAIN if said else DeclarationState.CURRENT
    return DeclarationStanding(state, last, tuple(said))


def changed_parts(before: Json, now: Json, names: Mapping[str, str]) -> list[Coded]:
    """Return the changed parts of the case; new companies by name."""
    found: list[Coded] = []
    for part, changed in PARTS.items():
        if before.get(part) == now.get(part):
            continue
        new = set(now["companies"]) - set(before.get("companies", ())) if part == "companies" else set()
        if new:
            found.append(CompanyNew(names=tuple(sorted(names.get(key, key) for key in new))))
        else:
            found.append(changed())
    return found


def lost_ties(last: OfficialDeclaration, document: Json) -> list[Coded]:
    """Return declared ties that the present revision no longer states."""
    stated = document.get("statements") or ()
    gone = [row for row in last.content["statements"] if row not in stated]
    if not gone:
        return []
    lost = DeclaredTieGone if len(gone) == 1 else DeclaredTiesGone
    return [lost(number=PlainNumber(len(gone)))]


def last_day_of(declaration: OfficialDeclaration, today: date) -> date:
    """Return the last day on which a declaration is not too old, by the age that counts today."""
    signed_on = timezone.localdate(declaration.at).isoformat()
    return written_day(months_after(signed_on, max_age_months(today)))


def max_age_months(today: date) -> int:
    """Return the greatest age of a declaration in months; the number is ours, one of the parameters of the rules."""
    value = current_rulebook().parameters.value_at(MAX_AGE, today.isoformat())
    if not isinstance(value, int):
        message = f"{MAX_AGE} has no value on {today}."
        raise TypeError(message)
    return value


def last_of(case: int, person: UUID) -> OfficialDeclaration | None:
    """Return the last declaration of a person for a case, under any id they had then."""
    known = read_identities()
    rows: Iterable[OfficialDeclaration] = OfficialDeclaration.objects.filter(case=case).order_by("-number")
    return next((row for row in rows if known.true_id(row.person_id) == person), None)


def officials_with_declarations(submission: Submission, today: date) -> list[OfficialStanding]:
    """Return the officials of a revision, each with their declaration: five queries."""
    known = read_identities()
    parties = parties_by_submission([submission])[submission.pk]
    officials = officials_by_id(submission, known, parties)
    rows = OfficialDeclaration.objects.filter(case__partnership=submission.partnership_id).order_by("number")
    last = {known.true_id(row.person_id): row for row in rows.select_related("account")}
    people = Person.objects.in_bulk(list(officials))
    substance = case_substance(submission, (), parties)
    names = company_names_in_cases([substance])
    return [
        OfficialStanding(
            people[person],
            roles,
            declaration_standing(
                last.get(person), {**substance, "roles": sorted(roles)}, submission.document, today, names
            ),
        )
        for person, (_key, roles) in officials.items()
        if person in people
    ]
