"""Co-sponsors, the basis of amounts, and the second check of a declaration: checked, stored, and refused by name."""

from typing import Any

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.store import Registration, register_partnership
from institutions.models import table_of
from institutions.parties.co_sponsors import co_sponsors_of, signatory_ids
from tests.documents import small

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
SELECTION = {"method": "open", "object": "goods"}


def registered(**changes: Any) -> Registration:
    return register_partnership(check_document(small(**changes)), account=None, way="file")


def held(kind: str, **only: Any) -> Any:  # Any: tables are made at run time
    """Return the one row of a kind."""
    return table_of(kind).objects.get(**only)


def troubles(**changes: Any) -> dict[str, str]:
    with pytest.raises(DraftInvalid) as refused:
        check_document(small(**changes))
    return {each.field: each.message for each in refused.value.errors}


def test_co_sponsors_are_bodies_by_code_key_or_id() -> None:
    council = {"key": "council", "name": {"en": "Council"}, "kind": "council", "parent": "DA"}
    found = registered(co_sponsors=["DA", "METI", "council", "DA"], bodies=[council])
    assert [each.key for each in co_sponsors_of(found.submission)] == ["DA", str(found.parties["council"])]
    assert len(signatory_ids(found.submission)) == 3
    by_id = registered(reference="T-2", co_sponsors=[str(found.parties["council"])])
    assert [each.pk for each in co_sponsors_of(by_id.submission)] == [found.parties["council"]]
    assert co_sponsors_of(registered(reference="T-3").submission) == []
    assert co_sponsors_of(registered(reference="T-4", co_sponsors=None).submission) == []


def test_a_co_sponsor_that_is_no_body_is_refused_by_name() -> None:
    assert "'XYZ'" in troubles(co_sponsors=["DA", "XYZ"])["/co_sponsors/1"]
    assert "hikari" in troubles(co_sponsors=["hikari"])["/co_sponsors/0"]
    assert "list" in troubles(co_sponsors="DA")["/co_sponsors"]


def test_two_words_for_the_tax_of_a_selection_must_agree() -> None:
    for tax, included in (("included", False), ("excluded", True)):
        said = troubles(selection={**SELECTION, "tax": tax, "price_includes_tax": included})["/selection/tax"]
        assert tax in said, tax
        assert str(included).lower() in said, tax
    agreeing: tuple[tuple[str | None, bool], ...] = (("included", True), ("excluded", False), (None, True))
    for basis, included in agreeing:
        check_document(small(tax="excluded", selection={**SELECTION, "tax": basis, "price_includes_tax": included}))
    assert "gross" in troubles(tax="gross")["/tax"]


def test_calls_bids_and_awards_keep_their_basis_and_else_that_of_the_document() -> None:
    statements = [
        {"kind": "call", "key": "c1", "body": "METI"},
        {"kind": "bid", "company": "hikari", "tax": "included"},
        {"kind": "award", "company": "hikari", "tax": None},
        {"kind": "exposure", "company": "hikari", "country": "CN"},
    ]
    registered(tax="excluded", statements=statements)
    for kind, tax in (("call", "excluded"), ("bid", "included"), ("award", "excluded")):
        assert held(kind).tax == tax, kind
    registered(reference="T-2", statements=statements)
    assert held("call", partnership__reference="T-2").tax is None


def test_the_basis_of_a_document_can_change_with_its_revision() -> None:
    statements = [{"kind": "award", "company": "hikari", "amount_yen": 10}]
    registered(statements=statements)
    registered(revision=2, tax="included", statements=statements)
    rows: Any = table_of("award").objects.order_by("pk")
    first, second = rows
    assert (first.tax, second.tax, first.lineage == second.lineage) == (None, "included", True)
    assert first.superseded_at is not None


def test_nobody_checks_their_own_declaration() -> None:
    checked = {"kind": "declaration", "person": "sato", "on": "2026-04-01", "verified_by": "sato"}
    assert "own declaration" in troubles(statements=[checked])["/statements/0/verified_by"]
    people = [{"key": "sato", "name": {"ja": "佐藤"}}, {"key": "mori", "name": {"ja": "森"}}]
    found = registered(people=people, statements=[{**checked, "verified_by": "mori", "verified_on": "2026-04-02"}])
    row = held("declaration")
    assert (row.verified_by_id, str(row.verified_on)) == (found.parties["mori"], "2026-04-02")


def test_an_association_is_a_key_an_id_or_a_name() -> None:
    guild = {"key": "guild", "name": {"ja": "磁石工業会"}, "type": "association"}
    described = {"companies": [*small()["companies"], guild]}
    found = registered(
        statements=[{"kind": "association_member", "company": "kita", "association": "guild"}], **described
    )
    id_of_guild = str(found.parties["guild"])
    assert held("association_member").association == id_of_guild
    for reference, given in (("T-2", id_of_guild), ("T-3", "Magnet League")):
        member = {"kind": "association_member", "company": "kita", "association": given}
        registered(reference=reference, statements=[member])
        assert held("association_member", partnership__reference=reference).association == given


def test_an_association_by_the_key_of_a_person_or_an_unknown_id_is_refused() -> None:
    for given in ("sato", "0b5b2b0e-7d7c-4b0e-9d52-0d6d5f6f1a99"):
        member = {"kind": "association_member", "company": "kita", "association": given}
        assert "/statements/0/association" in troubles(statements=[member]), given
