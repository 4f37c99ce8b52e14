"""Submission documents that differ, from a seed: those of the demonstration with other statements and numbers.

All names are fictional. Names and reference carry a mark of the document, so that a copy can have a mark of its own.
Nothing in a document concerns the cases of others: no award of the sponsor, no claim or measure of a whole domain.
"""

import copy
import random
from collections.abc import Iterator
from typing import Final

from benchmarks.documents import Json, demonstration_documents, further_statements
from institutions.drafts.check import DraftInvalid, check_document

READ_BY_OTHERS: Final = frozenset(
    {"measure", "dispute", "investment", "call", "award", "history_known", "market", "market_known"}
)  # of a sponsor, a domain or a country
MOST_FURTHER: Final = 24  # statements
DAYS: Final = ("2026-06-20", "2026-07-06", None)  # as of which a case is assessed; None: of the day of its assessment
SECRECY: Final = (None,) * 9 + ("defence",)
NUMBERS: Final = ("share_bp", "revenue_bp", "amount_yen")


def varied_documents(seed: int) -> Iterator[Json]:
    """Yield ever more documents that the register accepts; a seed gives the same ones."""
    rng, bases = random.Random(seed), demonstration_documents()  # noqa: S311 - a fixed seed
    number = 0
    while True:
        document = varied(rng.choice(bases), rng, number)
        try:
            check_document(document)
        except DraftInvalid:  # a statement that was left out had been referred to
            continue
        yield document
        number += 1


def varied(base: Json, rng: random.Random, number: int) -> Json:
    """Return a variation of a document."""
    document = copy.deepcopy(base)
    kept = [each for each in document["statements"] if each["kind"] not in READ_BY_OTHERS and rng.random() > 1 / 8]
    further = further_statements(document["submitted_by"])
    for company, person, stated in (next(further) for _ in range(rng.randrange(MOST_FURTHER))):
        if company not in document["companies"]:
            document["companies"].append(company)
            document["people"].append(person)
        kept.append(stated)
    document["statements"] = [with_other_numbers(each, rng) for each in kept]
    document["value_yen"] = rng.choice((1, 7, 30, 200)) * rng.randrange(1_000_000, 9_000_000)
    for field, value in (("assess_as_of", rng.choice(DAYS)), ("secrecy", rng.choice(SECRECY))):
        document.pop(field, None)
        if value:
            document[field] = value
    return marked(document, mark_of(number))


def with_other_numbers(statement: Json, rng: random.Random) -> Json:
    """Return a statement with other shares and amounts."""
    changed = {
        "share_bp": rng.choice((100, 300, 499, 500, 620, 2_000, 5_001)),
        "revenue_bp": rng.choice((0, 900, 1_000, 3_100, 8_000)),
        "amount_yen": rng.randrange(9_000_000, 99_000_000),
    }
    return {**statement, **{name: changed[name] for name in NUMBERS if name in statement}}


def mark_of(document: int, copied: int = 0) -> str:
    """Return the mark of a document, or of a copy of it; all have one length and fold to themselves, as names do."""
    return f"v{document:04}n{copied:07}"


def marked(document: Json, mark: str) -> Json:
    """Return a document whose reference and names carry a mark, without numbers that belong to one company."""
    document["reference"] = mark
    for party in (*document["companies"], *document["people"]):
        party["name"] = {language: f"{name} {mark}" for language, name in party["name"].items()}
        for number in ("corporate_number", "lei"):
            party.pop(number, None)
    return document
