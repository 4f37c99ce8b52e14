"""Every pinned package has a licence that is known, and none that would reach the program."""

from importlib import metadata

import pytest

from policyengine.release.licences import HEAD, PAGE, READ, UnknownLicenceError, is_refused, licence_of
from policyengine.release.pins import REQUIREMENTS, ROOT, read_pins

pytestmark = pytest.mark.bare


def installed(name: str) -> str:
    """Return the version of an installed package; empty if there is none."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def test_the_page_lists_every_pin_with_the_licence_that_the_package_states() -> None:
    pins = read_pins()
    text = PAGE.read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")][1:]
    assert [(name, version) for name, version, _ in rows] == [(pin.name, pin.version) for pin in pins]
    here = [row for row in rows if installed(row[0]) == row[1]]  # another Python has other versions of a few
    assert len(here) > len(rows) - 10
    assert [row for row in here if row[2] != licence_of(row[0])] == [], "run `make docs`"


def test_no_package_that_runs_or_tests_the_program_leaves_no_choice_but_gpl() -> None:
    names = {pin.name for file in ROOT.glob("requirements*.txt") for pin in read_pins(file)}
    refused = []
    for name in sorted(each for each in names if installed(each) or each in READ):
        try:
            licence = licence_of(name)
        except UnknownLicenceError as unknown:  # of a tool: it is not part of a release
            licence = str(unknown)
        if is_refused(licence) or "General Public" in licence.replace("Lesser General Public", ""):
            refused.append(f"{name}: {licence}")
    assert refused == []


@pytest.mark.parametrize(
    ("expression", "refused"),
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("MIT AND GPL-2.0-only", True),
        ("GPL-2.0-or-later OR MPL-1.1", False),
        ("LGPL-3.0-only", False),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", False),
    ],
)
def test_gpl_is_refused_where_nothing_else_may_be_chosen(expression: str, refused: bool) -> None:
    assert is_refused(expression) is refused


def test_a_licence_that_metadata_leave_open_has_to_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(READ, "fido2")
    with pytest.raises(UnknownLicenceError, match="fido2: its metadata"):
        licence_of("fido2")


def test_what_was_read_is_still_pinned() -> None:
    assert set(READ) <= {pin.name for pin in read_pins(REQUIREMENTS)}


def test_files_of_others_are_named() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for path in (ROOT / "policyengine/static").rglob("LICENSE*"):
        assert f"../{path.relative_to(ROOT)}" in text
