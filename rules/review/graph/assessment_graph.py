"""The graph of a stored assessment as one reader may see it."""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from institutions.access.callers import Reader
from institutions.models import Party
from rules.access.readable_results import hidden_keys
from rules.access.withholding import evidence_without_sensitive, finding_without_sensitive, relatives_in_evidence
from rules.assessing.evidence import Evidence
from rules.assessing.material import AssessmentMaterial, material_from_text
from rules.assessing.result import finding_json
from rules.facts.gathering.from_register import is_id_of_register
from rules.models import Assessment
from rules.review.graph.building import FindingEvidence, build_graph, entries_with_origins, parties_in_fact
from rules.review.graph.model import Graph, GraphFinding, Json, Text

# Statements of the proposal itself, which everybody may read who may open the partnership.
OF_PROPOSAL: Final = frozenset({"partnership", "co_sponsor", "participates", "official"})


def graph_of(assessment: Assessment, *, sensitive: bool, reader: Reader) -> Graph:
    """Build the graph of a finished assessment; a constant number of queries.

    `sensitive`: the reader may read of kin, gifts, income and acts. Other readers see what the findings show them and
    what the proposal says, nothing else that was gathered. Beyond the findings, no party appears that only a restricted
    partnership has brought in which the reader may not open.
    """
    content = assessment.snapshot.content if assessment.snapshot else ""
    material = material_from_text(content) if content else None
    matches = assessment.matches.select_related("finding").order_by("position")
    stored = [(match, finding_json(match)) for match in matches]
    told = [(match, each if sensitive else finding_without_sensitive(each)) for match, each in stored]
    found = [
        FindingEvidence(
            about=GraphFinding(
                id=match.finding_id, code=match.finding.code, severity=match.severity, statement=each["statement"]
            ),
            evidence=each["evidence"],
        )
        for match, each in told
    ]
    every = list(evidence_entries(material)) if material else []
    shown = every if sensitive else [each for each in every if each["fact"] in OF_PROPOSAL]
    if not sensitive:
        kin = frozenset(relatives_in_evidence([*every, *(e for _, each in stored for e in each["evidence"])]))
        shown = evidence_without_sensitive(shown, kin)
        found = [
            FindingEvidence(about=each.about, evidence=evidence_without_sensitive(each.evidence, kin)) for each in found
        ]
    kinds = kinds_of((*shown, *entries_with_origins(e for each in found for e in each.evidence)))
    hidden = hidden_keys((value for each in shown for value, _ in parties_in_fact(each)), reader)
    further = [each for each in shown if hidden.isdisjoint(value for value, _ in parties_in_fact(each))]
    return build_graph(assessed_title(assessment), found, further, kinds, sponsor_of(material))


def evidence_entries(material: AssessmentMaterial) -> Iterator[Json]:
    """Yield every fact of an assessment as evidence shows it; marked where it was derived from others."""
    evidence = Evidence(material)
    known = {fact.id for fact in material.facts}
    for fact in material.facts:
        entry: Json = {"fact": fact.type, "id": fact.id, **fact.values}
        sources = evidence.sources(fact)
        entry |= {"source": sources[0]} | ({"sources": sources} if len(sources) > 1 else {})
        if names := evidence.names(fact):
            entry["names"] = names
        if evidence.is_claim(fact):
            entry["confidence"] = "claim"
        if not known.isdisjoint(fact.origins):
            entry["derived"] = True
        yield entry


def kinds_of(entries: Iterable[Json]) -> dict[str, str]:
    """Return the kind of each party that has an id of the register. One query."""
    keys = {UUID(value) for entry in entries for value, _ in parties_in_fact(entry) if is_id_of_register(value)}
    return {str(pk): kind for pk, kind in Party.objects.filter(pk__in=keys).values_list("pk", "kind")}


def assessed_title(assessment: Assessment) -> Text:
    """Return the title of the partnership in the document that was assessed; its reference where it has no title."""
    title = assessment.submission.document.get("title") or {}
    reference = assessment.partnership.reference
    return {"en": reference, "ja": reference} | {name: text for name, text in title.items() if text}


def sponsor_of(material: AssessmentMaterial | None) -> str:
    """Return the key of the sponsor."""
    facts = material.facts if material else ()
    return next((str(fact.values.get("sponsor", "")) for fact in facts if fact.type == "partnership"), "")
