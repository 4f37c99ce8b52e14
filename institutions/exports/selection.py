"""The selection of an export: its reader, lists and day; and the command's words for the lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from institutions.access import parties, partnerships, statements
from institutions.access.callers import Reader
from institutions.codes.errors import CodedError
from institutions.drafts.near_words import nearest_word
from institutions.exports.published_people import without_published_names
from institutions.exports.statements import (
    PORTION,
    ExportedStatement,
    exported_case_statements,
    exported_statements,
    rows_true_on,
)
from institutions.exports.troubles import NoSuchList
from institutions.kinds import KINDS, FieldSort, PartyType
from institutions.models import DocumentParty, Partnership, Party, PartyKind, Submission
from institutions.values.product import PRODUCT_NAME
from institutions.values.quoting import shown_in_message

PEOPLE: Final = "people"
PARTY_LISTS: Final = {"companies": PartyKind.COMPANY, PEOPLE: PartyKind.PERSON, "bodies": PartyKind.BODY}
PARTNERSHIPS: Final = "partnerships"


KIND_OF_LIST: Final = {kind.plural: name for name, kind in KINDS.items()}
LISTS: Final = (*PARTY_LISTS, *KIND_OF_LIST, PARTNERSHIPS)


class UnknownListError(CodedError):
    """A list of that name does not exist."""


def list_named(given: str) -> str:
    """Return the list with a name, which may also be that of one kind. UnknownListError suggests the nearest list."""
    name = KINDS[given].plural if given in KINDS else given
    if name not in LISTS:
        raise UnknownListError(NoSuchList(given=shown_in_message(given), near=nearest_word(given, LISTS)))
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSelection:
    """One export. `lists` empty: everything. `on` leaves out statements that are not true on that day.

    `partnership` limits it to one partnership and the parties that it names. `publisher` is the name under which the
    data goes out; `ocid_prefix` the prefix that the publisher of OCDS data registered. `ids`: rows have their ids in
    this register; `encoding` is that of text files. `narrowed`, `narrowed_parties`: conditions on the partnerships and
    on the parties, such as the filters of a list. `narrowed_rows`: those on the rows of further lists, by the list.
    """

    reader: Reader
    lists: tuple[str, ...] = ()
    on: date | None = None
    partnership: UUID | None = None
    publisher: str = PRODUCT_NAME
    made_on: date = field(default_factory=timezone.localdate)
    ids: bool = True
    encoding: str = "utf-8-sig"
    ocid_prefix: str = "ocds-000000"
    narrowed: Q = field(default_factory=Q)
    narrowed_parties: Q = field(default_factory=Q)
    narrowed_rows: Mapping[str, Q] = field(default_factory=dict)

    def wants(self, name: str) -> bool:
        """Return whether a list is selected."""
        return not self.lists or name in self.lists

    def with_parties(self) -> "ExportSelection":
        """Return the selection with every party if it has statements, since formats of entities need both ends."""
        if any(name not in PARTY_LISTS for name in self.lists):
            return replace(self, lists=(*PARTY_LISTS, *self.lists))
        return self

    def parties(self, *kinds: PartyKind, among: Q | None = None) -> Iterator[Party]:
        """Yield the selected parties of these kinds that may be read; `among` may narrow them."""
        for name, kind in PARTY_LISTS.items():
            if kind in kinds and self.wants(name):
                readable = parties.parties_of_kind(kind, self.reader).filter(self.narrowed_parties)
                if self.partnership:
                    named = DocumentParty.objects.filter(submission__in=self.submissions())
                    readable = readable.filter(
                        Q(pk__in=named.values("party")) | Q(pk__in=named.values("party__same_as"))
                    )
                yield from without_published_names(readable.filter(among or Q()).iterator(chunk_size=PORTION))

    def people_named_by(self, *kinds: str) -> Q:
        """Return the condition on people that a selected statement of these kinds names them."""
        named = Q(pk__in=[])
        for kind in (kind for name, kind in KIND_OF_LIST.items() if kind in kinds and self.wants(name)):
            rows = rows_true_on(statements.held_statements_for(kind, self.reader), self.on)
            for each in KINDS[kind].fields:
                if each.sort is FieldSort.PARTY and PartyType.PERSON in each.allows:
                    # One EXISTS each, so that each can be answered from an index.
                    for path in (each.column, f"{each.column}__same_as"):
                        named |= Q(Exists(rows.filter(**{path: OuterRef("pk")})))
        return named

    def partnerships(self) -> QuerySet[Partnership]:
        """Return the selected partnerships that may be read."""
        readable = partnerships.partnerships_read_by(self.reader).filter(self.narrowed)
        return readable.filter(pk=self.partnership) if self.partnership else readable

    def submissions(self) -> QuerySet[Submission]:
        """Return the current submission of each selected partnership, the oldest first."""
        current = Submission.objects.filter(partnership__in=self.partnerships(), superseded_at__isnull=True)
        return current.order_by("pk")

    def statements(self, *kinds: str) -> Iterator[ExportedStatement]:
        """Yield the selected statements of these kinds, or of all kinds where none is given."""
        for name, kind in KIND_OF_LIST.items():
            if self.wants(name) and (not kinds or kind in kinds):
                yield from exported_statements(kind, self.reader, self.on)

    def statements_of_cases(self, kind: str) -> Iterator[ExportedStatement]:
        """Yield the statements of a kind that belong to one partnership alone."""
        yield from exported_case_statements(kind, self.reader, self.on)
