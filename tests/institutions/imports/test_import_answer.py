"""A terminal prints the same of an import as web and REST show, each place once."""

import pytest

from institutions.imports.import_answer import SHOWN, outcome_lines
from institutions.models import GovernmentBody
from tests.institutions.imports.good_files import bring_in

pytestmark = pytest.mark.django_db

HOLDINGS = "edinetCode,issuerEdinetCode,filerName,first\n"
POSTS = "record,person,person.name,body,post\n"


def test_what_is_noted_of_added_records_is_printed(meti: GovernmentBody) -> None:
    job = bring_in(meti, "edinet", (HOLDINGS + "E90002,E90001,北マテリアル株式会社,2021-04-01\n").encode())
    assert job.added == 1
    [line] = [each for each in outcome_lines(job) if each.startswith("line 2")]
    assert "The list does not name the issuer" in line


def test_a_renamed_party_of_an_added_record_is_printed(meti: GovernmentBody) -> None:
    bring_in(meti, "appointment", (POSTS + "1,S1,佐藤 遥,METI,課長\n").encode())
    job = bring_in(meti, "appointment", (POSTS + "2,S1,阿部 湊,METI,局長\n").encode(), replace="true")
    assert job.added == 1
    assert any("The key 'S1' belonged to '佐藤 遥', and now gets another name." in each for each in outcome_lines(job))


def test_what_is_added_without_a_note_is_not_listed_and_of_many_the_first_are(meti: GovernmentBody) -> None:
    rows = "".join(f"E{n},E90001,北マテリアル {n},2021-04-01\n" for n in range(SHOWN + 3))
    job = bring_in(meti, "edinet", (HOLDINGS + rows).encode())
    lines = list(outcome_lines(job))
    assert len([each for each in lines if each.startswith("line ")]) == SHOWN
    assert "… and 3 more with notes that were added." in lines
    plain = bring_in(meti, "appointment", (POSTS + "1,S1,佐藤 遥,METI,課長\n").encode())
    assert [each for each in outcome_lines(plain) if each.startswith("line ")] == []


@pytest.mark.parametrize(
    ("format_name", "content"), [("json", b'{"a": 1'), ("ocds", b'{"a": 1'), ("ocds", b"\xff\xfe\x41"), ("bods", b"{")]
)
def test_a_line_is_named_once(meti: GovernmentBody, format_name: str, content: bytes) -> None:
    job = bring_in(meti, format_name, content)
    assert job.refused == 1
    [line] = [each for each in outcome_lines(job) if "line 1" in each.lower()]
    assert line.lower().count("line 1") == 1
