"""The fields of one fact are one missing item, and so are the outcomes of other rules, behind what can be supplied."""

from typing import Literal

import pytest

from rules.explaining.wording.stated_once import needs_stated_once
from rules.explaining.wording.suppliers import Supplier

pytestmark = pytest.mark.bare


def need(text: str, supplier: Supplier, rule: str = "", fact: str = "") -> dict[str, object]:
    """Return a missing item."""
    return {"text": text, "supplier": supplier, "asked": "", "rule": rule, "fact": fact}


def test_the_rules_are_named_once_in_the_language_of_the_reader() -> None:
    data = need("A bid", Supplier.SELECTION)
    others = [need(f"Data that {code} lacks", Supplier.RULES, code) for code in ("COI-01", "COI-02", "COI-01")]
    said = needs_stated_once([others[0], data, *others[1:]], "en")
    assert [each["text"] for each in said] == ["A bid", "The outcome of COI-01, COI-02, for which data is missing too"]
    assert said[1]["supplier"] is Supplier.RULES
    (only,) = needs_stated_once(others, "ja")
    assert only["text"] == "COI-01、COI-02の結果（これらについてもデータが不足しています）"


def test_nothing_is_added_where_no_rule_is_waited_for() -> None:
    data = [need("A bid", Supplier.SELECTION)]
    assert needs_stated_once(data, "en") == data


@pytest.mark.parametrize(
    ("language", "named", "fields", "after"),
    [
        ("en", "Treaty cover (Kita): ", ("controls", "open until"), "controls, open until"),
        ("ja", "条約（北）：", ("支配", "請求期限"), "支配、請求期限"),
    ],
)
def test_the_fields_of_a_fact_are_one_item_and_other_facts_stay_apart(
    language: Literal["en", "ja"], named: str, fields: tuple[str, ...], after: str
) -> None:
    needs = [need(f"{named}{field}", Supplier.BODY, fact="treaty_cover 1") for field in fields]
    other = need("Measure: damage", Supplier.BODY, fact="measure 1")
    assert [each["text"] for each in needs_stated_once([*needs, other], language)] == [f"{named}{after}", other["text"]]
