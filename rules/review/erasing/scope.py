"""The scope of an erasure: the person, the cases that name them, the obstacles, what would remain. It only reads."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.utils import timezone

from institutions.access.events import chain_telling_of
from institutions.access.partnerships import partnerships_for
from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.models import Account, Person, Role
from institutions.values.calendar import Language
from rules.review.erasing.assessments import snapshots_naming
from rules.review.erasing.erased_person import ErasedPerson, erased_person
from rules.review.erasing.obstacles import partnerships_with_person, reasons_against
from rules.review.erasing.remaining import RemainingPlace, places_shown_to, remaining_places
from rules.review.erasing.remaining_troubles import NothingRemains, PlacesRemain
from rules.review.erasing.retention import RetainedCase, retained_cases

# Administrators answer for an erasure; reviewers and auditors prepare the data of a person who asks for it.
PREVIEWERS: Final = frozenset({Role.REVIEWER, Role.AUDITOR, Role.ADMINISTRATOR})
PREVIEWED: Final = "erasure_previewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureScope:
    """The person with every id and name, the partnerships and snapshots that name them, and the obstacles."""

    who: ErasedPerson
    partnerships: frozenset[UUID]
    snapshots: tuple[str, ...]
    obstacles: tuple[Coded, ...]
    retained: tuple[RetainedCase, ...] = ()  # whose documents stay as they are

    @property
    def changed(self) -> frozenset[UUID]:
        """The partnerships whose documents are rewritten."""
        return self.partnerships - {each.partnership for each in self.retained}

    def remaining(self) -> list[RemainingPlace]:
        """Read every place where the name, or a part of it, remains, and why."""
        return list(remaining_places(self.who, self.partnerships, self.retained))

    @property
    def against(self) -> tuple[str, ...]:
        """The obstacles in English words."""
        return tuple(code_words(each, "en") for each in self.obstacles)


def erasure_scope(person: Person) -> ErasureScope:
    """Search the cases that name a person, and the obstacles."""
    who = erased_person(person)
    snapshots = snapshots_naming(who)
    partnerships = partnerships_with_person(who, snapshots)
    return ErasureScope(
        who=who,
        partnerships=partnerships,
        snapshots=tuple(snapshots),
        obstacles=tuple(reasons_against(who, partnerships)),
        retained=tuple(retained_cases(partnerships, timezone.localdate())),
    )


@dataclass(frozen=True, slots=True)
class RemainingWords:
    """The remaining places in words: a heading, and for each place its table, its row and the reason."""

    heading: str
    places: tuple[tuple[str, str, str], ...]


def remaining_words(places: Iterable[RemainingPlace], language: Language | None = None) -> RemainingWords:
    """Return the places in words, for the command and for the page: never the name itself."""
    rows = tuple((each.table, each.row, code_words(each.why, language)) for each in places)
    return RemainingWords(code_words(PlacesRemain(number=len(rows)) if rows else NothingRemains(), language), rows)


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """The view of a reader before an erasure: the number of the cases, the remaining places, and the obstacles."""

    cases: int
    remaining: RemainingWords
    obstacles: tuple[str, ...]


def may_preview(account: Account) -> bool:
    """Return whether an account may see what an erasure would leave."""
    return account.is_active and account.role in PREVIEWERS


def preview_erasure(person: Person, account: Account) -> ErasurePreview:
    """Return what would remain of a person, without restricted partnerships that the account may not read.

    It says which cases name them, so it leaves an event.
    """
    record_event(
        actor=actor_of(account),
        verb=PREVIEWED,
        what=f"party:{person.pk}",
        request_id=request_id.get(),
        chain=chain_telling_of(parties=[person.pk]),
    )
    scope = erasure_scope(person)
    readable = frozenset(partnerships_for(account).filter(pk__in=scope.partnerships).values_list("pk", flat=True))
    shown = replace(
        scope,
        partnerships=readable,
        retained=tuple(each for each in scope.retained if each.partnership in readable),
        obstacles=tuple(reasons_against(scope.who, readable)),
    )
    return ErasurePreview(
        cases=len(readable),
        remaining=remaining_words(places_shown_to(shown.remaining(), account)),
        obstacles=tuple(code_words(each) for each in shown.obstacles),
    )
