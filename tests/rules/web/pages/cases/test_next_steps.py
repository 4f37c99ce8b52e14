"""The page of a case says what is next, what is gone and who is tied; where the review is over nothing waits."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from institutions.models import Account, Partnership
from rules.models import CaseSummary, FindingSummary, Notice, NoticeKind
from rules.review.casework.act_table import Act
from rules.review.casework.recusing import record_recusal
from rules.web.report.audience import ReportReader
from rules.web.report.content import report_content
from tests.rules.review.casework.building import (
    decided,
    do,
    finding_of,
    recused_by_officer,
    reviewer,
    settle,
    under_review,
    version,
    view_of,
)
from tests.rules.review.casework.naming import named
from tests.rules.review.casework.test_screening import party
from tests.rules.web.pages.casework import post, shown
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def address(case: Partnership) -> str:
    return f"/partnerships/{case.pk}/case/"


def in_language(account: Account, language: str) -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(account)
    return client


@pytest.fixture
def recused(case: Partnership, first: Account, second: Account, officer: Account) -> Partnership:
    return recused_by_officer(case, first, second, officer)


def test_what_is_next_comes_first_and_what_leads_back_last(case: Partnership, first: Account, second: Account) -> None:
    under_review(case, first, second)
    page = shown(signed_in(first), address(case))
    acts = page[page.index('id="acts"') : page.index('id="findings"')]
    worst = finding_of(case, "COI-01").match.finding_id
    places = [
        acts.index(each)
        for each in (f'href="/findings/{worst}/"', "Return it to the submitter", "Refuse the", 'id="not-now"')
    ]
    assert places == sorted(places)
    assert "Clear the case" in acts[places[-1] :], "what is not possible now stands behind what is"
    assert f'<a class="tag mark not_assessable" href="{address(case)}#findings">6 findings to decide' in page
    decided(case, "COI-01", first)
    for account, own in ((first, True), (second, False)):
        acts = shown(signed_in(account), address(case)).partition('id="acts"')[2].partition('id="findings"')[0]
        assert (f'href="/findings/{worst}/"' not in acts) is own


def test_who_has_decided_a_finding_is_not_sent_to_it_again(case: Partnership, first: Account, second: Account) -> None:
    under_review(case, first, second)
    settle(case, first)
    finding = f'href="/findings/{finding_of(case, "COI-01").match.finding_id}/"'
    lines = {each: shown(signed_in(each), address(case)).partition('class="next-step"')[2] for each in (first, second)}
    assert finding not in lines[first].partition("</p>")[0], "it waits for the second person"
    assert finding in lines[second].partition("</p>")[0]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "They are named in the case."), ("ja", "本件の当事者として記載されている。")]
)
def test_who_is_tied_reads_why_and_is_offered_nothing(
    case: Partnership, first: Account, language: str, said: str
) -> None:
    tied = reviewer("of-sato", person_id=party(case, "sato"))
    for state in ("submitted", "screening"):
        client = in_language(tied, language)
        page = shown(client, address(case))
        bar = page.partition('id="barred"')[2].partition("</p>")[0]
        assert said in bar, state
        assert f'action="{address(case)}"' not in page
        assert 'name="act"' not in page
        if state == "submitted":
            refused = post(client, case, "take_in")
            assert refused.status_code == 403
            assert said in refused.content.decode()
            do(case, Act.TAKE_IN, first)
    answer = client.post(
        f"/api/v1{address(case)}assignments/",
        {"reviewer": "first"},
        content_type="application/json",
        headers={"If-Match": client.get(f"/api/v1{address(case)}")["ETag"]},
    )
    assert answer.status_code == 403
    assert "They are named in the case." in answer.json()["detail"]


def test_the_tied_are_not_among_those_who_may_be_assigned_and_many_cost_no_more(
    case: Partnership, first: Account, second: Account
) -> None:
    reviewer("of-sato", person_id=party(case, "sato"))
    under_review(case, first)
    page = shown(signed_in(first), address(case))
    choices = page.partition('id="reviewer"')[2].partition("</select>")[0]
    assert "second" in choices
    assert "of-sato" not in choices
    numbers = []
    for place in range(2):
        with CaptureQueriesContext(connection) as queries:
            shown(signed_in(first), address(case))
        numbers.append(len(queries))
        for each in range(4 * (1 - place)):
            reviewer(f"more-{each}")
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ("Findings withdrawn by new data", "Recusal", "from {officer}", "2 people still have to acknowledge it"),
        ),
        ("ja", ("なくなった指摘事項", "回避", "{officer}から提出されました", "あと2名の了知が必要です")),
    ],
)
def test_a_finding_that_is_gone_is_on_page_rest_report_and_lists_until_it_is_acknowledged(
    recused: Partnership, officer: Account, first: Account, second: Account, language: str, said: tuple[str, ...]
) -> None:
    page = shown(in_language(first, language), address(recused))
    part = page.partition('id="gone"')[2].partition('id="declarations"')[0]
    for text in (*said, "COI-01"):
        assert text.format(officer=officer.username) in part, text
    with override(language):
        report = report_content(recused, ReportReader(first), "ja" if language == "ja" else "en")
    (row,) = (each for each in report.shown["gone"] if each["code"] == "COI-01")
    assert any(officer.username in line for line in row["went"])
    client = signed_in(first)
    (told,) = (each for each in client.get(f"/api/v1{address(recused)}").json()["gone"] if each["code"] == "COI-01")
    assert (told["lacking"], told["gone_since"]["trigger"]) == (2, "recusal")
    assert told["gone_since"]["revisions"][0]["by"] == officer.username
    before = CaseSummary.objects.get().gone
    assert before == 1
    assert "1 finding withdrawn by new data to acknowledge" in shown(client, "/")
    answer = client.post(
        f"/api/v1{address(recused)}acknowledgements/",
        {"finding": told["finding"], "last_in": told["last_in"], "reason": "The division confirmed it."},
        content_type="application/json",
        headers={"If-Match": client.get(f"/api/v1{address(recused)}")["ETag"]},
    )
    assert answer.status_code == 200, answer.content
    other = signed_in(second)
    sent = {"finding": told["finding"], "last_in": told["last_in"], "reason": "The order of recusal is on file."}
    page = post(other, recused, "acknowledge", **sent).content.decode()
    assert "The order of recusal is on file." in page
    assert CaseSummary.objects.get().gone == before - 1


@pytest.mark.parametrize(
    ("language", "mark", "nobody"),
    [
        ("en", "recused since", "Current decision maker: nobody is stated."),
        ("ja", "から回避", "現在の決定権者：記載なし"),
    ],
)
def test_who_is_recused_is_marked_and_hears_of_it(
    case: Partnership, officer: Account, language: str, mark: str, nobody: str
) -> None:
    sato = named(case)
    assert nobody not in shown(in_language(officer, language), f"/partnerships/{case.pk}/")
    record_recusal(case, "sato", account=officer, version=version(case))
    page = shown(in_language(officer, language), f"/partnerships/{case.pk}/")
    assert mark in page.partition('class="facts of-proposal"')[2].partition("</dl>")[0]
    assert nobody in page
    assert mark in shown(in_language(sato, language), "/my/")
    assert Notice.objects.get(kind=NoticeKind.RECUSAL_ENTERED).account == sato
    page = shown(in_language(sato, language), "/notices/")
    assert {"en": "Your recusal from case", "ja": "関与しない（回避）と記録されました"}[language] in page


@pytest.mark.parametrize(("language", "left"), [("en", "ot decided when the case ended"), ("ja", "案件終了時に未判断")])
def test_in_a_case_that_has_ended_nothing_waits(
    case: Partnership, first: Account, officer: Account, language: str, left: str
) -> None:
    under_review(case, first)
    do(case, Act.REFUSE, first)
    row = CaseSummary.objects.get()
    assert (row.unsettled, row.unaddressed, row.gone, row.worst_open) == (0, 0, 0, 0)
    assert view_of(case).unsettled
    client = in_language(first, language)
    for place in (address(case), f"/partnerships/{case.pk}/", "/findings/"):
        page = shown(client, place)
        assert left in page, place
    page = shown(client, address(case))
    assert f'{address(case)}#findings">' not in page
    assert f'{address(case)}#not-assessable">' not in page
    found = FindingSummary.objects.count()
    for query, number in (("standing=open", 0), ("standing=undecided", found), ("open=yes", 0)):
        assert client.get(f"/findings/?{query}").context["paginator"].count == number
    answer = signed_in(first).get(f"/api/v1{address(case)}").json()
    assert not any(each["waits"] for each in answer["findings"])
    assert all(each["lacking"] == 0 for each in answer["gone"])
