"""The builder of the graph from entries of the evidence: a pure function, so that equal entries give an equal graph."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from institutions.kinds.countries import COUNTRIES
from rules.facts.kinds.self_links import links_with_itself
from rules.facts.kinds.vocabulary import VOCABULARY
from rules.review.graph.columns import party_columns_by_key
from rules.review.graph.line_ends import TIES, fact_lines_drawn
from rules.review.graph.model import CASE, Graph, GraphFinding, GraphNode, GraphStatement, Json, Kind, Text

PARTY_KINDS: Final[Mapping[str, Kind]] = {"company": "company", "person": "person", "body": "body"}
NAMING: Final = frozenset({"partnership", "co_sponsor", "participates", "official"})  # stated by the proposal itself


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEvidence:
    """A finding with the entries of its evidence and their origins, as its reader may see them."""

    about: GraphFinding
    evidence: Sequence[Json]


@dataclass(slots=True)
class GatheredEntry:
    """One statement while it is collected."""

    entry: Json
    derived: bool
    findings: dict[int, None] = field(default_factory=dict)


def build_graph(
    title: Text,
    findings: Sequence[FindingEvidence],
    further: Iterable[Json],
    kinds: Mapping[str, str],
    sponsor: str = "",
) -> Graph:
    """Build the graph of a case.

    `further`: entries of the assessment's other facts. `kinds`: the kind of a party in a field that takes any party.
    `sponsor`: key of the body whose earlier awards facts describe.
    """
    gathered: dict[str, GatheredEntry] = {}
    withheld: dict[int, set[str]] = {each.about.id: set() for each in findings}
    for found in findings:
        for entry in entries_with_origins(found.evidence):
            if entry.get("withheld") and is_bare(entry):
                withheld[found.about.id].add(entry["id"])
            elif not links_with_itself(entry):
                add_entry(gathered, entry).findings[found.about.id] = None
    for entry in further:
        if not (entry.get("withheld") and is_bare(entry)) and not links_with_itself(entry):
            add_entry(gathered, entry)
    statements = tuple(graph_statement(each, sponsor) for _, each in sorted(gathered.items()))
    return Graph(
        nodes=nodes_of(statements, title, kinds),
        statements=statements,
        findings=tuple(replace(each.about, withheld=len(withheld[each.about.id])) for each in findings),
    )


def entries_with_origins(entries: Iterable[Json]) -> Iterator[Json]:
    """Yield entries, and all that they were derived from."""
    for entry in entries:
        yield entry
        yield from entries_with_origins(entry.get("from", ()))


def is_bare(entry: Json) -> bool:
    """Return whether an entry was withheld as a whole: then it names nobody."""
    return entry.keys() <= {"fact", "id", "withheld"}


def add_entry(gathered: dict[str, GatheredEntry], entry: Json) -> GatheredEntry:
    """Add an entry once, as it was first seen."""
    if entry["id"] not in gathered:
        own = {name: value for name, value in entry.items() if name not in ("from", "derived")}
        gathered[entry["id"]] = GatheredEntry(own, bool(entry.get("from") or entry.get("derived")))
    return gathered[entry["id"]]


def graph_statement(each: GatheredEntry, sponsor: str) -> GraphStatement:
    """Make a statement of a collected entry, with its lines."""
    entry = each.entry
    lines = tuple(dict.fromkeys(fact_lines_drawn(entry["fact"], entry["id"], entry, sponsor)))
    named = [value for value, _ in parties_in_fact(entry)]
    on_lines = [end for line in lines for end in line]
    return GraphStatement(
        id=entry["id"],
        kind=entry["fact"],
        entry=entry,
        lines=lines,
        parties=tuple(dict.fromkeys((*on_lines, *named))) or (CASE,),
        findings=tuple(each.findings),
        derived=each.derived,
    )


def parties_in_fact(entry: Json) -> Iterator[tuple[str, str]]:
    """Yield the keys of parties in a fact with the unit of the field: company, person, body, or party for any of them.

    A country counts where a line ends in it; elsewhere it describes a party or statement.
    """
    known = VOCABULARY.get(entry["fact"])
    ends = TIES.get(entry["fact"])
    on_line = {name for pair in (*ends.pairs, *ends.otherwise) for name in pair} if ends else set()
    for name, kind in known.fields.items() if known else ():
        value = entry.get(name)
        is_party = kind.unit in (*PARTY_KINDS, "party") or (kind.unit == "country" and name in on_line)
        if is_party and kind.sort == "key" and isinstance(value, str) and value:
            yield value, kind.unit


def nodes_of(statements: Iterable[GraphStatement], title: Text, kinds: Mapping[str, str]) -> dict[str, GraphNode]:
    """Return every party that a statement names, and the partnership."""
    statements = tuple(statements)
    sorts: dict[str, Kind] = {}
    names: dict[str, Text] = {}
    named: set[str] = set()
    loose: set[str] = set()
    for each in statements:
        names |= each.entry.get("names", {})
        for key, unit in parties_in_fact(each.entry):
            if unit == "party":
                loose.add(key)
            elif unit in PARTY_KINDS:
                sorts[key] = PARTY_KINDS[unit]
            else:
                sorts.setdefault(key, "country")
            if each.kind in NAMING:
                named.add(key)
        for key in each.parties:
            loose.add(key)
    for key in loose - sorts.keys() - {CASE}:
        stated = kinds.get(key, "country" if key in COUNTRIES else "body")
        sorts[key] = PARTY_KINDS.get(stated, "country")
    sorts[CASE] = "partnership"
    column = party_columns_by_key(sorts, statements)
    return {
        key: GraphNode(
            key=key,
            kind=sorts[key],
            name=title if key == CASE else graph_party_name(key, sorts[key], names),
            column=column[key],
            named=key == CASE or key in named,
        )
        for key in sorted(sorts)
    }


def graph_party_name(key: str, kind: Kind, names: Mapping[str, Text]) -> Text:
    """Return the name of a party; a country by the register's list, and a party without a name by its key."""
    if kind == "country" and key in COUNTRIES:
        label = COUNTRIES[key]
        return {"en": label.en, "ja": label.ja}
    return names.get(key) or {"en": key, "ja": key}
