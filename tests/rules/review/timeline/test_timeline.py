"""The timeline of a partnership as page and over REST, and the note of what changed: for whom, how long, what cost."""

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, AuditEvent, FormDraft, Partnership, Role
from rules.assessing.request import request_assessment
from rules.models import Assessment, RulebookVersion, RuleSequence, State, Trigger
from rules.review.casework.act_table import Act
from rules.review.casework.people_concerned.answering import answer_hearing
from rules.review.casework.recusing import record_recusal
from rules.web.api.cases.case_answers import WITHHELD
from tests.rules.review.casework.building import decided, do, ready, reviewer, soon, version
from tests.rules.review.casework.naming import declare, heard, named
from tests.rules.review.timeline.conftest import Json, finished
from tests.rules.review.timeline.notes import note_of
from tests.rules.web.pages.conftest import signed_in

TAGS = re.compile(r"<[^>]*>")
GIFT = {"kind": "benefit", "giver": "hikari", "person": "sato", "value_yen": 54_321, "type": "gift", "on": "2026-06-16"}


@pytest.fixture
def auditor(db: None) -> Client:
    return signed_in(Account.objects.create_user("auditor", role=Role.AUDITOR))


def words(client: Client, address: str, language: str = "en") -> str:
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return " ".join(TAGS.sub(" ", answer.content.decode()).split())


def timeline(partnership: Partnership, page: str = "") -> str:
    return reverse("timeline", args=[partnership.pk]) + page


def rest(client: Client, partnership: Partnership, query: str = "") -> Any:
    answer = client.get(f"/api/v1/partnerships/{partnership.pk}/timeline/{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def revised(partnership: Partnership, document: Json, revision: int, **changes: object) -> Assessment:
    given = check_document({**document, **changes, "revision": revision})
    register_partnership(given, account=None, way="file")
    return finished(partnership)


def asked_again(partnership: Partnership, trigger: Trigger = Trigger.ON_DEMAND) -> Assessment:
    return request_assessment(partnership.submissions.get(superseded_at=None), trigger)


def in_order(page: str, *texts: str) -> bool:
    places = [page.index(text) for text in texts]
    return places == sorted(places)


def test_the_story_is_read_from_the_latest_to_the_first(
    case: Partnership, auditor: Client, document: Json, officer: Account
) -> None:
    first = reviewer("first")
    do(case, Act.TAKE_IN, first)
    ready(case, first)
    do(case, Act.BEGIN, first)
    decided(case, "COL-01", first)
    revised(case, document, 2, value_yen=2_400_000_000)
    record_recusal(case, "sato", account=officer, version=version(case))
    finished(case)
    failed = asked_again(case)
    Assessment.objects.filter(pk=failed.pk).update(state=State.ERROR, error="RuntimeError: the engine failed")
    page = words(auditor, timeline(case))
    assert in_order(
        page,
        "Assessment: On demand",
        "RuntimeError: the engine failed",
        "Assessment: Recusal",
        "Sato Haruka (decision maker) is now excluded from acting on this case: a recusal is on record.",
        "Findings withdrawn by new data Critical COI-01",
        "Revision 3 registered",
        "Assessment: New revision",
        "The value rose from 1,200,000,000 yen to 2,400,000,000 yen (100%).",
        "Revision 2 registered",
        "Finding decided: Dismissed COL-01",
        "Start the review (state after it: Under review)",
        "first was assigned as a reviewer",
        "Assessment: Registration",
        "The first finished assessment",
    )
    chapters = rest(auditor, case)["results"]
    assert [each["trigger"] for each in chapters] == ["on_demand", "recusal", "revised", "registered"]
    assert [each["state"] for each in chapters] == ["error", "done", "done", "done"]
    recusal, revision = chapters[1]["changes"], chapters[2]["changes"]
    assert chapters[1]["compared_with"] == chapters[2]["assessment"]
    assert [each["sort"] for each in recusal["sentences"]][:1] == ["recusal"]
    assert "COI-01" in {each["code"] for each in recusal["gone"]}
    assert revision["sentences"][0]["text"]["ja"] == "金額が1,200,000,000円から2,400,000,000円に増えました（100%増）。"
    assert [act["sort"] for act in chapters[2]["acts"]] == ["revised"]
    assert "decided" in {act["sort"] for act in chapters[3]["acts"]}


def test_who_may_not_read_of_gifts_learns_only_that_there_is_a_record(
    case: Partnership, auditor: Client, document: Json
) -> None:
    statements = [*document["statements"], GIFT]
    assessment = revised(case, document, 2, statements=statements)
    keeper = signed_in(Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR))
    addresses = (timeline(case), f"/partnerships/{case.pk}/", f"/partnerships/{case.pk}/case/")
    for address in addresses:
        page = words(keeper, address)
        assert "54,321" not in page
        assert "New among the facts: A record about kin, gifts, income" in page
        assert "54,321 yen" in words(auditor, address)
    (sentence,) = (each for each in rest(keeper, case)["results"][0]["changes"]["sentences"] if each["withheld"])
    assert "54,321" not in str(sentence)
    assert sentence["sources"] == []
    assert "54,321 yen" in str(rest(auditor, case))
    note = note_of(assessment)
    assert note is not None
    assert note.texts(sensitive=True, people=False) == [], "a notice names no person and no gift"
    noted = AuditEvent.objects.filter(verb="sensitive_read", object=f"assessment:{assessment.pk}")
    assert any("benefit:" in str(event.after) for event in noted)


