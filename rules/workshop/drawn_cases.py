"""A case that a trial drew, in words: the findings that the draft adds, takes away or changes, with their evidence.

They are made anew from the facts of the newest result whenever somebody looks, and kept nowhere. What is sensitive is
withheld.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from institutions.models import Partnership
from rules.access.withholding import finding_without_sensitive
from rules.assessing.derived_anew import material_for_rules
from rules.assessing.findings import write_findings
from rules.assessing.guards import clearing_guards
from rules.assessing.material import AssessmentMaterial
from rules.engine.evaluating.errors import EngineError
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.catalogue.firings import newest_done_ids
from rules.explaining.comparing.verdicts import records_for
from rules.models import Assessment
from rules.workshop.case_running import searching

Json = dict[str, Any]  # Any: plain data of a finding


@dataclass(frozen=True, slots=True)
class DrawnFinding:
    """A finding on either side: severity before and after, empty without it there, and its words on one of them."""

    rule: str
    before: str
    after: str
    finding: Json


def changed_findings(
    partnership: Partnership, base: LoadedRulebook | None, draft: LoadedRulebook | None
) -> list[DrawnFinding] | None:
    """Return the findings that differ in the newest stored case of a partnership; None if it cannot be evaluated."""
    newest = newest_done_ids(Partnership.objects.filter(pk=partnership.pk))
    assessment = Assessment.objects.select_related("snapshot").filter(pk__in=newest).first()
    if assessment is None:
        return None
    try:
        material = material_for_rules(assessment)
    except ValueError:
        return None
    before, after = (findings_under(material, book) for book in (base, draft))
    if before is None or after is None:
        return None
    return list(differing(before, after))


def findings_under(material: AssessmentMaterial, book: LoadedRulebook | None) -> dict[str, Json] | None:
    """Return the findings of a case under a rulebook, by what identifies them; None if its evaluation fails.

    Sensitive content is withheld.
    """
    if book is None:
        return {}
    try:
        evaluation = searching(book.compiled).search(records_for(material.facts, book))
    except (EngineError, ValueError, KeyError):
        return None
    found = write_findings(material, evaluation, book, clearing_guards)
    return {each.fingerprint: finding_without_sensitive(each.to_json()) for each in found}


def differing(before: dict[str, Json], after: dict[str, Json]) -> Iterator[DrawnFinding]:
    """Yield the findings that are not the same on both sides, by rule."""
    for key in sorted(before.keys() | after.keys(), key=lambda each: ((after.get(each) or before[each])["code"], each)):
        old, new = before.get(key), after.get(key)
        if old and new and (old["severity"], ids_of(old)) == (new["severity"], ids_of(new)):
            continue
        finding = new or old or {}
        yield DrawnFinding(finding["code"], old["severity"] if old else "", new["severity"] if new else "", finding)


def ids_of(finding: Json) -> list[str]:
    """Return the ids of the facts of a finding."""
    return sorted(each["id"] for each in finding["evidence"])
