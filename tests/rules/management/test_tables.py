"""An answer as lines: what stands above a line is not said again in it."""

import pytest

from rules.management.tables import registering_lines

pytestmark = pytest.mark.bare


@pytest.mark.parametrize(
    ("reference", "message", "said"),
    [
        (None, "line 7: this is not JSON at column 2.", "this is not JSON at column 2."),
        (None, "Line 7: The release has no ocid.", "The release has no ocid."),
        (None, "The JSON is broken at line 7, column 2.", "The JSON is broken at line 7, column 2."),
        ("T-1", "Line 7: The title is missing.", "Line 7: The title is missing."),
    ],
)
def test_the_line_of_a_file_stands_once(reference: str | None, message: str, said: str) -> None:
    content = {"reference": reference, "state": "refused", "errors": [{"field": "", "message": message}]}
    first, second = registering_lines("line 7", content)
    assert first == f"{reference or 'line 7'}  refused"
    assert second == f"    /: {said}"