def test_the_note_stands_until_somebody_acts_on_the_case(case: Partnership, auditor: Client, document: Json) -> None:
    told = "The value rose from 1,200,000,000 yen to 1,300,000,000 yen (8.3%)."
    address = f"/partnerships/{case.pk}/"
    assert "Changes" not in words(auditor, address)
    revised(case, document, 2, value_yen=1_300_000_000)
    asked_again(case)
    finished(case)
    page = words(auditor, address)
    assert in_order(page, "Changes", "Compared with the first assessment", told, "See what would clear them")
    do(case, Act.TAKE_IN, reviewer("first"))
    assert "Changes" not in words(auditor, address)
    assert told in words(auditor, timeline(case)), "the timeline keeps it"
    assert "No data that the rulebook uses has changed" in words(auditor, timeline(case))
    revised(case, document, 3, value_yen=900_000_000)
    page = words(auditor, address)
    assert "the newest when somebody last acted on the case" in page
    assert "not cleared" not in page
    assert "The value fell from 1,300,000,000 yen to 900,000,000 yen (30.8%)." in page
    assert told not in page


def test_a_finding_whose_rule_lacks_data_now_is_not_said_to_be_cleared(
    case: Partnership, auditor: Client, document: Json
) -> None:
    undeclared = [each for each in document["statements"] if each["kind"] not in ("declaration", "shareholding")]
    revised(case, document, 2, statements=undeclared)
    said = (
        "Findings withdrawn by new data Critical COI-01 Decision-maker owns part of a partner (Sato Haruka, "
        "Hikari Magnetics Co., Ltd.) not cleared: the rule could"
    )
    assert said in words(auditor, f"/partnerships/{case.pk}/")
    changes = rest(auditor, case)["results"][0]["changes"]
    assert [each["en"] for each in changes["gone"][0].pop("about")] == ["Sato Haruka", "Hikari Magnetics Co., Ltd."]
    assert changes["gone"][0] | {"finding": 0} == {
        "finding": 0, "code": "COI-01", "severity": "critical", "could_not_tell": True
    }  # fmt: skip
    assert "COI-01" in changes["not_assessable"]


def test_assessments_of_another_rulebook_say_so(case: Partnership, auditor: Client) -> None:
    stored = RulebookVersion.objects.get()
    earlier = RulebookVersion.objects.create(version="e" * 64, text=stored.text.replace(stored.version, "e" * 64))
    RuleSequence.objects.create(rulebook=earlier, codes=stored.sequence.codes)
    case.assessments.update(rulebook=earlier)
    call_command("assess", str(case.pk), "--wait", verbosity=0)
    page = words(auditor, timeline(case))
    assert "Assessment: Change in the law or the rulebook" in page
    assert "The rulebook has another version; its rules and numbers are the same." in page


