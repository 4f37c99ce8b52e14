"""A wrong seed file is refused with the file, the row, the trouble and the remedy."""

from pathlib import Path

import pytest
import yaml

from institutions.seeding.errors import SeedError
from institutions.seeding.folder import DATA, FILES, read_folder
from institutions.seeding.strict_yaml import StrictLoader, load_strictly
from tests.institutions.seeding.conftest import Edit

pytestmark = pytest.mark.bare


def errors_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(SeedError) as caught:
        read_folder(folder)
    return caught.value.errors


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        (
            "bodies.yaml",
            "    note:\n      en: A division, founded with about 20 staff.",
            "    notes:\n      en: A division, founded with about 20 staff.",
            "bodies.yaml, bodies 4 (NSS-ECON): 'notes' is not a field here. Did you mean 'note'?",
        ),
        (
            "bodies.yaml",
            "parents: [{code: NSS, from: 2020-04-01}]",
            "parents: [{code: NSX, from: 2020-04-01}]",
            "bodies.yaml (NSS-ECON): parent: 'NSX' is not known. Add it to bodies.yaml, or correct the word.",
        ),
        (
            "bodies.yaml",
            "parents: [{code: NSS, from: 2020-04-01}]",
            "parents: [{code: NSS, from: 2020-13-01}]",
            "(NSS-ECON), parents 1 (NSS): 'from' must be a date such as 2020-04-01, not '2020-13-01'.",
        ),
        (
            "bodies.yaml",
            "  - code: NSS-ECON\n    kind: other",
            "  - code: NSS-ECON\n    kind: divison",
            "bodies.yaml, bodies 4 (NSS-ECON): 'kind' can't be divison. Use one of",
        ),
        (
            "bodies.yaml",
            "  - code: CAO-ESPO",
            "  - code: NSS-ECON",
            "bodies.yaml: NSS-ECON comes 2 times. Keep one row.",
        ),
        (
            "bodies.yaml",
            'corporate_number: "8000012120002"',
            'corporate_number: "9000012120002"',
            "'corporate_number' 9000012120002 is wrong:",
        ),
        (
            "bodies.yaml",
            "from: 2001-01-06, until: 2024-06-30,",
            "from: 2001-01-06, until: 2024-07-01,",
            "bodies.yaml, bodies 12 (METI-TESB): two of 'names' hold on 2024-07-01. End the first one",
        ),
        (
            "bodies.yaml",
            "from: 2001-01-06, until: 2024-06-30,",
            "from: 2001-01-06, until: 2000-06-30,",
            "'until' (2000-06-30) is before 'from' (2001-01-06). Swap them, or correct one.",
        ),
        (
            "bodies.yaml",
            "parents: [{code: CABINET, from: 1947-05-03}]",
            "parents: [{code: NSS, from: 1947-05-03}]",
            "bodies.yaml (CAS): is above itself. Correct 'parents'.",
        ),
        (
            "mandates.yaml",
            "  - body: IPA\n    function: funds",
            "  - body: IPA\n    function: fund",
            "'function' can't be fund. Did you mean funds?",
        ),
        (
            "treaties.yaml",
            "signed_on: 2025-02-06",
            "signed_on: 2025-02-06\n    in_force_on: 2026-08-01",
            "(bit_zambia): is signed only, but has a day of entry into force.",
        ),
        (
            "treaties.yaml",
            "    in_force_on: 2024-07-21\n",
            "",
            "(bit_angola): is in_force, but no party has a day of entry into force. Give 'in_force_on'.",
        ),
        (
            "treaties.yaml",
            "parties: [JP, AO]",
            "parties: [JP, XX]",
            "treaties.yaml (bit_angola): party: 'XX' is not known. Use a code of countries.yaml",
        ),
        (
            "sources.yaml",
            "  - key: hsf_ect",
            "  - key: hsf_ect\n    key: hsf",
            "sources.yaml, line",
        ),
        (
            "brief.yaml",
            "  - code: E14\n    what: claim\n    standing: claim",
            "  - code: E14\n    what: claim\n    standing: fact",
            "brief.yaml, statements 14 (E14): a claim has the standing claim, and nothing else has.",
        ),
        (
            "domains.yaml",
            "source: submission_document",
            "source: submission",
            "domains.yaml (semiconductors): source: 'submission' is not known. Add it to sources.yaml",
        ),
    ],
)
def test_an_error_names_file_row_trouble_and_remedy(
    folder: Path, edit: Edit, file: str, old: str, new: str, error: str
) -> None:
    edit(file, old, new)
    assert any(error in found for found in errors_of(folder)), errors_of(folder)


def test_all_errors_are_named_in_one_run(folder: Path, edit: Edit) -> None:
    edit("mandates.yaml", "  - body: IPA\n    function: funds", "  - body: IPO\n    function: fund")
    edit("treaties.yaml", "parties: [JP, AO]", "parties: [JP]")
    assert len(errors_of(folder)) == 3


def test_what_nobody_read_needs_a_day_to_review_it(folder: Path, edit: Edit) -> None:
    edit(
        "mandates.yaml",
        "    basis: {en: Research on economic and industrial policy, ja: 経済産業政策に関する調査研究}\n"
        "    source: unread\n    confidence: memory\n    review_on: 2027-06-30\n",
        "    basis: {en: Research on economic and industrial policy, ja: 経済産業政策に関する調査研究}\n"
        "    source: unread\n    confidence: memory\n",
    )
    assert errors_of(folder) == (
        "mandates.yaml, mandates 33 (RIETI): 'memory' needs a day to check it again. Give 'review_on'.",
    )


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "brief.yaml").unlink()
    assert errors_of(folder) == ("brief.yaml: the file is missing. Put it back: every seed file is needed.",)


def test_norway_is_a_country_and_not_false(folder: Path) -> None:
    assert "NO" in {word.code for word in read_folder(folder).countries}


def test_libyaml_reads_every_file_as_the_plain_loader_does() -> None:
    for name in FILES:
        text = (DATA / f"{name}.yaml").read_text(encoding="utf-8")
        assert load_strictly(text) == yaml.load(text, Loader=StrictLoader), name  # noqa: S506 - builds plain values


@pytest.mark.parametrize("text", ["a: 1\na: 2", "a:\n\tb: 1", "a: [1"])
def test_both_loaders_refuse_the_same(text: str) -> None:
    for load in (load_strictly, lambda given: yaml.load(given, Loader=StrictLoader)):  # noqa: S506 - as above
        with pytest.raises(yaml.MarkedYAMLError):
            load(text)
