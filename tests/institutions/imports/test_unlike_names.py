"""Two files of one body that number their rows alike never take each other's place in silence."""

from typing import Any

import pytest

from institutions.drafts.errors import DraftInvalid
from institutions.models import GovernmentBody, Import, Party, table_of
from tests.institutions.imports.good_files import bring_in

pytestmark = pytest.mark.django_db

APPOINTMENTS: Any = table_of("appointment")  # its columns come from the declaration of its kind
HEADING = "record,person,person.name,body,post,from\n"
FIRST = HEADING + "1,T1,佐藤 遥,METI,課長,2025-04-01\n2,T2,田中 海,METI,係長,2025-04-01\n"
SECOND = HEADING + "1,C1,阿部 湊,METI,課長,2025-04-01\n2,C2,渡辺 凪,METI,係長,2025-04-01\n"
SAME_KEYS = SECOND.replace("C1", "T1").replace("C2", "T2")


def appointed() -> list[str]:
    """Return the names of the holders of a post."""
    held = APPOINTMENTS.objects.current().select_related("person")
    return sorted(each.person.name_ja for each in held)


def counts(job: Import) -> dict[str, int]:
    """Return the counts of the outcomes that occurred."""
    words = ("added", "changed", "refused", "ended", "unchanged")
    return {word: number for word in words if (number := getattr(job, word))}


def errors(job: Import) -> list[tuple[str, str]]:
    """Return every error of the records, by their fields."""
    return [(error["field"], error["message"]) for each in job.outcomes.order_by("number") for error in each.errors]


def test_rows_about_others_under_the_numbers_of_an_earlier_file_are_refused(meti: GovernmentBody) -> None:
    bring_in(meti, "appointment", FIRST.encode())
    before = appointed()
    job = bring_in(meti, "appointment", SECOND.encode())
    assert counts(job) == {"refused": 2}
    assert appointed() == before
    field, message = errors(job)[0]
    assert field == "person"
    assert "The record '1' is about '佐藤 遥' in 'f'" in message
    assert "(collection)" in message
    assert "(replace)" in message


def test_a_key_that_stands_for_another_name_renames_nobody(meti: GovernmentBody) -> None:
    bring_in(meti, "appointment", FIRST.encode())
    job = bring_in(meti, "appointment", SAME_KEYS.encode())
    assert counts(job) == {"refused": 2}
    assert errors(job)[0][0] == "person.name"
    assert "The key 'T1' is '佐藤 遥'" in errors(job)[0][1]
    assert sorted(Party.objects.filter(kind="person").values_list("name_ja", flat=True)) == ["佐藤 遥", "田中 海"]


@pytest.mark.parametrize("second", [SECOND, SAME_KEYS])
def test_a_file_with_a_collection_of_its_own_adds_its_rows(meti: GovernmentBody, second: str) -> None:
    bring_in(meti, "appointment", FIRST.encode())
    assert counts(bring_in(meti, "appointment", second.encode(), collection="Council")) == {"added": 2}
    assert appointed() == sorted(["佐藤 遥", "田中 海", "阿部 湊", "渡辺 凪"])
    assert counts(bring_in(meti, "appointment", second.encode(), collection="Council")) == {"unchanged": 2}
    assert counts(bring_in(meti, "appointment", FIRST.encode())) == {"unchanged": 2}


def test_a_complete_file_of_a_collection_ends_nothing_of_another(meti: GovernmentBody) -> None:
    bring_in(meti, "appointment", FIRST.encode())
    bring_in(meti, "appointment", SECOND.encode(), collection="Council")
    one = "".join(SECOND.splitlines(keepends=True)[:2])
    job = bring_in(meti, "appointment", one.encode(), collection="Council", complete_on="2025-10-01")
    assert counts(job) == {"unchanged": 1, "ended": 1}


def test_whoever_says_that_records_may_be_about_others_replaces_them(meti: GovernmentBody) -> None:
    bring_in(meti, "appointment", FIRST.encode())
    job = bring_in(meti, "appointment", SECOND.encode(), replace="true")
    assert counts(job) == {"changed": 2}
    assert appointed() == sorted(["阿部 湊", "渡辺 凪"])
    [note] = job.outcomes.order_by("number")[0].notes
    assert "person: 佐藤 遥 → 阿部 湊" in note["message"]


def test_a_corrected_row_about_the_same_says_what_it_supersedes(meti: GovernmentBody) -> None:
    bring_in(meti, "appointment", FIRST.encode())
    job = bring_in(meti, "appointment", FIRST.replace("課長", "局長").encode())
    assert counts(job) == {"changed": 1, "unchanged": 1}
    [note] = job.outcomes.get(outcome="changed").notes
    assert note["message"].startswith("Supersedes what 'f' stated on ")
    assert note["message"].endswith(": post: 課長 → 局長.")


