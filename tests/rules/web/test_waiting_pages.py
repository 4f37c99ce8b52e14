"""A page that waits for a worker says one thing that is true with and without JavaScript."""

from typing import Final

import pytest

from policyengine.processes import ROOT
from tests.every import every

TEMPLATES: Final = ROOT / "rules/templates"
WAITING: Final = sorted(
    str(path.relative_to(TEMPLATES))
    for path in TEMPLATES.rglob("*.html")
    if "every 2s" in (text := path.read_text(encoding="utf-8")) or "every 3s" in text
)

pytestmark = pytest.mark.bare


@every("name", WAITING)
def test_it_is_reloaded_where_the_result_does_not_appear_by_itself(name: str) -> None:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    assert "<noscript>" not in text
    assert "updates itself" not in text
    if "notice busy" in text:
        assert "reload it if it does not appear by itself" in text
