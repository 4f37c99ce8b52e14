"""EDINET: the code list describes companies, the large holdings state that one holds of another an unknown share."""

import io
from pathlib import Path
from typing import Any

import pytest

from institutions.drafts.documents import FileUnreadableError
from institutions.formats.edinet import read_edinet
from institutions.formats.register_document import Record, RefusedRecord, RegisterDocument
from institutions.imports.file_work import RegisterWork
from institutions.models import GovernmentBody, Party, table_of
from tests.institutions.imports.records import bring_in, job, words

CODES = (
    "ＥＤＩＮＥＴコード,提出者種別,上場区分,連結の有無,資本金,決算日,"
    "提出者名,提出者名（英字）,提出者名（ヨミ）,所在地,提出者業種,証券コード,提出者法人番号\n"
    "E90001,内国法人・組合,上場,有,1,3月31日,"
    'ヒカリ磁性株式会社,"HIKARI MAGNETICS CO., LTD.",ヒカリジセイカブシキガイシャ,港区,金属,99990,7000012050002\n'
    "E90002,外国法人・組合,非上場,有,,,Kita Materials Inc.,,,,,,\n"
)
HOLDINGS = (
    "edinetCode,issuerEdinetCode,filerName,reports,first,last,issuerName,issuerJCN,filerType\n"
    "E90002,E90001,Kita Materials Inc.,4,2025-09-05 14:00,2026-04-08 13:39,"
    "ヒカリ磁性株式会社,7000012050002,外国法人・組合\n"
    "E90003,E90001,北マテリアル株式会社,1,2026-01-26 14:00,2026-01-26 14:00,,,内国法人・組合\n"
)
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "edinet"


def read(written: str, encoding: str = "utf-8") -> list[Record]:
    return list(read_edinet(io.BytesIO(written.encode(encoding))))


def contents(records: list[Record]) -> list[dict[str, Any]]:
    """Return the documents, none refused."""
    assert all(isinstance(each, RegisterDocument) for each in records), records
    return [each.content for each in records if isinstance(each, RegisterDocument)]


@pytest.mark.parametrize("first_line", ["", "ダウンロード実行日,2026年06月15日現在,件数,2件\n"])
def test_the_code_list_describes_companies_with_their_numbers(first_line: str) -> None:
    first, second = contents(read(first_line + CODES, "cp932"))
    assert first["companies"] == [
        {
            "key": "E90001",
            "name": {
                "ja": "ヒカリ磁性株式会社",
                "en": "HIKARI MAGNETICS CO., LTD.",
                "kana": "ヒカリジセイカブシキガイシャ",
            },
            "corporate_number": "7000012050002",
            "address": "港区",
            "listed": True,
        }
    ]
    assert second["companies"][0]["country"] is None


def test_of_a_large_holding_the_share_is_unknown() -> None:
    first, second = contents(read(HOLDINGS))
    assert first["statements"] == [
        {"kind": "shareholding", "holder": "E90002", "company": "E90001", "from": "2025-09-05", "source": "edinet"}
    ]
    assert second["companies"][1] == {"key": "E90001", "name": {"ja": "EDINETコード E90001"}}


@pytest.mark.django_db
def test_an_issuer_that_is_called_by_its_code_gets_its_name_from_the_code_list(meti: GovernmentBody) -> None:
    bring_in(meti, read(HOLDINGS)[1], format="edinet")
    bring_in(meti, *read(CODES), format="edinet")
    assert Party.objects.get(corporate_number="7000012050002").name_ja == "ヒカリ磁性株式会社"


def test_a_table_with_other_headings_is_refused() -> None:
    with pytest.raises(FileUnreadableError, match="edinetCode"):
        read("a,b\n1,2\n" * 10)


def test_a_line_without_its_issuer_is_refused_and_the_others_go_on() -> None:
    records = read(HOLDINGS + "E90003,,北マテリアル株式会社,1,2026-01-26 14:00,,,,\n")
    assert [isinstance(each, RefusedRecord) for each in records] == [False, False, True]


@pytest.mark.django_db
def test_the_holdings_know_the_companies_of_the_code_list(meti: GovernmentBody) -> None:
    bring_in(meti, *read(CODES), format="edinet")
    assert words(bring_in(meti, *read(HOLDINGS), format="edinet")) == ["added", "added"]
    assert Party.objects.filter(kind="company").count() == 3
    shareholdings: Any = table_of("shareholding").objects
    held = shareholdings.get(holder__country="")
    assert (held.company.corporate_number, held.share_bp, str(held.from_on)) == ("7000012050002", None, "2025-09-05")


@pytest.mark.django_db
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data/edinet, which is not here")
@pytest.mark.parametrize(("name", "records"), [("edinetcode", 7_675), ("large_holding_edges", 10_871)])
def test_every_line_of_the_real_lists_can_be_read(meti: GovernmentBody, name: str, records: int) -> None:
    work = RegisterWork(job(meti), read_edinet)
    read_lines = list(work.records(SHARED / f"{name}.csv.gz"))
    assert len(read_lines) == records
    assert not [each for each in read_lines if isinstance(each, RefusedRecord)]
