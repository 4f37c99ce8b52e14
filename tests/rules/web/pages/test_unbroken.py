"""No line breaks a date or the code of a rule; everything else is text as before."""

import pytest

from rules.templatetags.unbroken import unbroken

pytestmark = pytest.mark.bare


@pytest.mark.parametrize("whole", ["令和8年6月20日", "令和元年5月1日", "2026年6月20日", "20 June 2026", "COI-01"])
def test_a_date_and_a_code_stay_whole(whole: str) -> None:
    assert unbroken(f"（{whole}、次）") == f'（<span class="whole">{whole}</span>、次）'


@pytest.mark.parametrize("text", ["DEMO-METI-001", "R8.6.20", "6月20日", "ACOI-01", "COI-012"])
def test_what_is_neither_is_left_as_it_is(text: str) -> None:
    assert unbroken(text) == text


def test_a_text_is_escaped() -> None:
    assert unbroken("<b>COI-01</b>") == '&lt;b&gt;<span class="whole">COI-01</span>&lt;/b&gt;'
