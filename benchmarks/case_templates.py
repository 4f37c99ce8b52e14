"""Assessed cases as templates: every row that registering and assessing made, with places for what a copy changes.

A copy has ids, numbers of rows, names and hashes of its own, and otherwise the values of its template. Of an id the
last twelve digits change, and a mark keeps its length, so that whatever is sorted by them stays sorted; a hash is made
again from the text that was hashed. So a copy is what registering and assessing its document would give, which
`drawn_cases` checks, with events that `verify_audit` finds to be in order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db.models import Model, QuerySet

from benchmarks.cases import register_assessed
from benchmarks.documents import Json
from benchmarks.hashed_texts import hashed_texts
from benchmarks.new_rows import NewRows
from benchmarks.placed_events import EventPlaces
from benchmarks.placed_rows import Marks, PlacedTable, is_numbered, placed_tables
from benchmarks.placed_text import NUMBER, TAIL, HashedText, MadeValue, PlacedText, Values
from institutions.models import AuditChain, AuditEvent
from institutions.values.hashing import canonical_json
from rules.models import Assessment, PackedOutcomes

DIGITS: Final = 12
# Not of one case: a copy has none of its own. Keys and parts of names, and parts of titles, are made last.
NOT_COPIED: Final = frozenset(
    {
        *("AskedPlaces", "Heartbeat", "IdentityLead", "NotedChange", "RuleSequence", "RulebookVersion", "Source"),
        *("NameKey", "NamePart", "NameSearch", "TitlePart", "UnsearchedParty"),
    }
)


@dataclass(frozen=True, slots=True)
class CaseTemplate:
    """One assessed case: the values of a copy in the order in which they are made, and its rows."""

    assessment: UUID
    made: tuple[MadeValue, ...]
    tables: tuple[PlacedTable, ...]

    def rendered(self, copied: int, first: Mapping[type[Model], int]) -> Iterator[tuple[type[Model], str]]:
        """Yield the rows of a copy, table by table; `first` is the number of its first row in each."""
        values = self.values(copied, first)
        for table in self.tables:
            yield table.model, table.text.filled(values)

    def values(self, copied: int, first: Mapping[type[Model], int]) -> Values:
        """Return all values of a copy."""
        values = values_of_copy(copied)
        for table in self.tables:
            start = first[table.model]
            values.update(zip(table.numbers, map(str, range(start, start + table.rows)), strict=False))
        for each in self.made:
            values[each.name] = each.made(values)
        return values

    def copied_assessment(self, copied: int) -> UUID:
        """Return the id of the assessment of a copy."""
        return UUID(f"{self.assessment.hex[:-DIGITS]}{copied:0{DIGITS}x}")


def values_of_copy(copied: int) -> Values:
    """Return the values that follow from the number of a copy alone."""
    return {TAIL: f"{copied:0{DIGITS}x}", NUMBER: f"{copied:07}"}


@dataclass(slots=True)
class TemplateMaker:
    """A maker of templates, which remembers the rows and ids that are there already."""

    rows: NewRows = field(default_factory=lambda: NewRows(copied_models()))

    def template(self, document: Json) -> CaseTemplate:
        """Register and assess a document; return the template of its case."""
        with hashed_texts() as hashed:
            submission = register_assessed(document)
        assessment = Assessment.objects.select_related("snapshot").get(submission=submission)
        assert assessment.snapshot is not None
        hashed[assessment.snapshot.pk] = assessment.snapshot.content
        hashed[submission.sha256] = canonical_json(submission.document)
        known = self.rows.ids
        new = self.rows.added()
        own = f"partnership:{submission.partnership_id}"  # the other chains tell of possible matches: copies have none
        new[AuditChain] = keys_of(AuditChain.objects.filter(pk__in=new[AuditChain], name=own))
        new[AuditEvent] = keys_of(AuditEvent.objects.filter(pk__in=new[AuditEvent], chain__name=own))
        if new[Assessment] != [assessment.pk]:
            message = f"{document['reference']} has statements that other cases read: a copy of it would touch them"
            raise AssertionError(message)
        marks = Marks(document["reference"], known, set(hashed))
        numbers = {model: row_numbers(model, keys) for model, keys in new.items()}
        packed = PackedOutcomes.objects.filter(pk__in=new[PackedOutcomes]).values_list("content", flat=True)
        outcomes = [each for content in packed if (each := marks.placed_outcomes(bytes(content)))]
        events = EventPlaces(numbers, marks.placed, marks.hashes, marks.outcomes)
        chains = AuditEvent.objects.select_related("chain").order_by("pk")
        cells = {event.pk: events.add(event) for event in chains.filter(pk__in=new[AuditEvent])}
        texts = [HashedText(sha, PlacedText.of(marks.placed(text))) for sha, text in hashed.items()]
        made: list[MadeValue] = [*texts, *outcomes, *events.made]
        sample = values_of_copy(1) | {
            name: str(at) for each in numbers.values() for at, name in enumerate(each.values(), 1)
        }
        for value in made:
            sample[value.name] = value.made(sample)
        tables, columns = placed_tables(new, numbers, marks, {AuditEvent: {"rows": cells}}, sample)
        self.rows.note(marks.own)
        return CaseTemplate(assessment.pk, (*made, *columns), tuple(tables))


def keys_of(rows: QuerySet[Any]) -> list[Any]:  # Any: rows of any model, keys of any type
    """Return the keys of rows, sorted."""
    return sorted(rows.values_list("pk", flat=True))


def row_numbers(model: type[Model], keys: list[Any]) -> dict[str, str]:  # Any: keys of any type
    """Return the name of the value for each number of a row; none where rows have no numbers."""
    label = model._meta.label  # noqa: SLF001 - Django documents _meta
    return {str(key): f"{label}:{at}" for at, key in enumerate(keys)} if is_numbered(model) else {}


def copied_models() -> list[type[Model]]:
    """Return the models whose new rows belong to one case."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ("institutions", "rules")  # noqa: SLF001 - as above
        and not model._meta.proxy  # noqa: SLF001 - as above
        and model.__name__ not in NOT_COPIED
    ]
