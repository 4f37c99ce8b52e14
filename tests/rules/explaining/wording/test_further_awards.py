"""A fact that rests on very many awards says how many it does not list."""

from typing import Any

import pytest
from django.utils.translation import override

from rules.assessing.evidence import Evidence
from rules.assessing.material import AssessmentMaterial, PlainFact, material_from_text
from rules.engine.language.statements import Language
from rules.explaining.wording.evidence import evidence_lines

SERIES = PlainFact(
    "tender_series:x",
    "tender_series",
    {"company": "x", "object": "goods", "tenders": 1_060, "winners": 3},
    ("award/1",),
    further=1_040,
    further_sha256="ab" * 32,
)
MATERIAL = AssessmentMaterial(
    partnership="p",
    submission={"title": "Submission T-1", "kind": "submission", "reference": "T-1"},
    as_of="2026-06-20",
    facts=(SERIES,),
    records=(),
    names={},
    sources={"award/1": {"title": "Award notice (fictional)", "kind": "document"}},
)


def entry_of(material: AssessmentMaterial) -> dict[str, Any]:
    return Evidence(material).entry(material.facts[0])


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Further awards (not listed)"), ("ja", "その他の契約（個別の記載は省略）")],
)
def test_the_evidence_counts_the_awards_that_it_does_not_list(language: Language, label: str) -> None:
    with override(language):
        (line,) = evidence_lines([entry_of(MATERIAL)], language)
    assert [each.text for each in line.values if each.label == label] == ["1,040"]
    assert len(line.sources) == 1


def test_a_snapshot_keeps_number_and_hash_of_what_it_does_not_name() -> None:
    again = material_from_text(MATERIAL.to_text())
    assert again == MATERIAL
    assert entry_of(again)["further"] == {"number": 1_040, "sha256": "ab" * 32}


def test_a_fact_that_names_all_says_nothing_of_others() -> None:
    few = PlainFact("tender_series:x", "tender_series", {"company": "x"}, ("award/1",))
    material = AssessmentMaterial(
        partnership="p", submission={}, as_of="2026-06-20", facts=(few,), records=(), names={}, sources={}
    )
    assert "further" not in entry_of(material)
    assert "further" not in material.to_text()
