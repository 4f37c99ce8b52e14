"""A name that moved is told from one that stands."""

import pytest

from tests.policyengine.named_parts import is_address, is_file_or_folder, is_module_or_model

pytestmark = pytest.mark.bare


@pytest.mark.parametrize(
    ("name", "exists"),
    [
        ("rules/web/report/", True),
        ("rules/report/", False),
        ("urls.py", True),
        ("nowhere.py", False),
        ("partnerships/ID/case/", True),
    ],
)
def test_a_path_that_moved_is_told_from_one_that_stands(name: str, exists: bool) -> None:
    assert (is_file_or_folder(name) or is_address(name)) is exists


@pytest.mark.parametrize(
    ("name", "exists"),
    [
        ("/companies/ID/", True),
        ("/companies/mine/", False),
        ("/api/v1/rulebook/CODE/", True),
        ("/healthz", True),
        ("/nowhere/", False),
    ],
)
def test_an_address_that_moved_is_told_from_one_that_stands(name: str, exists: bool) -> None:
    assert is_address(name) is exists


@pytest.mark.parametrize(
    ("name", "exists"),
    [
        ("rules.Finding", True),
        ("rules.review.timeline.reading.note_since_last_act", True),
        ("rules.review.timeline.reading.told", False),
        ("rules.timeline", False),
    ],
)
def test_a_module_that_moved_is_told_from_one_that_stands(name: str, exists: bool) -> None:
    assert is_module_or_model(name) is exists
