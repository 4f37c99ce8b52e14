"""The page and the endpoint of who is connected: picture, tables, choices in the address, and what is noted."""

import re
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.documents import enlarge_document
from institutions.models import Account, Partnership, Role
from rules.models import Assessment, Finding, State
from tests.documents import example
from tests.rules.review.casework.building import registered
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def shown(client: Client, address: str, **options: Any) -> str:
    answer = client.get(address, **options)
    assert answer.status_code == 200
    return answer.content.decode()


def finding(case: Partnership, code: str = "COI-01") -> Finding:
    return Finding.objects.filter(partnership=case, code=code)[0]


def rows_of(page: str, table: str) -> list[str]:
    """Return the texts of the rows of a table."""
    part = page[page.index(f'<h2 id="{table}"') :]
    body = part[part.index("<tbody") : part.index("</tbody>")]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]]


def test_the_picture_and_the_tables_say_the_same(client: Client, case: Partnership) -> None:
    page = shown(client, f"/partnerships/{case.pk}/graph/")
    picture = page[page.index("<svg") : page.index("</svg>")]
    parties, ties = rows_of(page, "parties"), rows_of(page, "ties")
    assert picture.count('<g class="party ') == len(parties)
    drawn = re.findall(r'<g class="tie[^>]*><title>(.*?) → (.*?): ', picture)
    assert drawn
    for tail, head in drawn:
        assert any(row.startswith(f"{tail} → {head} ") for row in ties), (tail, head)
    stake = next(row for row in ties if "Share 6.2%" in row)
    assert "from 1 April 2021" in stake
    assert "COI-01" in stake
    assert "Source:" in stake
    assert "style=" not in page


def owned(*owners: str) -> dict[str, Any]:
    """Return the example with an owner of 60 % of its lead partner, a company of China, and so on upwards."""
    document = example("hikari_magnetics")
    for company, key in pairwise(("hikari", *owners)):
        name = {"en": f"{key} Holdings (fictional)", "ja": f"{key}ホールディングス（架空）"}
        document["companies"].append({"key": key, "name": name, "country": "CN"})
        document["statements"].append(
            {"kind": "shareholding", "holder": key, "company": company, "share_bp": 6000, "voting_bp": 6000}
        )
    return document


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_new_owner_of_most_of_the_lead_partner_is_in_the_picture(
    client: Client, officer: Account, language: str
) -> None:
    case = registered(owned("Kuroi"), officer)
    page = shown(client, f"/partnerships/{case.pk}/graph/", headers={"accept-language": language})
    picture = page[page.index("<svg") : page.index("</svg>")]
    assert "Kuroi" in picture
    assert any("Kuroi" in row for row in rows_of(page, "parties"))
    assert "Kuroi" not in page.partition('id="left-out"')[2]


def test_what_belongs_in_the_picture_and_finds_no_room_is_counted_and_stands_first(
    client: Client, officer: Account
) -> None:
    case = registered(owned(*(f"Kuroi-{n:02}" for n in range(1, 31))), officer)
    english, japanese = (
        shown(client, f"/partnerships/{case.pk}/graph/", headers={"accept-language": language})
        for language in ("en", "ja")
    )
    assert len(rows_of(english, "parties")) == 24
    belong = re.search(r"The picture has room for 24 parties\. (\d+) more parties are left out", english)
    assert belong
    assert f"図に示せる当事者は24までのため、本来示すべき当事者のうち{belong[1]}者を省略し" in japanese
    assert "その3分の1以上を保有する者を示しています。" in japanese
    left = re.findall(r'<li><a href="\?party=[^"]+">(.*?)</a>', english)
    assert int(belong[1]) <= len(left)
    assert left[0].startswith("Kuroi-"), "the owner next to those who are in it"


def test_a_finding_is_chosen_by_a_link_and_its_path_stands_out(client: Client, case: Partnership) -> None:
    chosen = finding(case)
    for address in (f"/partnerships/{case.pk}/", f"/findings/{chosen.pk}/"):
        assert f"/partnerships/{case.pk}/graph/?finding={chosen.pk}" in shown(client, address)
    page = shown(client, f"/partnerships/{case.pk}/graph/?finding={chosen.pk}")
    assert "The path behind COI-01" in page
    assert re.findall(r'aria-current="page">(COI-01) ', page) == ["COI-01"]
    strong = re.findall(r'<g class="tie strong"><title>.*?: (.*?)</title>', page)
    assert sorted(strong) != []
    assert any("Holding: 6.2%" in each for each in strong)
    assert 'class="party person strong"' in page


