"""Codes of OCDS: a sure word is taken, an unsure one needs the option, and the option never contradicts the data."""

from typing import Any

import pytest

from tests.institutions.formats.ocds.reading.samples import document, errors, notes, with_tender

pytestmark = pytest.mark.bare


@pytest.mark.parametrize(
    ("code", "option", "method"),
    [
        ("open", None, "open"),
        ("selective", None, "selective"),
        ("selective", "designated", "designated"),
        ("direct", None, "negotiated"),
        ("direct", "small_value", "small_value"),
        ("limited", "designated", "designated"),
        (None, "designated", "designated"),
        ("open", "negotiated", "open"),
    ],
)
def test_the_method_is_what_the_code_surely_means_or_what_the_option_makes_precise(
    code: str | None, option: str | None, method: str
) -> None:
    given = with_tender(procurementMethod=code)
    assert document(given, method=option)["selection"]["method"] == method


@pytest.mark.parametrize(
    ("code", "option", "says"),
    [
        (None, None, "This is missing in the OCDS data. Give --method."),
        ("limited", None, "'limited' can mean designated or negotiated or small_value. Give --method"),
        ("limited", "open", "'limited' can mean designated or negotiated or small_value."),
        ("auction", None, "'auction' has no clear equivalent here. Give --method."),
        (5, "open", "5 is not a text"),
    ],
)
def test_a_method_that_is_not_sure_is_refused_with_the_remedy(code: Any, option: str | None, says: str) -> None:
    assert says in errors(with_tender(procurementMethod=code), method=option)["/tender/procurementMethod"]


def test_an_option_that_contradicts_the_data_is_noted() -> None:
    given = with_tender(procurementMethod="open")
    assert "--method negotiated is not used" in notes(given, method="negotiated")["/tender/procurementMethod"]


@pytest.mark.parametrize(
    ("code", "option", "procured"),
    [("works", None, "works"), ("services", "research", "research"), ("goods", "works", "goods"), (None, "let", "let")],
)
def test_the_object_follows_the_same_rule(code: str | None, option: str | None, procured: str) -> None:
    given = with_tender(mainProcurementCategory=code)
    assert document(given, object=option)["selection"]["object"] == procured


def test_an_object_that_nobody_states_is_refused() -> None:
    assert "Give --object" in errors(with_tender(), object=None)["/tender/mainProcurementCategory"]


def test_an_import_calls_its_options_as_they_are_given_there() -> None:
    given = with_tender()
    assert "Give the option object." in errors(given, object=None, of_import=True)["/tender/mainProcurementCategory"]
