"""Messages of the check, in Japanese, for somebody who fills in the form."""

import re
from typing import Any

import pytest
from django.utils import translation

from institutions.drafts.check import check_document
from institutions.drafts.errors import DraftInvalid, FieldError
from rules.web.wording.form_remedies import form_remedy
from tests.documents import small, with_statement
from tests.every import every

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")

COMPANY = {"key": "a", "name": {"en": "A"}}
NUMBER = {"corporate_number": "7000012050002"}
SHARE = {"kind": "shareholding", "holder": "sato", "company": "hikari"}
MISTAKES: list[dict[str, Any]] = [
    {},
    small(reference="x" * 400),
    small(reference="a\nb"),
    small(value_yen=-1),
    small(value_yen="many"),
    small(value_yen=10**30),
    small(domain="magic"),
    small(proposed_on="yesterday"),
    small(proposed_on="2026-02-30"),
    small(proposed_on="0001-01-01"),
    small(period={"from": "2026-09-01", "until": "2026-08-01"}),
    small(defence_use="perhaps"),
    small(restricts_countries=["XX"]),
    small(sponsor="METIX"),
    small(sponsor="nobody at all"),
    small(participants=[]),
    small(title={}),
    small(submitted_by="DA"),
    small(companies=[{**COMPANY, "corporate_number": "1234567890123"}]),
    small(companies=[{**COMPANY, "corporate_number": "12"}]),
    small(companies=[{**COMPANY, "lei": "12"}]),
    small(companies=[{**COMPANY, "lei": "A" * 18 + "00"}]),
    small(companies=[{**COMPANY, "id": "12"}]),
    small(companies=[{**COMPANY, "id": "7f1a2f0e-3df8-4b3e-9b1c-111111111111"}]),
    small(companies=[{"key": "a"}]),
    small(companies=[{"key": "a", **NUMBER}]),
    small(companies=[{**COMPANY, **NUMBER}, {**COMPANY, **NUMBER, "key": "b"}]),
    small(bodies=[{"key": "a", "name": {"en": "A"}, "parent": "a"}]),
    small(sources=[{"key": "a", "title": "A", "url": "nowhere"}]),
    with_statement(**SHARE, share_bp=12000),
    with_statement(**{**SHARE, "holder": "nobody"}),
    with_statement(**{**SHARE, "company": "sato"}),
    with_statement(**SHARE, source="nowhere"),
    with_statement(kind="bid", call="none", company="hikari"),
    with_statement(kind="kinship", person="sato", relative="sato", by="spouse", degree=2),
    with_statement(kind="kinship", person="sato", relative="sato", by="blood", degree=0),
    with_statement(kind="clearance"),
    with_statement(kind="group", company="hikari", parent="hikari"),
    with_statement(kind="control", company="hikari", controller="hikari"),
    with_statement(kind="shareholding", holder="hikari", company="hikari", voting_bp=100),
    with_statement(kind="shareholding", holder="hikari", company="hikari", share_bp=10_000),
]  # fmt: skip


def errors_of(document: dict[str, Any]) -> tuple[FieldError, ...]:
    """Return the errors of the check."""
    with pytest.raises(DraftInvalid) as refused:
        check_document(document, account_body="METI")
    return refused.value.errors


@every("document", MISTAKES)
def test_every_mistake_that_a_form_can_hold_is_said_in_japanese(document: dict[str, Any]) -> None:
    for error in errors_of(document):
        with translation.override("ja"):
            said = form_remedy(error)
        assert re.search(r"[ぁ-ん]", said), said
        assert not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", said.replace("nobody at all", "")), said


def test_where_no_party_of_the_register_is_chosen_the_list_says_what_to_do() -> None:
    error, *_ = errors_of(small(companies=[{**COMPANY, "id": "12"}]))
    assert form_remedy(error).startswith("No company of the register is chosen. Type part of its name")
    assert error.message.startswith("'12' is not an id of the register.")
    elsewhere = error.at("/statements/0/id")
    assert form_remedy(elsewhere).startswith("No party of the register has this id.")
