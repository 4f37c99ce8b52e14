"""Open data of awards of the procurement portal, and published lists as processes that are screened by themselves."""

from pathlib import Path

from institutions.formats.published.portal import read_portal_awards
from institutions.formats.published.processes import published_processes
from institutions.formats.published.words import DATA, portal_words
from institutions.values.quick_yaml import load_yaml
from tests.institutions.formats.published.lists import PORTAL, list_csv, portal_csv


def test_awards_are_read_by_the_published_layout() -> None:
    first, second, third = read_portal_awards(portal_csv())
    assert [each.errors for each in (first, second, third)] == [(), (), ()]
    assert (first.number, first.signed_on, first.amount, first.body, first.method) == (
        "0000000000000099001",
        "2026-01-30",
        1_234_567,
        "DA",
        "open",
    )
    assert (second.amount, second.body, second.body_name, second.method) == (98_765, None, "衆議院", "negotiated")
    assert third.record != first.record


def test_each_wrong_cell_of_an_award_is_named_by_its_column() -> None:
    (found,) = read_portal_awards(portal_csv("X,,2026-13-01,高い,ZZ,1,ヒカリ磁性株式会社,1\n"))
    assert [(each.field, each.said.code) for each in found.errors] == [
        ("調達案件名称", "published.cell_empty"),
        ("調達案件番号", "published.portal_number"),
        ("落札決定日", "day.not_in_calendar"),
        ("落札価格", "published.no_amount"),
        ("府省コード", "published.portal_code"),
        ("入札方式コード", "published.portal_code"),
        ("法人番号", "published.no_number"),
    ]
    (short,) = read_portal_awards(portal_csv("1,2,3\n"))
    assert [each.said.code for each in short.errors] == ["published.columns_of_portal"]


def test_awards_of_one_case_are_one_process(tmp_path: Path) -> None:
    path = tmp_path / "awards.csv"
    path.write_bytes(portal_csv(PORTAL + "X,,,,,,,\n").read())
    first, second, broken = published_processes(path, "portal_awards")
    assert first.process.release is not None
    assert second.process.release is not None
    assert first.process.name == "jp-portal-0000000000000099001"
    assert [each["value"]["amount"] for each in first.process.release["awards"]] == [1_234_567, 7_654_321]
    assert first.process.release["buyer"] == {"name": "デジタル庁", "id": "DA"}
    assert "bids" not in first.process.release
    assert broken.process.release is None
    assert broken.process.errors


def test_a_list_gives_processes_that_say_what_is_withheld(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(list_csv(encoding="cp932").read())
    first, second, _third = (each.process.release or {} for each in published_processes(path, "contract_list", "DA"))
    assert first["ocid"].startswith("jp-list-DA-2024-04-01 架空業務システム")
    assert first["tender"]["reservePriceWithheld"]["reason"] == "similar_contracts"
    assert "value" not in first["tender"]
    assert first["tender"]["numberOfTenderers"] == 1
    assert second["tender"]["value"] == {"amount": 5_000_000, "currency": "JPY"}
    assert second["tender"]["procurementMethod"] == "selective"
    assert second["awards"][0]["suppliers"][0]["id"].startswith("北マテリアル株式会社 ")


def test_each_body_of_the_portal_that_is_seeded_is_known_by_its_name_and_commissions_under_ministries_are() -> None:
    bodies = load_yaml((DATA / "bodies.yaml").read_text(encoding="utf-8"))["bodies"]
    names = {name["ja"]: each["code"] for each in bodies for name in each["names"]}
    ministries = portal_words()["ministries"].values()
    assert {each["name"]: each.get("body") for each in ministries if each["name"] in names} == {
        each["name"]: names[each["name"]] for each in ministries if each["name"] in names
    }
    assert portal_words()["ministries"]["T2"] == {"name": "原子力規制庁", "body": "NRA"}, "the Authority's secretariat"
    commissions = {
        "公害等調整委員会": "MIC",
        "公安審査委員会": "MOJ",
        "中央労働委員会": "MHLW",
        "運輸安全委員会": "MLIT",
    }
    rows = {each["code"]: each for each in bodies}
    for name, ministry in commissions.items():
        row = rows[names[name]]
        assert [each["code"] for each in row["parents"]] == [ministry]
        assert (row["kind"], row["confidence"], str(row["review_on"])) == (
            "independent_commission",
            "memory",
            "2027-06-30",
        )
