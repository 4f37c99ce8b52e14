"""Reasons why owners of a company are not stated, from an import, in words, never that all are known."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from institutions.imports.all_formats import FORMATS
from institutions.imports.file_work import RegisterWork
from institutions.models import GovernmentBody, Import, Party, UnstatedOwner, table_of
from tests.institutions.formats.bods.reading.samples import entity, interest, person, relationship
from tests.institutions.imports.records import job
from tests.rules.web.pages.register.parties.reading import account, words

pytestmark = pytest.mark.django_db

EXEMPT = {"reason": "subjectExemptFromDisclosure", "description": "Listed on an exchange (fictional)"}


def bring_in(meti: GovernmentBody, folder: Path, *statements: Any) -> Import:
    """Return a BODS file, as a worker brings it in."""
    path = folder / "owners.json"
    path.write_text(json.dumps(statements), encoding="utf-8")
    made = job(meti, format="bods", file_name="owners.json")
    work = FORMATS["bods"].work(made)
    assert isinstance(work, RegisterWork)
    assert "refused" not in {str(each.outcome) for each in work.chunk([*work.records(path)])}
    return made


def page(client: Client, language: str = "en") -> str:
    company = Party.objects.get(name_ja="ヒカリ磁性株式会社")
    return words(client, f"/companies/{company.pk}/", language)


@pytest.mark.parametrize(
    ("language", "reason", "source"),
    [
        ("en", "Owners not stated: the company is exempt from disclosure.", "Import of owners.json by"),
        ("ja", "所有者の記載なし：当該企業は開示義務の対象外。", "が取り込んだowners.json"),
    ],
)
def test_the_reason_stands_with_the_owners(
    client: Client, meti: GovernmentBody, tmp_path: Path, language: str, reason: str, source: str
) -> None:
    bring_in(meti, tmp_path, entity(), relationship(interestedParty=EXEMPT))
    shown = page(client, language)
    for each in (reason, source, EXEMPT["description"], "r1-of-2024-05-01"):
        assert each in shown
    assert not table_of("ownership_known").objects.exists()


def test_it_does_not_take_away_that_owners_may_be_missing(client: Client, meti: GovernmentBody, tmp_path: Path) -> None:
    bring_in(meti, tmp_path, entity(), relationship(interestedParty={"reason": "noBeneficialOwners"}))
    shown = page(client)
    assert "Owners not stated: there is no beneficial owner." in shown
    assert "nobody has stated that all larger owners are known" in shown


def test_the_words_of_the_publisher_are_for_whoever_may_read_the_import(
    meti: GovernmentBody, digital_agency: GovernmentBody, tmp_path: Path
) -> None:
    bring_in(meti, tmp_path, entity(), relationship(interestedParty=EXEMPT))
    for reader in (account("officer", digital_agency), account("administrator")):
        shown = page(reader)
        assert "exempt from disclosure" in shown
        assert EXEMPT["description"] not in shown
        assert "owners.json" not in shown


def test_a_nameless_owner_has_a_reason_too(client: Client, meti: GovernmentBody, tmp_path: Path) -> None:
    nameless = person(name=None, personType="unknownPerson", unspecifiedPersonDetails={"reason": "unknown"})
    bring_in(meti, tmp_path, entity(), nameless, relationship(interest(share=30)))
    assert "Owners not stated: unknown." in page(client)


def test_a_corrected_file_takes_its_place_and_the_same_file_changes_nothing(
    client: Client, meti: GovernmentBody, tmp_path: Path
) -> None:
    first = (entity(), relationship(interestedParty=EXEMPT))
    for _ in range(2):
        bring_in(meti, tmp_path, *first)
        assert UnstatedOwner.objects.count() == 1
    bring_in(meti, tmp_path, entity(), person(), relationship(interest(share=30)))
    assert "Owners not stated" not in page(client)
    assert UnstatedOwner.objects.count() == 1