def test_hearings_and_declarations_are_part_of_the_story_but_not_for_everybody_whom_they_name(
    case: Partnership, auditor: Client
) -> None:
    first, sato = reviewer("first"), named(case)
    do(case, Act.TAKE_IN, first)
    ready(case, first)
    do(case, Act.BEGIN, first)
    hearing = heard(case, "COI-01", first, how="asked", answer_by=soon().isoformat(), waiver="", note="")
    answer_hearing(hearing, {"text": "I sold them in May."}, account=sato)
    declare(case, sato)
    finished(case)

    told = words(auditor, timeline(case))
    assert in_order(
        told, "declared for the case: Nothing to declare", "Answer in a hearing: Sato", "Hearing recorded: Asked"
    )
    assert "I sold them in May." in told
    sorts = [act["sort"] for each in rest(auditor, case)["results"] for act in each["acts"]]
    assert {"heard", "answered", "official_declared"} <= set(sorts)

    editor = signed_in(Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR))
    told = words(editor, timeline(case))
    assert "Answer in a hearing" in told
    assert "I sold them" not in told
    (answer,) = (act for each in rest(editor, case)["results"] for act in each["acts"] if act["sort"] == "answered")
    assert (answer["by"], answer["about"], answer["text"]) == (WITHHELD, WITHHELD, WITHHELD)


def test_pages_have_ten_assessments_and_no_more_queries_for_more(
    case: Partnership, auditor: Client, document: Json
) -> None:
    revised(case, document, 2, value_yen=2)
    revised(case, document, 3, value_yen=3)

    def queries(address: str) -> int:
        auditor.get(address)
        with CaptureQueriesContext(connection) as captured:
            auditor.get(address)
        return len(captured)

    api = f"/api/v1/partnerships/{case.pk}/timeline/"
    few, few_rest = queries(timeline(case)), queries(api)
    done = case.assessments.newest_first()[0]
    for _ in range(12):  # as if it had been assessed again, with the same result
        again = Assessment.objects.get(pk=done.pk)
        again.pk = None
        again.requested_at = again.finished_at or again.requested_at
        again.save(force_insert=True)
    assert queries(timeline(case)) <= few + 1, "where there is a later page, its first assessment is looked up"
    assert queries(api) <= few_rest + 1
    assert words(auditor, timeline(case)).count("Assessment: New revision") == 10
    assert "Page 2 of 2" in words(auditor, timeline(case, "?page=2"))
    assert "Page 2 of 2" in words(auditor, timeline(case, "?page=99"))
    first = rest(auditor, case)
    assert len(first["results"]) == 10
    assert len(auditor.get(first["next"]).json()["results"]) == 5


def test_other_bodies_find_nothing(case: Partnership, digital_agency: Any) -> None:
    other = signed_in(Account.objects.create_user("other", role=Role.OFFICER, body=digital_agency))
    for address in (timeline(case), f"/api/v1/partnerships/{case.pk}/timeline/"):
        assert other.get(address).status_code == 404
    assert other.post(f"/partnerships/{case.pk}/revise/").status_code == 404


def test_a_revision_that_is_begun_twice_is_one_draft(case: Partnership, officer: Account) -> None:
    client = signed_in(officer)
    first = client.post(f"/partnerships/{case.pk}/revise/")["Location"]
    assert client.post(f"/partnerships/{case.pk}/revise/")["Location"] == first


def test_a_revision_that_somebody_else_sent_meanwhile_is_said_so_and_stores_nothing(
    case: Partnership, officer: Account, document: Json
) -> None:
    client = signed_in(officer)
    client.post(f"/partnerships/{case.pk}/revise/")
    revised(case, document, 2, value_yen=5)
    draft = FormDraft.objects.get()
    answer = client.post(f"/propose/{draft.pk}/check/", {"version": draft.version})
    assert answer.status_code == 409
    assert "This proposal was revised in the meantime" in answer.content.decode()
    assert case.submissions.count() == 2


def test_many_changes_are_folded_on_the_timeline_and_counted_in_the_note(
    case: Partnership, auditor: Client, document: Json
) -> None:
    countries = ["KR", "US", "DE", "FR", "IT", "GB", "TW", "TH", "VN", "IN", "ID", "AU", "CA"]
    exposures = [{"kind": "exposure", "company": "hikari", "country": each} for each in countries]
    revised(case, document, 2, statements=[*document["statements"], *exposures], value_yen=5)
    note = auditor.get(f"/partnerships/{case.pk}/").content.decode()
    assert note.count("New among the facts: Exposure") == 11
    assert "2 more changes." in note
    whole = auditor.get(timeline(case)).content.decode()
    assert whole.count("New among the facts: Exposure") == 13
    assert "<summary>2 more changes.</summary>" in whole
