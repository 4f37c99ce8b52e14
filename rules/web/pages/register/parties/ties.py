"""Every other statement that names a party, by kind: content, parties, period, source and confidence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from institutions.access.callers import reads_sensitive
from institutions.access.kin import is_shown, withheld_fields
from institutions.kinds import KINDS, Field, FieldSort
from institutions.kinds.statement import COMMON_BY_NAME
from institutions.models import PartyKind, Statement
from institutions.parties.naming_statements import NAMING, NamingStatements, parties_named_in, statements_naming
from institutions.parties.ownership.parties import DescribedParties, DescribedParty, describe_parties
from rules.access.sensitive_reads import note_read, sensitive_in_statements
from rules.explaining.wording.shares import days_in_words
from rules.explaining.wording.statement_values import statement_fields_in_words
from rules.explaining.wording.words import text_in_language
from rules.web.pages.register.parties.party_page import PartyRequest
from rules.web.pages.register.parties.sources import RowOrigins, statement_source_shown, submissions_read_by

Json = dict[str, Any]  # Any: what a template shows
FIRST: Final = 10  # of a kind on the page of a party
ELSEWHERE: Final = frozenset(  # kinds shown elsewhere on the page
    {"listing", "ownership_known", *(name for name, kind in KINDS.items() if kind.owns)}
)


@dataclass(frozen=True, slots=True)
class TieContext:
    """The context of statements: the parties that they name, and the submissions that the reader may read."""

    looked: PartyRequest
    seen: DescribedParties
    submissions: RowOrigins

    @classmethod
    def of(cls, looked: PartyRequest, groups: list[NamingStatements]) -> "TieContext":
        """Read the context of statements. Three queries, however many there are."""
        rows = [row for group in groups for row in group.rows]
        countries = {code for row in rows for code in countries_in(row)}
        undocumented = (row for row in rows if not row.source_id)
        return cls(
            looked,
            describe_parties(parties_named_in(rows), countries),
            submissions_read_by(looked.account, undocumented),
        )


def tie_kinds_for(looked: PartyRequest) -> list[str]:
    """Return the kinds that the reader may read."""
    return [name for name in NAMING if is_shown(name, looked.reader)]


def ties_context(looked: PartyRequest) -> Json:
    """Return the first statements of each kind: for a company those of the day, for a person of any time."""
    kinds = [name for name in tie_kinds_for(looked) if name not in ELSEWHERE]
    groups = statements_naming(looked.ids, kinds, on=looked.on, reader=looked.reader, most=FIRST)
    note_ties(looked, groups)
    around = TieContext.of(looked, groups)
    in_time = looked.party.kind == PartyKind.PERSON
    return {
        "groups": [shown_group(each, around, in_time=in_time) for each in groups],
        "withheld": not reads_sensitive(looked.account),
    }


def note_ties(looked: PartyRequest, groups: Iterable[NamingStatements]) -> None:
    """Record the reading of sensitive statements."""
    if reads_sensitive(looked.account):
        read = sensitive_in_statements(row for each in groups for row in each.rows)
        note_read(looked.account, f"party:{looked.key}", read, parties=looked.ids)


def shown_group(group: NamingStatements, around: TieContext, *, in_time: bool) -> Json:
    """Return one kind. `left`: how many of its statements are on its own page only."""
    rows = [each for each in tie_rows(group, around) if in_time or each["now"]]
    return {
        "kind": group.kind.name,
        "label": text_in_language(group.kind.label, around.looked.language),
        "help": text_in_language(group.kind.help, around.looked.language),
        "rows": rows,
        "now": group.now,
        "in_all": group.in_all,
        "left": group.in_all - len(rows),
    }


def tie_rows(group: NamingStatements, around: TieContext) -> Iterator[Json]:
    """Yield each statement in words."""
    language = around.looked.language
    withheld = withheld_fields(group.kind.name, around.looked.reader)
    for row in group.rows:
        yield {
            "parties": [*other_parties(row, around)],
            "said": statement_fields_in_words(row, language, withheld=withheld),
            "days": days_in_words(row.from_on, row.until_on, language),
            "now": row.pk in group.on_day,
            "begins_later": bool(row.from_on and row.from_on > around.looked.on),
            "claim": row.confidence == "claim",
            "confidence": text_in_language(COMMON_BY_NAME["confidence"].words.get(row.confidence), language),
            "source": statement_source_shown(row.source, row, around.submissions, language),
        }


def other_parties(row: Statement, around: TieContext) -> Iterator[Json]:
    """Yield the parties that a statement names besides the one of the page, by the label of their field."""
    for declared in (*row.kind.parties, *(each for each in row.kind.fields if row.party_in_text(each))):
        label = text_in_language(declared.label, around.looked.language)
        for party in parties_in_field(row, declared, around.seen):
            if party.key != around.looked.key:
                yield {"label": label, "party": party}


def parties_in_field(row: Statement, declared: Field, known: DescribedParties) -> Iterator[DescribedParty]:
    """Yield the parties in one field, or the country in its place."""
    if declared.sort is FieldSort.PARTIES:
        ids = [each.pk for each in getattr(row, declared.column).all()]
    else:
        party: UUID | None = row.party_in_text(declared) or getattr(row, f"{declared.column}_id", None)
        ids = [party] if party else []
    yield from (known.parties[known.key_of[each]] for each in ids if each in known.key_of)
    if declared.or_country and (code := getattr(row, f"{declared.column}_country")):
        yield known.parties[code]


def countries_in(row: Statement) -> Iterator[str]:
    """Yield the countries that take the place of a party."""
    for declared in row.kind.parties:
        if declared.or_country and (code := getattr(row, f"{declared.column}_country")):
            yield code
