"""Before an erasure the officer sees what will remain and why; documents under retention stay as they are."""

import re
from contextlib import suppress
from datetime import date
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from institutions.audit.verify import verify_audit
from institutions.models import (
    Account,
    AuditEvent,
    Company,
    Erasure,
    GovernmentBody,
    Partnership,
    Person,
    Source,
    Submission,
)
from rules.models import CaseMove, Match
from rules.review.casework.act_table import Act
from rules.review.erasing.addresses import address_names, address_without
from rules.review.erasing.assessments import CannotEraseError
from rules.review.erasing.erase import erase_person, plan_erasure
from rules.review.erasing.erased_person import ErasedPerson
from rules.review.erasing.preview_job import preview_here
from rules.review.erasing.remaining import parts_of_names
from rules.review.keeping.retention import last_day_of_retention
from tests.documents import example
from tests.fixed_clock import midnight_after
from tests.rules.review.casework.building import do, officer, registered
from tests.rules.review.erasing.erased_case import everything, named, sato
from tests.rules.review.erasing.seeing import erase_seen

pytestmark = pytest.mark.usefixtures("no_broker")


def document() -> dict[str, Any]:
    """Return a document whose company has the official's surname, and whose source has their name in its address."""
    found = example("hikari_magnetics")
    surname = latin_surname()
    found["companies"][0]["name"] = {"en": f"In {surname} Holdings KK", "ja": "ヒカリ磁性株式会社"}
    slug = named(found)[0].split("(")[0].strip().lower().replace(" ", "-")
    found["sources"][0]["url"] = f"https://example.jp/declarations/{slug}/2026"
    return found


def latin_surname() -> str:
    """Return the first word of the official's name in Latin letters."""
    return next(name for name in named(example("hikari_magnetics")) if name.isascii()).split()[0]


@pytest.fixture
def over(meti: GovernmentBody, digital_agency: GovernmentBody) -> Partnership:
    """Return a case that was withdrawn."""
    submitter = officer(meti)
    partnership = registered(document(), submitter)
    do(partnership, Act.WITHDRAW, submitter, reason=f"{latin_surname()} asked for more time.")
    return partnership


@pytest.fixture
def after_retention(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the period of retention be over."""
    monkeypatch.setattr("rules.review.keeping.retention.YEARS", -20)


def reasons(person: Person) -> dict[str, list[str]]:
    """Return why something would remain, by code: the tables."""
    found: dict[str, list[str]] = {}
    for each in plan_erasure(person).remaining():
        found.setdefault(each.why.code, []).append(each.table)
    return found


def test_companies_texts_and_findings_that_keep_a_part_of_the_name_are_listed_before(
    over: Partnership, administrator: Account, after_retention: None
) -> None:
    listed = reasons(sato())
    assert "institutions_party" in listed["remaining.party_name"]
    assert "rules_casemove" in listed["remaining.text"]
    assert "institutions_submission" in listed["remaining.text"]
    assert listed["remaining.finding"]
    erase_seen(sato(), reason="Asked for.", account=administrator)
    assert f"In {latin_surname()} Holdings KK" in Company.objects.get(document_keys__key="hikari").name_en
    assert latin_surname() in CaseMove.objects.get(act="withdraw").reason
    assert any(latin_surname() in each.statement_en for each in Match.objects.all())


def test_the_address_of_a_source_and_its_copies_lose_the_name(
    over: Partnership, administrator: Account, after_retention: None
) -> None:
    slug = document()["sources"][0]["url"].split("/")[-2]
    assert slug in everything()
    erase_seen(sato(), reason="Asked for.", account=administrator)
    assert slug not in everything()
    assert Source.objects.filter(url__startswith="https://example.jp/erased-").exists()
    assert verify_audit().troubles == ()


def test_an_address_is_compared_in_every_way_in_which_it_can_be_written() -> None:
    for address in (
        "https://example.jp/sato-haruka/", "https://example.jp/?who=Haruka%20Sato", "https://sato.haruka.jp/",
        "https://example.jp/SATO_HARUKA.pdf",
    ):  # fmt: skip
        assert address_names(address, "Sato Haruka"), address
    assert address_names("https://example.jp/%E4%BD%90%E8%97%A4%E9%81%A5", "佐藤 遥")
    for address in ("https://example.jp/sato/", "https://example.jp/satoharukana/", "https://example.jp/"):
        assert not address_names(address, "Sato Haruka"), address
    assert address_without("https://sato-haruka.jp/a", ("Sato Haruka",), "erased-1") == "https://erased-1.invalid/"
    assert address_without("https://a.jp/sato-haruka", ("Sato Haruka",), "erased-1") == "https://a.jp/erased-1"


def test_a_person_named_in_a_document_under_retention_is_not_erased_from_it(
    over: Partnership, administrator: Account
) -> None:
    names, before = named(document()), Submission.objects.get().document
    until = last_day_of_retention(timezone.localdate())
    said = StringIO()
    call_command("erase_person", str(sato().pk), reason="Asked for.", by="keeper", stdout=said)
    assert f"under retention until {until.isoformat()}" in said.getvalue() or str(until.year) in said.getvalue()
    erase_seen(sato(), reason="Asked for.", account=administrator)
    assert Submission.objects.get().document == before
    assert any(name in each.statement_en for name in names for each in Match.objects.all())
    assert not any(name in (sato().name_en, sato().name_ja) for name in names), "the register itself is no document"
    event = AuditEvent.objects.get(verb="person_erased")
    assert (event.after or {})["retained"] == {str(over.pk): until.isoformat()}
    assert verify_audit().troubles == ()
    with pytest.raises(CannotEraseError, match="Only documents under retention"):
        erase_seen(sato(), reason="Asked for.", account=administrator)


def test_what_was_retained_is_erased_once_its_period_is_over(
    over: Partnership, administrator: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    erase_seen(sato(), reason="Asked for.", account=administrator)
    monkeypatch.setattr("rules.review.keeping.retention.YEARS", -20)
    erase_seen(sato(), reason="The period is over.", account=administrator)
    text = everything()
    assert not [name for name in named(document()) if name in text]
    assert verify_audit().troubles == ()


@pytest.mark.parametrize("looks", [1, 2, 3])
def test_an_erasure_leaves_nothing_under_a_retention_that_ended_at_midnight(
    over: Partnership, administrator: Account, looks: int
) -> None:
    """Planned before midnight and carried out after it, it left the documents, and named a retention that was over."""
    until = last_day_of_retention(timezone.localdate())
    with midnight_after(1_000_000, until):
        seen = preview_here(sato(), administrator).fingerprint
    with midnight_after(looks, until), suppress(CannotEraseError):  # the register is read again on the next day
        erase_person(sato(), reason="Asked for.", account=administrator, seen=seen)
    assert {timezone.localdate(each.at) for each in Erasure.objects.all()} <= {until}


def test_the_period_is_counted_in_whole_fiscal_years() -> None:
    for day, last in ((date(2026, 3, 31), date(2036, 3, 31)), (date(2026, 4, 1), date(2037, 3, 31))):
        assert last_day_of_retention(day) == last, day


def test_a_remark_in_brackets_beside_a_name_is_no_part_of_it() -> None:
    who = ErasedPerson(uuid4(), frozenset(), ("Sato Haruka (fictional)", "佐藤 遥香（架空）", "（架空）"))
    parts = parts_of_names(who)
    assert not [each for each in parts if re.search(each, "Kita Materials Inc. (fictional) 北（架空）")]
    for text in ("In Sato Holdings", "佐藤商会", "Sato Haruka (fictional)"):
        assert [each for each in parts if re.search(each, text)], text
