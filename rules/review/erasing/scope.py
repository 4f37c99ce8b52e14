"""The scope of an erasure: the person, the cases that name them, the obstacles, what would remain. It only reads."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override

from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.models import Account, Person, Role
from institutions.values.calendar import Language
from rules.review.erasing.assessments import snapshots_naming
from rules.review.erasing.erased_person import ErasedPerson, erased_person
from rules.review.erasing.obstacles import partnerships_with_person, reasons_against
from rules.review.erasing.other_cases import number_of_rows, places_in_other_cases
from rules.review.erasing.remaining import RemainingPlace, ignore_row, remaining_places, rows_to_search
from rules.review.erasing.remaining_troubles import NothingRemains
from rules.review.keeping.retention import RetainedCase, retained_cases

# Administrators answer for an erasure; reviewers and auditors prepare the data of a person who asks for it.
PREVIEWERS: Final = frozenset({Role.REVIEWER, Role.AUDITOR, Role.ADMINISTRATOR})


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

    def remaining(self, note: Callable[[], None] = ignore_row) -> list[RemainingPlace]:
        """Read every place where the name, or a part of it, remains, and why. `note` is called for each row read."""
        return [
            *remaining_places(self.who, self.partnerships, self.retained, note),
            *places_in_other_cases(self.who, self.partnerships, note),
        ]

    def rows_to_search(self) -> int:
        """Return the number of rows that `remaining` reads."""
        of_others = number_of_rows(self.partnerships)
        return rows_to_search(self.changed, self.partnerships - self.changed) + of_others

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
        obstacles=tuple(reasons_against(who.ids, partnerships)),
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
    return RemainingWords(heading_of(len(rows), language), rows)


def heading_of(number: int, language: Language | None = None) -> str:
    """Return the heading over a number of places, in a language or else the reader's."""
    if not number:
        return code_words(NothingRemains(), language)
    with override(language or get_language()):
        said = ngettext(
            "The name, or a part of it, would remain in %(number)s entry",
            "The name, or a part of it, would remain in %(number)s entries",
            number,
        )
        return said % {"number": intcomma(number)}


def may_preview(account: Account) -> bool:
    """Return whether an account may see what an erasure would leave."""
    return account.is_active and account.role in PREVIEWERS