@pytest.mark.parametrize("name", ["佐藤遥", "佐藤　遥"])
def test_a_name_that_is_written_otherwise_is_the_same(meti: GovernmentBody, name: str) -> None:
    bring_in(meti, "appointment", FIRST.encode())
    assert "refused" not in counts(bring_in(meti, "appointment", FIRST.replace("佐藤 遥", name).encode()))


def test_a_certain_number_decides_who_a_renamed_company_is(meti: GovernmentBody) -> None:
    table = "key,name,corporate_number\nK1,北マテリアル株式会社,{}\n"
    bring_in(meti, "companies", table.format("7000012050002").encode())
    renamed = table.replace("北マテリアル", "ナギサ素材")
    assert counts(bring_in(meti, "companies", renamed.format("7000012050002").encode())) == {"changed": 1}
    nameless = bring_in(meti, "companies", table.replace("北マテリアル", "ソラ通信").format("").encode())
    assert counts(nameless) == {"refused": 1}


def test_a_key_with_two_names_in_one_file_is_refused_at_the_second(meti: GovernmentBody) -> None:
    job = bring_in(meti, "appointment", FIRST.replace("T2", "T1").encode())
    assert counts(job) == {"added": 1, "refused": 1}
    assert errors(job) == [
        ("person.name", "The key 'T1' is '佐藤 遥' in line 2. Give each its own key, or the same name.")
    ]


def test_a_collection_is_named_for_tables_alone_and_in_one_line(meti: GovernmentBody) -> None:
    tried: list[tuple[str, dict[str, Any]]] = [
        ("bods", {"collection": "A"}),
        ("appointment", {"collection": "A\nB", "replace": "maybe"}),
    ]
    for form, given in tried:
        with pytest.raises(DraftInvalid) as refused:
            bring_in(meti, form, b"", **given)
        assert [each.field for each in refused.value.errors] == [f"/options/{name}" for name in given]


def notes(job: Import) -> list[str]:
    """Return every note on the records."""
    return [note["message"] for each in job.outcomes.order_by("number") for note in each.notes]


def test_who_renames_a_party_reads_whom(meti: GovernmentBody) -> None:
    bring_in(meti, "companies", "key,name\nk1,甲社\n".encode())
    job = bring_in(meti, "companies", "key,name\nk1,丙社\n".encode(), replace="true")
    assert counts(job) == {"changed": 1}
    assert (
        "The key 'k1' belonged to '甲社', and now gets another name. Check whether both are the same party."
        in notes(job)
    )


def test_a_number_that_the_register_has_under_another_name_is_told(meti: GovernmentBody) -> None:
    bring_in(meti, "companies", "key,name,corporate_number\nk1,数字産業株式会社,7000012050002\n".encode())
    second = "record,company,company.name,company.corporate_number,holder,holder.name,holder.type,share_bp\n"
    second += "1,c9,架空製作所,7000012050002,p1,佐藤 遥,person,500\n"
    job = bring_in(meti, "shareholding", second.encode())
    assert counts(job) == {"added": 1}
    assert notes(job) == [
        "The register has this number under the name '数字産業株式会社'. Check whether both are the same party."
    ]
    again = second.replace("架空製作所", "(株)数字産業").replace("1,c9", "2,c8")
    assert notes(bring_in(meti, "shareholding", again.encode())) == []


def test_tables_of_one_name_share_their_keys(meti: GovernmentBody) -> None:
    bring_in(meti, "people", "key,name\n7,四季 春子\n".encode(), collection="Dept")
    posts = "record,person,body,post,from\n1,7,METI,課長,2025-04-01\n"
    assert counts(bring_in(meti, "appointment", posts.encode(), collection="Dept")) == {"added": 1}
    shares = "record,holder,holder.name,holder.type,company,company.name,share_bp\n1,7,四季 春子,person,c1,甲社,500\n"
    assert counts(bring_in(meti, "shareholding", shares.encode(), collection="Dept")) == {"added": 1}
    assert Party.objects.filter(kind="person").count() == 1
    assert appointed() == ["四季 春子"]
    other = bring_in(meti, "shareholding", shares.replace("四季 春子", "夏目 秋").encode(), collection="Dept")
    assert counts(other) == {"refused": 1}
    assert counts(bring_in(meti, "appointment", posts.encode(), collection="Other")) == {"refused": 1}
