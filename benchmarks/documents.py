"""Submission documents to measure with: the demonstration's, enlarged by statements. All names are fictional."""

import copy
import json
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import institutions
from institutions.drafts.check import check_document
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.gathering.from_draft import gather_draft

Json = dict[str, Any]  # Any: a document as it is submitted
FOLDER = Path(institutions.__file__).resolve().parent / "data" / "demonstration"
BIDDERS = 3  # of the further companies


def demonstration_documents() -> list[Json]:
    """Return the demonstration's documents in their order."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.json"))]


def further_statements(body: str) -> Iterator[tuple[Json, Json, Json]]:
    """Yield statements about ever more companies, with a company and a person that they name.

    The first few companies bid; each is held by a person from the body and depends on a market.
    """
    number = 0
    while True:
        number += 1
        company = {"key": f"further_{number}", "name": {"en": f"Further Company {number} (fictional)"}, "country": "JP"}
        person = {"key": f"holder_{number}", "name": {"en": f"Further Holder {number} (fictional)"}}
        of_company, of_person = {"company": company["key"]}, {"person": person["key"]}
        left = {"post": "Officer", "from": "2010-04-01", "until": "2020-03-31"}
        stated: list[Json] = [
            {"kind": "shareholding", "holder": person["key"], **of_company, "share_bp": 1_000, "from": "2021-04-01"},
            {"kind": "exposure", **of_company, "country": "DE", "revenue_bp": 100 * (number % 40)},
            {"kind": "ownership_known", **of_company},
            {"kind": "employment", **of_person, **of_company, "post": "Adviser", "from": "2022-04-01"},
            {"kind": "appointment", **of_person, "body": body, **left},
        ]
        if number <= BIDDERS:
            stated.insert(0, {"kind": "bid", **of_company, "amount_yen": 10_000_000 + number, "on": "2026-04-20"})
        for each in stated:
            yield company, person, each


def enlarge_document(document: Json, statements: int) -> Json:
    """Return the document with at least so many statements; its own come first."""
    larger = copy.deepcopy(document)
    companies, people = {}, {}
    for company, person, stated in further_statements(document["submitted_by"]):
        if len(larger["statements"]) >= statements:
            break
        companies[company["key"]], people[person["key"]] = company, person
        larger["statements"].append(stated)
    larger["companies"] += companies.values()
    larger["people"] += people.values()
    return larger


def with_facts(document: Json, facts: int) -> Json:
    """Return the document with the fewest statements that give its case so many facts, against the present register."""

    def count(statements: int) -> int:
        return len(
            facts_of(gather_draft(check_document(enlarge_document(document, statements))), current_rulebook().tax_rate)
        )

    given = range(len(document["statements"]), len(document["statements"]) + facts)
    return enlarge_document(document, given[bisect_left(given, facts, key=count)])


def refer_document(document: Json, reference: str) -> Json:
    """Return the same document as another partnership."""
    return {**document, "reference": reference}
