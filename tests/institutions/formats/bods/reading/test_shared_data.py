"""The example packages of the standard: what comes out of each of the 19 files, and that the check would take it."""

from typing import Any

import pytest

from institutions.drafts.check import check_document
from institutions.formats.bods.reading.conversion import read_bods
from institutions.formats.register_document import RegisterDocument
from tests.documents import small
from tests.institutions.formats.bods.reading.samples import SHARED, shared

# For each file: documents, and the holdings (holder, company, basis points, last day), control ties and seats in them.
# Nothing is refused.
EXPECTED: dict[str, tuple[int, list[tuple[str, str, int | None, str | None]], int, int]] = {
    "bods-package-annotations.json": (1, [], 0, 0),
    "bods-package-entity-owning-entity.json": (1, [("MVJ LIMITED", "JENEX LIMITED", None, None)], 0, 0),
    "bods-package-fi-soe.json": (
        5,
        [
            ("Suomen Kaasuverkko Oy", "Gasgrid Finland Oy", 7650, None),
            ("Valtiovarainministerio", "Gasgrid Finland Oy", 2350, None),
            ("Valtiovarainministerio", "Suomen Kaasuverkko Oy", 10000, None),
        ],
        0,
        0,
    ),
    "bods-package-linking-annotations.json": (
        1,
        [("Mr Jeremy Hunt", "MARE POND PROPERTIES LIMITED", None, None)],
        0,
        0,
    ),
    "bods-package.json": (1, [("Jennifer Hewitson-Smith", "Profitech Ltd", 10000, None)], 0, 0),
    "fermcat.json": (
        3,
        [
            ("Declan Byrne-Amin", "Fermcat Ltd", 5000, "2022-01-20"),
            ("Patrick O'Donohue", "Fermcat Ltd", 5000, "2022-01-20"),
            ("Patrick O'Donohue", "Fermcat Ltd", 10000, None),
            ("Riyadh Byrne-Amin", "Fermcat Ltd", 5000, "2021-04-02"),
        ],
        0,
        2,
    ),
    "full-pep-declaration.json": (
        1,
        [("Michael Hubbard", "Platinum Emerald and Plutonim Mining Limited", None, None)],
        0,
        0,
    ),
    "indirect-ownership.json": (
        3,
        [("Company B", "Company A", 6000, None), ("Person 1", "Company B", None, None)],
        0,
        0,
    ),
    "joint-ownership.json": (
        3,
        [
            ("Joint shareholding", "CHRINON LTD", 10000, None),
            ("Natalie Coleman", "Joint shareholding", 5000, None),
            ("Roberto Lopez", "Joint shareholding", 5000, None),
        ],
        0,
        0,
    ),
    "levent.json": (3, [], 2, 0),
    "listed-company-exempt-from-disclosure.json": (1, [], 0, 0),
    "mixed-direct-and-indirect-ownership.json": (
        3,
        [
            ("Company B", "Company A", 5000, None),
            ("Person 1", "Company A", 5000, None),
            ("Person 1", "Company B", None, None),
        ],
        0,
        0,
    ),
    "multiple-indirect-ownership.json": (
        5,
        [
            ("Company C", "Company B", 5000, None),
            ("Company D", "Company B", 5000, None),
            ("Person 1", "Company C", None, None),
            ("Person 1", "Company D", None, None),
        ],
        0,
        0,
    ),
    "multiple-tax-residencies.json": (1, [("Logan Morton", "Company A", 10000, None)], 0, 0),
    "mutilple-indirect-ownership-2.json": (
        5,
        [
            ("Company B", "Company A", 4000, None),
            ("Company C", "Company A", 2000, None),
            ("Person 1", "Company B", None, None),
            ("Person 1", "Company C", None, None),
        ],
        0,
        0,
    ),
    "nomination.json": (4, [], 2, 0),
    "plc-entity-statement.json": (1, [], 0, 0),
    "simple-pep-declaration.json": (
        1,
        [("Michael Hubbard", "Platinum Emerald and Plutonim Mining Limited", None, None)],
        0,
        0,
    ),
    "tecido.json": (
        2,
        [
            ("Maria Esteves", "Tecido Ltd", 3000, "2023-03-02"),
            ("Maria Esteves", "Tecido Ltd", 4000, "2022-09-20"),
            ("Maria Esteves", "Tecido Ltd", 10000, "2021-09-23"),
            ("Shear Trust", "Tecido Ltd", 6000, "2022-09-20"),
            ("Shear Trust", "Tecido Ltd", 7000, "2023-02-28"),
            ("Shear Trust", "Tecido Ltd", 8000, None),
        ],
        0,
        3,
    ),
}


def documents_of(name: str) -> list[RegisterDocument]:
    """Return the documents of a file; none of its records is refused."""
    with shared(name).open("rb") as file:
        found = list(read_bods(file))
    assert all(isinstance(each, RegisterDocument) for each in found), found
    return [each for each in found if isinstance(each, RegisterDocument)]


@pytest.mark.parametrize("name", EXPECTED)
def test_what_comes_out_of_each_file(name: str) -> None:
    documents = documents_of(name)
    contents: list[dict[str, Any]] = [each.content for each in documents]
    names = {
        row["key"]: row["name"]["en"]
        for content in contents
        for table in ("companies", "people", "bodies")
        for row in content.get(table, [])
    }
    rows = [row for content in contents for row in content.get("statements", [])]
    holdings = [
        (names[row["holder"]], names[row["company"]], row.get("share_bp"), row.get("until"))
        for row in rows
        if row["kind"] == "shareholding"
    ]
    kinds = [row["kind"] for row in rows]
    found = (
        len(documents),
        sorted(holdings, key=lambda each: (each[:2], each[2] or 0)),
        kinds.count("control"),
        kinds.count("directorship"),
    )
    assert found == EXPECTED[name]


def test_no_file_is_left_out() -> None:
    assert {each.name for each in shared("tecido.json").parent.glob("*.json")} == EXPECTED.keys()


def test_numbers_of_the_register_are_certain() -> None:
    [plc] = documents_of("plc-entity-statement.json")
    [row] = plc.content["companies"]
    assert (row["lei"], row["country"], row["listed"]) == ("PY6ZZQWO2IZFZC3IOL08", "GB", True)


@pytest.mark.usefixtures("meti")
@pytest.mark.parametrize("name", EXPECTED)
def test_the_check_of_a_submission_takes_each_document(name: str) -> None:
    for found in documents_of(name):
        proposal = small(statements=[], people=[])
        lists = {**found.content, "companies": [*proposal["companies"], *found.content.get("companies", [])]}
        check_document({**proposal, **lists})


@pytest.mark.skipif(SHARED.exists(), reason="the shared data are here")
def test_the_shared_data_are_named_where_they_are_absent() -> None:
    with pytest.raises(pytest.skip.Exception, match="shared data"):
        shared("tecido.json")
