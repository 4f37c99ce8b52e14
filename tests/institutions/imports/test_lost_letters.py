"""An export in cp932 has lost letters: taken back, it changes no text, also where a row corrects something else."""

from typing import Any

import pytest

from institutions.models import GovernmentBody, Party, table_of
from tests.institutions.imports.good_files import bring_in, lines_of
from tests.institutions.imports.test_taking_back import counts, exported, problems

pytestmark = pytest.mark.django_db

COMPANIES = [
    {"key": "y", "name": {"ja": "𠮷川架空商店"}, "corporate_number": "7000012050002", "address": "𠮷野町1〜2"},
    {"key": "n", "name": {"ja": "なみ〜架空"}, "country": None},
    {"key": "c", "name": {"en": "Café Sample"}, "country": "FR"},
]
PEOPLE = [{"key": "p", "name": {"ja": "𠮷川 架空"}, "country": "JP"}]
SOURCE = {"key": "paper", "title": "𠮷野報告〜2026", "publisher": "𠮷川架空商店"}


@pytest.fixture
def letters(meti: GovernmentBody) -> None:
    """Store parties and statements with letters that cp932 lacks, or writes otherwise."""
    appointment = {"kind": "appointment", "person": "p", "body": "METI", "post": "𠮷課〜", "from": "2021-04-01"}
    holding = {"kind": "shareholding", "holder": "n", "company": "y", "share_bp": 620, "source": "paper"}
    one = {"record": "1", "people": PEOPLE, "statements": [appointment]}
    two = {"record": "2", "companies": COMPANIES, "sources": [SOURCE], "statements": [holding]}
    assert counts(bring_in(meti, "json", lines_of(one, two))) == {"added": 2}


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize(
    ("form", "listed", "rows"),
    [
        ("people", "people", 1),
        ("companies", "companies", 3),
        ("appointment", "appointments", 1),
        ("shareholding", "shareholdings", 1),
    ],
)
def test_an_export_in_cp932_changes_nothing(meti: GovernmentBody, form: str, listed: str, rows: int) -> None:
    before = {*Party.objects.values_list("name_ja", "name_en", "address")}
    job = bring_in(meti, form, exported("METI", "csv", listed, encoding="cp932"))
    assert counts(job) == {"unchanged": rows}, problems(job)
    assert {*Party.objects.values_list("name_ja", "name_en", "address")} == before


def replaced(content: bytes, before: str, after: str) -> bytes:
    """Return a file in cp932 with one text replaced."""
    text = content.decode("cp932")
    assert text.count(before) == 1, text
    return text.replace(before, after).encode("cp932")


@pytest.mark.usefixtures("letters")
def test_a_corrected_row_keeps_the_letters_of_its_other_texts(meti: GovernmentBody) -> None:
    posts: Any = table_of("appointment")
    given = replaced(exported("METI", "csv", "appointments", encoding="cp932"), "2021-04-01", "2022-04-01")
    assert counts(bring_in(meti, "appointment", given)) == {"changed": 1}
    held = posts.objects.current().get()
    assert (held.post, held.from_on.year) == ("𠮷課〜", 2022)
    given = replaced(exported("METI", "csv", "people", encoding="cp932"), "JP", "FR")
    assert counts(bring_in(meti, "people", given)) == {"changed": 1}
    assert Party.objects.filter(name_ja="𠮷川 架空", country="FR").exists()
    given = replaced(exported("METI", "csv", "shareholdings", encoding="cp932"), ",620,", ",700,")  # not within an id
    assert counts(bring_in(meti, "shareholding", given)) == {"changed": 1}
    shares: Any = table_of("shareholding")
    assert shares.objects.current().get().source.title == "𠮷野報告〜2026"


@pytest.mark.usefixtures("letters")
def test_another_text_is_a_correction(meti: GovernmentBody) -> None:
    given = replaced(exported("METI", "csv", "appointments", encoding="cp932"), "〓課～", "局長")
    assert counts(bring_in(meti, "appointment", given)) == {"changed": 1}
    posts: Any = table_of("appointment")
    assert posts.objects.current().get().post == "局長"
