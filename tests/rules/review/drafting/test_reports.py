"""Reports of facts to the authority that the law names."""

from typing import Any

import pytest

from institutions.models import Account, Partnership
from rules.engine.loading.loaded_rulebook import read_laws
from rules.engine.loading.program_rulebook import FOLDER as RULES
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.review.drafting.sorts import load_reports
from tests.documents import example
from tests.rules.review.casework.building import (
    registered,
    reviewer,
)
from tests.rules.review.drafting.asking import ACCUSING, ask, words


def approached(reference: str = "EX-AMED") -> dict[str, Any]:
    """Return a former official of METI approached it for the partner, within two years of leaving."""
    document = example("hikari_magnetics")
    served = {"person": "ueda", "body": "METI", "grade": "division_director", "service": "regular"}
    document["reference"] = reference
    document["people"].append({"key": "ueda", "name": {"en": "Ueda Shin (fictional)", "ja": "上田 真（架空）"}})
    document["statements"] += [
        {"kind": "appointment", **served, "from": "2020-04-01", "until": "2025-03-31"},
        {"kind": "duty", "person": "ueda", "company": "hikari", "body": "METI", "function": "contract"}
        | {"from": "2020-04-01", "until": "2025-03-31"},
        {"kind": "re_employment", "person": "ueda", "company": "hikari", "on": "2025-06-01"},
        {"kind": "contact", "person": "ueda", "body": "METI", "on": "2026-04-02", "about": True} | {"asking": True},
    ]
    return document


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ja", ("再就職等監察官", "第106条の4第9項", "届け出る", "上田 真", "違反があったとの判断を示すものではない")),
        ("en", ("re-employment inspector", "106-4(9)", "Ueda Shin", "does not say that anything was breached")),
    ],
)
def test_a_report_tells_facts_to_whom_the_law_names_and_asks(
    officer: Account, language: str, expected: tuple[str, ...]
) -> None:
    case = registered(approached(), account=officer)
    said = words(ask(reviewer("first"), case, draft="report", language=language, **{"as": "word"}))
    for text in expected:
        assert text in said
    assert "COI-01" not in said
    assert not ACCUSING.search(said)


def test_there_is_no_report_where_the_law_knows_of_none(officer: Account, case: Partnership) -> None:
    answer = ask(officer, case, draft="report")
    assert answer.status_code == 422
    assert "neither allows nor requires a report" in answer.content.decode()


def test_every_report_names_rules_and_a_law_of_the_rulebook() -> None:
    for report in load_reports():
        assert report.codes <= set(current_rulebook().rules)
        assert report.basis["law"] in read_laws(RULES)
