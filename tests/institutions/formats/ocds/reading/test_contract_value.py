"""Amounts: yen is yen, another currency stays what it is, and nothing is converted without a rate."""

from typing import Any

import pytest

from tests.institutions.formats.ocds.reading.samples import document, errors, notes, release, stated, with_tender

pytestmark = pytest.mark.bare

USD = {"amount": 200_000, "currency": "USD"}


def no_yen(value: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a release whose tender has this value and whose awards have none."""
    given = with_tender(value=value)
    given["awards"][0].pop("value")
    return given


def test_a_value_in_yen_wins_over_the_option() -> None:
    assert document(release(), value_yen=5)["value_yen"] == 30_000_000


def test_a_value_in_another_currency_is_kept_and_never_read_as_yen() -> None:
    found = document(no_yen(USD), value_yen=7)
    assert (found["value_yen"], found["value_other_currency"]) == (7, "200000 USD")


def test_a_rate_converts_its_currency() -> None:
    found = document(no_yen(USD), rates={"USD": "150.25"})
    assert (found["value_yen"], found["value_other_currency"]) == (30_050_000, "200000 USD")


def test_a_value_given_in_yen_wins_over_a_conversion() -> None:
    assert document(no_yen(USD), value_yen=7, rates={"USD": "150"})["value_yen"] == 7


@pytest.mark.parametrize("rates", [{}, {"EUR": "160"}])
def test_without_yen_it_is_refused_with_the_remedy(rates: dict[str, str]) -> None:
    says = errors(no_yen(USD), rates=rates)["/tender/value"]
    assert says == (
        "The release has no value in yen. Give --value-yen, or --yen-per-unit USD=RATE to convert 200000 USD."
    )


def test_without_any_value_it_is_refused_with_the_remedy() -> None:
    assert errors(no_yen())["/tender/value"] == "The release has no value. Give --value-yen."


def test_the_awards_are_summed_where_the_tender_has_no_value() -> None:
    given = with_tender(value=None)
    given["awards"].append({"id": "b", "suppliers": [{"id": "K"}], "value": {"amount": 2_000_000, "currency": "JPY"}})
    assert document(given)["value_yen"] == 30_000_000


def test_a_sum_of_two_currencies_or_with_a_part_unknown_is_no_value() -> None:
    for value in (USD, None):
        given = with_tender(value=None)
        given["awards"].append({"id": "b", "suppliers": [{"id": "K"}], "value": value})
        assert document(given, value_yen=9)["value_yen"] == 9


def test_a_budget_is_the_last_resort_and_noted() -> None:
    given = {**no_yen(), "planning": {"budget": {"amount": {"amount": 44, "currency": "JPY"}}}}
    assert document(given)["value_yen"] == 44
    assert "private money" in notes(given)["/planning/budget/amount"]


def test_a_bid_in_another_currency_is_kept_as_it_is() -> None:
    assert stated(release(), "bid")[1] == {
        "company": "party:K",
        "status": "disqualified",
        "amount_other_currency": "180000.5 USD",
    }


def test_a_bid_is_converted_at_its_rate_and_kept_too() -> None:
    found = stated(release(), "bid", rates={"USD": "150"})[1]
    assert (found["amount_yen"], found["amount_other_currency"]) == (27_000_075, "180000.5 USD")


def test_a_fraction_of_a_yen_is_rounded_and_noted() -> None:
    given = release()
    given["awards"][0]["value"]["amount"] = 99.5
    assert stated(given, "award")[0]["amount_yen"] == 100
    assert "99.5 JPY is not a whole number" in notes(given)["/awards/0/value/amount"]


def test_an_amount_without_a_currency_is_not_read_and_noted() -> None:
    given = release()
    given["bids"]["details"][0]["value"].pop("currency")
    assert "amount_yen" not in stated(given, "bid")[0]
    assert "no currency" in notes(given)["/bids/details/0/value"]


@pytest.mark.parametrize(
    ("value", "field", "says"),
    [
        ({"amount": -1, "currency": "JPY"}, "/amount", "negative"),
        ({"amount": "1", "currency": "JPY"}, "/amount", "'1' is not a number"),
        ({"amount": True, "currency": "JPY"}, "/amount", "true is not a number"),
        ({"amount": 10**18, "currency": "JPY"}, "/amount", "18 digits"),
        ({"amount": float("inf"), "currency": "JPY"}, "/amount", "not a number"),
        ({"amount": 1, "currency": "YEN!"}, "/currency", "not a currency"),
        ({"amount": 1, "currency": 392}, "/currency", "not a text"),
        ([1], "", "is not an object"),
    ],
)
def test_an_amount_that_is_none_is_refused_at_its_place(value: Any, field: str, says: str) -> None:
    given = release()
    given["bids"]["details"][0]["value"] = value
    assert says in errors(given)[f"/bids/details/0/value{field}"]


def test_a_null_amount_says_nothing() -> None:
    given = release()
    given["bids"]["details"][0]["value"] = {"amount": None, "currency": "JPY"}
    assert "amount_yen" not in stated(given, "bid")[0]
    assert notes(given) == {}


def test_a_rate_too_large_for_any_field_is_refused() -> None:
    given = no_yen({"amount": 10**17, "currency": "USD"})
    assert "too large in yen" in errors(given, rates={"USD": "1000"})["/tender/value/amount"]
