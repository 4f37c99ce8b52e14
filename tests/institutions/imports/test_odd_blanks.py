"""Blanks that a format of single lines folds say nothing new: an export in BODS comes back unchanged."""

from typing import Any

import pytest

from institutions.models import GovernmentBody, Party, table_of
from tests.institutions.imports.good_files import bring_in, lines_of
from tests.institutions.imports.test_taking_back import counted, counts, exported, problems

pytestmark = pytest.mark.django_db

ODD = {
    "companies": [
        {
            "key": "hikari",
            "name": {"ja": "ヒカリ　磁性株式会社", "en": "Hikari  Magnetics", "kana": "ヒカリ　ジセイ"},
            "address": "東京都　千代田区  1-1,",
        },
        {"key": "kita", "name": {"en": "Kita\u00a0Materials"}, "address": "札幌市　"},
    ],
    "people": [{"key": "sato", "name": {"ja": "佐藤　遥"}}],
    "sources": [{"key": "paper", "title": "報告書　 令和8年", "publisher": "公正  取引"}],
}
TIES: list[dict[str, Any]] = [
    {"kind": "shareholding", "holder": "kita", "company": "hikari", "share_bp": 620, "source": "paper"},
    {"kind": "directorship", "person": "sato", "company": "hikari", "post": "代表  取締役　社長", "source": "paper"},
    {"kind": "control", "controller": "kita", "company": "hikari", "by": "board", "source": "paper"},
]


@pytest.fixture
def odd(meti: GovernmentBody) -> GovernmentBody:
    """Return METI after an import of names, addresses, posts and sources with blanks of every sort."""
    rows = [{"record": f"R{place}", **ODD, "statements": [tie]} for place, tie in enumerate(TIES)]
    job = bring_in(meti, "json", lines_of(*rows))
    assert counts(job) == {"added": 3}, problems(job)
    return meti


def test_an_export_in_bods_comes_back_unchanged(odd: GovernmentBody) -> None:
    before = counted()
    job = bring_in(odd, "bods", exported("METI", "bods"))
    assert counts(job) == {"unchanged": job.total}, problems(job)
    assert counted() == before


def test_lone_companies_come_back_unchanged(meti: GovernmentBody) -> None:
    bring_in(meti, "json", lines_of({"record": "R", "companies": ODD["companies"]}))
    job = bring_in(meti, "bods", exported("METI", "bods"))
    assert counts(job) == {"unchanged": job.total}, problems(job)
    assert Party.objects.get(name_en="Hikari  Magnetics").name_ja == "ヒカリ　磁性株式会社"


def test_another_text_is_still_another(odd: GovernmentBody) -> None:
    given = exported("METI", "bods").replace("代表  取締役".encode(), "代表 執行役".encode())
    job = bring_in(odd, "bods", given)
    assert (job.refused, job.added, job.changed) == (1, 0, 0), problems(job)
    posts: Any = table_of("directorship")  # its columns come from the declaration of its kind
    assert [row.post for row in posts.objects.current()] == ["代表  取締役　社長"]
