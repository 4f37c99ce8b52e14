"""Records of imports: added once, unchanged when they come again, superseded when corrected, refused whole."""

from typing import Any

import pytest
from django.db.models import Model

from institutions.codes.parameters import outside_value
from institutions.drafts.errors import FieldError
from institutions.drafts.name_searches import search_waiting
from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.formats.register_document import RefusedRecord
from institutions.formats.tables.troubles.cells import NoPercentSign
from institutions.models import (
    GovernmentBody,
    IdentityLead,
    ImportedRecord,
    Party,
    PartyDetails,
    PartyName,
    Source,
    table_of,
)
from tests.institutions.imports.records import bring_in, holding, of, words

pytestmark = pytest.mark.django_db

Shareholding: Any = table_of("shareholding")


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return every row that an import may write, but its bookkeeping."""
    tables: list[type[Model]] = [Party, PartyName, PartyDetails, Shareholding, Source, ImportedRecord]
    return {each.__name__: list(each._default_manager.order_by("pk").values()) for each in tables}


def test_a_record_brings_its_parties_and_statements(meti: GovernmentBody) -> None:
    assert words(bring_in(meti, holding())) == ["added"]
    row = Shareholding.objects.get()
    assert (row.holder.name_ja, row.company.name_ja, row.share_bp) == (
        "北マテリアル株式会社",
        "ヒカリ磁性株式会社",
        620,
    )
    assert (row.submission_id, row.imported.record, row.imported.job.body) == (None, "R-1", meti)
    assert row.reach == "register"


def test_the_same_record_again_changes_nothing(meti: GovernmentBody) -> None:
    bring_in(meti, holding())
    before = everything()
    assert words(bring_in(meti, holding())) == ["unchanged"]
    assert everything() == before


def test_a_corrected_record_continues_the_lineage(meti: GovernmentBody) -> None:
    bring_in(meti, holding())
    first = Shareholding.objects.get()
    assert words(bring_in(meti, holding(share_bp=700))) == ["changed"]
    held = Shareholding.objects.current().get()
    assert (held.lineage, held.share_bp) == (first.lineage, 700)
    assert Shareholding.objects.count() == 2
    assert Party.objects.filter(kind="company").count() == 2


def test_a_key_whose_party_was_found_to_be_another_stands_for_that_one(meti: GovernmentBody) -> None:
    bring_in(meti, holding())
    stays = Party.objects.create(kind="company", name_ja="ヒカリ磁性株式会社")
    Party.objects.filter(pk=Shareholding.objects.get().company_id).update(same_as=stays)
    assert words(bring_in(meti, holding(share_bp=700), holding("R-2", line=2))) == ["changed", "added"]
    assert {each.company_id for each in Shareholding.objects.current()} == {stays.pk}


def test_what_stays_in_a_corrected_record_keeps_its_row_and_what_is_gone_ends(meti: GovernmentBody) -> None:
    stays = {"kind": "shareholding", "holder": "K1", "company": "H1", "share_bp": 100}
    goes = {"kind": "exposure", "company": "H1", "country": "CN", "revenue_bp": 3100}
    companies = holding().content["companies"]
    bring_in(meti, of(companies=companies, statements=[stays, goes]))
    row = Shareholding.objects.get()
    assert words(bring_in(meti, of(companies=companies, statements=[stays]))) == ["changed"]
    assert Shareholding.objects.get().pk == row.pk
    assert list(table_of("exposure").objects.current()) == []
    bring_in(meti, of(companies=companies, statements=[{**stays, "share_bp": 200}]))
    assert Shareholding.objects.current().get().lineage == row.lineage


def test_records_of_other_names_are_left_alone(meti: GovernmentBody) -> None:
    bring_in(meti, holding("R-1"), holding("R-2", line=2, share_bp=300))
    bring_in(meti, holding("R-2", share_bp=301))
    assert sorted(row.share_bp for row in Shareholding.objects.current()) == [301, 620]


def test_a_party_is_found_by_the_key_of_the_collection(meti: GovernmentBody) -> None:
    bring_in(meti, holding())
    named = {"kind": "shareholding", "holder": "H1", "company": "K1", "share_bp": 10}
    assert words(bring_in(meti, of("R-9", statements=[named]))) == ["added"]
    assert Party.objects.filter(kind="company").count() == 2


def test_a_record_may_name_a_key_that_an_earlier_one_of_the_same_chunk_describes(meti: GovernmentBody) -> None:
    company = of("C", companies=[{"key": "H1", "name": {"ja": "ヒカリ磁性株式会社"}}])
    listed = of("L", line=2, statements=[{"kind": "listing", "company": "H1", "list": "other"}])
    assert words(bring_in(meti, company, listed)) == ["added", "added"]


def test_the_keys_of_another_body_or_publisher_are_not_read(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    bring_in(meti, holding())
    named = {"kind": "listing", "company": "H1", "list": "other"}
    (of_other_body,) = bring_in(digital_agency, of(statements=[named]))
    (of_other_publisher,) = bring_in(meti, of(statements=[named], publisher="Kita Statistics"))
    for each in (of_other_body, of_other_publisher):
        assert each.outcome == "refused"
        assert each.errors[0].field == "/statements/0/company"


def test_a_party_is_found_by_its_number_and_never_by_its_name(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    numbered = {"key": "A", "name": {"ja": "ヒカリ磁性株式会社"}, "corporate_number": "7000012050002"}
    bring_in(meti, of(companies=[numbered]))
    bring_in(digital_agency, of(companies=[{**numbered, "key": "B"}, {"key": "C", "name": {"ja": "ヒカリ磁性（株）"}}]))
    assert Party.objects.filter(kind="company").count() == 2
    search_waiting()
    lead = IdentityLead.objects.get()
    assert (lead.candidate.corporate_number, lead.body) == ("7000012050002", digital_agency)


def test_a_bad_record_is_refused_with_its_fields_and_the_others_are_stored(meti: GovernmentBody) -> None:
    bad = holding("R-2", line=2, share_bp="six")
    unread = RefusedRecord(
        line=3,
        errors=(FieldError("持分割合", NoPercentSign(value=outside_value("6"), percent="6", bp="600")),),
        record="R-3",
    )
    outcomes = bring_in(meti, holding(), bad, unread, holding("R-4", line=4))
    assert words(outcomes) == ["added", "refused", "refused", "added"]
    assert [each.field for each in outcomes[1].errors] == ["/statements/0/share_bp"]
    assert Shareholding.objects.count() == 2


def test_a_refused_correction_leaves_the_earlier_content(meti: GovernmentBody) -> None:
    bring_in(meti, holding())
    before = everything()
    assert words(bring_in(meti, holding(share_bp=-1))) == ["refused"]
    assert everything() == before


def test_a_record_stands_once_in_a_file(meti: GovernmentBody) -> None:
    outcomes = bring_in(meti, holding(), holding(line=7, share_bp=1))
    assert words(outcomes) == ["added", "refused"]
    assert "line 1" in outcomes[1].errors[0].message


def test_a_statement_that_the_database_refuses_spoils_no_other(meti: GovernmentBody) -> None:
    """Two parties known by their keys are given one new number in one chunk: the second is refused, or finds it."""
    bring_in(meti, holding())
    number = "7000012050002"
    outcomes = bring_in(
        meti,
        of("A", companies=[{"key": "H1", "name": {"ja": "ヒカリ磁性株式会社"}, "corporate_number": number}]),
        of("B", line=2, companies=[{"key": "K1", "name": {"ja": "北マテリアル株式会社"}, "corporate_number": number}]),
        of("C", line=3, statements=[{"kind": "listing", "company": "H1", "list": "other"}]),
    )
    assert words(outcomes)[0::2] == ["added", "added"]
    assert Party.objects.filter(corporate_number=number).count() == 1


@pytest.mark.parametrize(
    ("statement", "field"),
    [
        ({"kind": "recusal", "person": "s", "on": "2026-01-01"}, "/statements/0"),
        ({"kind": "bid", "company": "c", "amount_yen": 1}, "/statements/0"),
        ({"kind": "employment", "person": "s", "company": "c", "responsible": True}, "/statements/0/responsible"),
    ],
)
def test_what_belongs_to_one_partnership_alone_is_refused(
    meti: GovernmentBody, statement: dict[str, Any], field: str
) -> None:
    companies, people = [{"key": "c", "name": {"en": "Kita"}}], [{"key": "s", "name": {"en": "Sato Haruka"}}]
    (outcome,) = bring_in(meti, of(companies=companies, people=people, statements=[statement]))
    assert [each.field for each in outcome.errors] == [field]


def test_a_corrected_description_supersedes_what_the_collection_said(meti: GovernmentBody) -> None:
    first = {"key": "H1", "name": {"ja": "ヒカリ磁性株式会社"}, "address": "東京都港区"}
    bring_in(meti, of(companies=[first]))
    bring_in(meti, of(companies=[{**first, "name": {"ja": "ヒカリ磁石株式会社"}, "address": "大阪市北区"}]))
    party = Party.objects.get(kind="company")
    assert (party.name_ja, party.address) == ("ヒカリ磁石株式会社", "大阪市北区")
    assert [row.text for row in PartyName.objects.current().filter(party=party)] == ["ヒカリ磁石株式会社"]
    assert PartyName.objects.filter(party=party).count() == 2
    assert PartyDetails.objects.current().get(party=party).details["address"] == "大阪市北区"


def test_a_file_never_overrides_what_others_said(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    numbered = {"key": "A", "name": {"ja": "ヒカリ磁性株式会社"}, "corporate_number": "7000012050002", "listed": True}
    bring_in(meti, of(companies=[numbered]))
    other = {**numbered, "name": {"ja": "光", "en": "Hikari"}, "listed": False, "phone": "03-0000-0000"}
    bring_in(digital_agency, of(companies=[other]))
    party = Party.objects.get(kind="company")
    assert (party.name_ja, party.name_en, party.listed, party.phone) == (
        "ヒカリ磁性株式会社",
        "Hikari",
        True,
        "03-0000-0000",
    )
    assert PartyName.objects.current().filter(party=party, text="光").exists()


def test_others_are_told_once_a_chunk_of_what_changed(meti: GovernmentBody) -> None:
    heard: list[RegisterChange] = []

    def hear(change: RegisterChange, **_kwargs: object) -> None:
        heard.append(change)

    register_changed.connect(hear)
    try:
        bring_in(meti, holding(), holding("R-2", line=2))
        bring_in(meti, holding(), holding("R-2", line=2))
    finally:
        register_changed.disconnect(hear)
    assert [(len(each.statements), each.body, each.partnership) for each in heard] == [(2, meti.pk, None)]


def test_a_dry_run_knows_the_keys_of_chunks_that_it_rolled_back(meti: GovernmentBody) -> None:
    from django.db import transaction

    from institutions.imports.storing import RecordStore
    from tests.institutions.imports.records import job

    storing = RecordStore(job(meti, dry_run=True))
    for record in (holding(), of("L", line=2, statements=[{"kind": "listing", "company": "H1", "list": "other"}])):
        with transaction.atomic():
            assert words(storing.chunk([record])) == ["added"]
            transaction.set_rollback(True)
    assert not Party.objects.filter(kind="company").exists()


def test_a_chunk_takes_the_same_number_of_queries_for_two_records_and_for_two_hundred(
    meti: GovernmentBody, django_assert_max_num_queries: Any
) -> None:
    many = [holding(f"R-{n}", line=n, share_bp=n) for n in range(1, 201)]
    with django_assert_max_num_queries(45):
        assert set(words(bring_in(meti, *many))) == {"added"}
