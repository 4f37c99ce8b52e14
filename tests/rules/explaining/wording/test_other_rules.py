"""Outcomes of other rules are one missing item, behind what somebody can supply."""

import pytest

from rules.explaining.wording.other_rules import with_other_rules_once
from rules.explaining.wording.suppliers import Supplier

pytestmark = pytest.mark.bare


def need(text: str, supplier: Supplier, rule: str = "") -> dict[str, object]:
    """Return a missing item."""
    return {"text": text, "supplier": supplier, "asked": "", "rule": rule}


def test_the_rules_are_named_once_in_the_language_of_the_reader() -> None:
    data = need("A bid", Supplier.SELECTION)
    others = [need(f"Data that {code} lacks", Supplier.RULES, code) for code in ("COI-01", "COI-02", "COI-01")]
    said = with_other_rules_once([others[0], data, *others[1:]], "en")
    assert [each["text"] for each in said] == ["A bid", "The outcome of COI-01, COI-02, for which data is missing too"]
    assert said[1]["supplier"] is Supplier.RULES
    (only,) = with_other_rules_once(others, "ja")
    assert only["text"] == "COI-01、COI-02の結果（これらについてもデータが不足しています）"


def test_nothing_is_added_where_no_rule_is_waited_for() -> None:
    data = [need("A bid", Supplier.SELECTION)]
    assert with_other_rules_once(data, "en") == data