def test_a_party_is_opened_by_a_link_and_the_picture_can_be_made_larger(client: Client, case: Partnership) -> None:
    page = shown(client, f"/partnerships/{case.pk}/graph/")
    opened = re.findall(r'<a href="(\?party=[^"]+)"><g class="party company', page)[0]
    around = shown(client, f"/partnerships/{case.pk}/graph/{opened}")
    assert "Everyone with a tie to " in around
    assert around.count('<g class="party ') >= 3
    width = re.compile(r'<svg [^>]* width="([\d.]+)"')
    sizes = [float(width.findall(shown(client, f"/partnerships/{case.pk}/graph/?size={s}"))[0]) for s in (100, 200)]
    assert sizes[1] == pytest.approx(2 * sizes[0], abs=0.2)


def test_what_the_address_asks_for_and_is_not_there_is_said(client: Client, case: Partnership) -> None:
    for query in ("finding=999999", "finding=x", "party=nobody", "party=%00", "finding=" + 40 * "9"):
        answer = client.get(f"/partnerships/{case.pk}/graph/?{query}")
        assert answer.status_code == 400, query
        assert "The newest assessment " in answer.content.decode(), query
        assert "<svg" in answer.content.decode()


def test_a_dense_case_names_what_it_leaves_out_and_costs_the_same_queries(
    client: Client, officer: Account, case: Partnership
) -> None:
    large = enlarge_document({**example("hikari_magnetics"), "reference": "EX-METI-LARGE"}, 150)
    big = registered(large, account=officer)

    def queries(of: Partnership, path: str) -> int:
        shown(client, f"/partnerships/{of.pk}/{path}")  # what is sensitive was read within the hour
        with CaptureQueriesContext(connection) as captured:
            shown(client, f"/partnerships/{of.pk}/{path}")
        return len(captured)

    assert queries(case, "graph/") == queries(big, "graph/")
    page = shown(client, f"/partnerships/{big.pk}/graph/")
    assert "Not in the picture" in page
    assert "those that control a partner or own a third or more of it." in page
    assert "The picture has room for" not in page
    first, second = (
        set(re.findall(r'<li><a href="\?party=([^"]+)"', shown(client, f"/partnerships/{big.pk}/graph/?others={n}")))
        for n in (1, 2)
    )
    assert len(first) == 50
    assert second
    assert not first & second


def test_a_partnership_without_a_finished_assessment_says_so(client: Client, case: Partnership) -> None:
    Assessment.objects.update(state=State.ERROR, error="RuntimeError")
    assert "no finished assessment yet" in shown(client, f"/partnerships/{case.pk}/graph/")
    assert client.get(f"/api/v1/assessments/{case.assessments.get().pk}/graph/").status_code == 409


def test_the_page_of_a_partnership_leads_to_the_picture_which_is_an_image_for_print(
    client: Client, case: Partnership
) -> None:
    assert f'href="/partnerships/{case.pk}/graph/"' in shown(client, f"/partnerships/{case.pk}/")
    page = shown(client, f"/partnerships/{case.pk}/graph/")
    assert page.count("<svg") == 1
    assert 'class="graph" role=' in page


def test_it_speaks_japanese_alone(client: Client, case: Partnership) -> None:
    page = shown(
        client, f"/partnerships/{case.pk}/graph/?finding={finding(case).pk}", headers={"Accept-Language": "ja"}
    )
    main = page[page.index("<main") : page.index("</main>")]
    main = re.sub(r'<span class="source">.*?</span>', " ", main, flags=re.S)  # titles of sources stay as they are
    main = re.sub(r"<[^>]+>|EX-METI-001", " ", main)
    assert re.findall(r"[A-Za-z]{4,}", main) == []


def test_rest_gives_nodes_statements_and_findings(case: Partnership) -> None:
    auditor = signed_in(Account.objects.create_user("auditor", role=Role.AUDITOR))
    done = case.assessments.get()
    answer = auditor.get(f"/api/v1/assessments/{done.pk}/graph/").json()
    keys = {node["key"]: node for node in answer["nodes"]}
    assert keys["@case"]["kind"] == "partnership"
    ends = {end for each in answer["statements"] for line in each["lines"] for end in (line["tail"], line["head"])}
    assert ends <= keys.keys()
    chosen = next(each for each in answer["findings"] if each["code"] == "COI-01")
    behind = [each for each in answer["statements"] if chosen["finding"] in each["findings"]]
    assert {"official", "holds_stake", "participates"} == {each["fact"]["fact"] for each in behind}
