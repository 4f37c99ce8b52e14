"""A statement without a document rests on an import, which is named to its permitted readers."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from institutions.models import GovernmentBody, Import, Party
from rules.engine.language.statements import Language, date_text
from tests.institutions.imports.records import bring_in, holding, of
from tests.rules.web.pages.register.parties.reading import account, html, queries, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def companies(meti: GovernmentBody) -> dict[str, Party]:
    """Return two companies of a file that has no column for sources."""
    bring_in(meti, holding(), file_name="holdings.csv")
    return {each.name_ja: each for each in Party.objects.filter(kind="company")}


def said(language: Language, body: GovernmentBody) -> str:
    """Return the words for the import."""
    day = date_text(timezone.localdate().isoformat(), language)
    named = body.name_ja if language == "ja" else body.name
    return (
        f"{day}に{named}が取り込んだholdings.csv" if language == "ja" else f"Import of holdings.csv by {named} on {day}"
    )


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("page", ["", "connections/?to=北マテリアル株式会社"])
def test_the_import_is_named_with_its_page(
    client: Client, meti: GovernmentBody, companies: dict[str, Party], language: Language, page: str
) -> None:
    hikari = companies["ヒカリ磁性株式会社"]
    shown = html(client, f"/companies/{hikari.pk}/{page}", language)
    assert said(language, meti) in shown
    assert f'href="/imports/{Import.objects.get().pk}/"' in shown


def test_who_may_not_read_the_import_learns_that_it_is_one(
    companies: dict[str, Party], meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    path = f"/companies/{companies['ヒカリ磁性株式会社'].pk}/"
    for reader in (account("officer", digital_agency), account("administrator", meti)):
        shown = html(reader, path)
        assert "Source: An import" in words(reader, path)
        assert "holdings.csv" not in shown
        assert "/imports/0" not in shown
        assert str(Import.objects.get().pk) not in shown
    assert "holdings.csv" in html(account("auditor"), path)


def test_other_ties_name_it_too(client: Client, meti: GovernmentBody) -> None:
    merger = {"kind": "succession", "company": "A", "predecessor": "B", "on": "2020-04-01"}
    rows: list[dict[str, Any]] = [{"key": key, "name": {"en": f"{key} (fictional)"}} for key in "AB"]
    bring_in(meti, of(companies=rows, statements=[merger]))
    path = f"/companies/{Party.objects.get(name_en='A (fictional)').pk}/"
    assert said("en", meti) in words(client, path)


def test_many_imported_ties_take_no_more_queries_than_one(client: Client, meti: GovernmentBody) -> None:
    bring_in(meti, holding())
    path = f"/companies/{Party.objects.get(name_ja='ヒカリ磁性株式会社').pk}/"
    queries(client, path)
    before = queries(client, path)
    for number in range(8):
        owner = {"key": f"O{number}", "name": {"en": f"Owner {number} (fictional)"}}
        one = {"kind": "shareholding", "holder": owner["key"], "company": "H1", "share_bp": 100}
        bring_in(meti, of(f"R-{number + 2}", companies=[owner], statements=[one]))
    assert queries(client, path) == before
