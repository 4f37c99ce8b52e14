"""Every kind of statement with every field filled can be read on the page of each party that it names."""

import re
from uuid import UUID

import pytest
from django.test import Client

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.kinds import KINDS, PartyType
from institutions.models import table_of
from tests.documents import small
from tests.rules.web.api.every_kind import statements
from tests.rules.web.pages.register.parties.reading import words

pytestmark = pytest.mark.usefixtures("meti")

PEOPLE = [{"key": "sato", "name": {"ja": "佐藤 遥"}}, {"key": "abe", "name": {"ja": "安部 結衣"}}]
COMPANIES = [{"key": "hikari", "name": {"ja": "光磁性"}}, {"key": "kita", "name": {"ja": "北素材"}}]
NO_WORDS = re.compile(r"METI|text|T-1|USD|LEI|ID|GPA")


@pytest.fixture(params=[0, 1])
def parties(request: pytest.FixtureRequest) -> dict[str, UUID]:
    """Return those that a document with every kind of statement names."""
    document = small(people=PEOPLE, companies=COMPANIES, statements=statements(request.param))
    return register_partnership(check_document(document), account=None, way="file").parties


def test_each_is_read_in_both_languages(client: Client, parties: dict[str, UUID]) -> None:
    for key, page in (("hikari", "companies"), ("kita", "companies"), ("sato", "people"), ("abe", "people")):
        sort = PartyType.COMPANY if page == "companies" else PartyType.PERSON
        named = [name for name, kind in KINDS.items() if any(sort in each.allows for each in kind.parties)]
        assert "Confidence" in words(client, f"/{page}/{parties[key]}/")
        for name in named:
            shown = words(client, f"/{page}/{parties[key]}/ties/{name}/", "ja")
            assert re.findall("[A-Za-z_]{2,}", NO_WORDS.sub("", shown)) == [], (name, shown)
            if table_of(name).objects.filter(reach="case").exists():
                assert "全0件" in shown, "what belongs to one case stands with that case"
