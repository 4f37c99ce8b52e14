"""A case over REST: read by whoever reads the partnership, acted on by people alone, each act with its ETag."""

from typing import Any

import pytest
from django.test import Client

from institutions.drafts.name_searches import search_waiting
from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.assessing.waiting import finish_here
from rules.models import Assessment, CaseState, Finding, FindingDecision, ReviewCase
from tests.every import every, undone
from tests.rules.review.casework.building import finding_of, hear_nobody, measure, reviewer, soon, view_of
from tests.rules.web.api.conftest import Caller


@pytest.fixture
def case(caller: Caller, document: dict[str, Any]) -> Partnership:
    assert caller.register(document).status_code == 201
    finish_here(Assessment.objects.get())
    return Partnership.objects.get()


class Session:
    """Somebody who is signed in, and reads before they write."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.client = Client()
        self.client.force_login(account)

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/{path}")

    def post(self, path: str, body: object, *, read: str, tag: str | None = None) -> Any:
        """Send a change with the ETag of what was read."""
        headers = {"If-Match": tag or self.get(read)["ETag"]}
        return self.client.post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)

    def on_case(self, case: Partnership, path: str, body: object, **given: Any) -> Any:
        base = f"partnerships/{case.pk}/case/"
        return self.post(f"{base}{path}", body, read=base, **given)


@pytest.fixture
def first(db: None) -> Session:
    return Session(reviewer("first"))


@pytest.fixture
def second(db: None) -> Session:
    return Session(reviewer("second"))


def begun(case: Partnership, *sessions: Session) -> None:
    assert sessions[0].on_case(case, "", {"act": "take_in"}).status_code == 200
    for each in sessions:
        answer = each.on_case(case, "assignments/", {"reviewer": each.account.username})
        assert answer.status_code == 200, answer.content
        answer = each.on_case(case, "declaration/", {"signature": each.account.username})
        assert answer.status_code == 200, answer.content
    assert sessions[0].on_case(case, "", {"act": "begin"}).json()["state"] == "under_review"


@pytest.fixture
def under_review(case: Partnership, first: Session) -> Partnership:
    begun(case, first)
    return case


def decide(session: Session, finding: int, body: dict[str, Any]) -> Any:
    path = f"findings/{finding}/decisions/"
    return session.post(path, body, read=path)


def test_a_ministry_reads_its_case_and_decides_nothing(caller: Caller, other: Caller, case: Partnership) -> None:
    path = f"partnerships/{case.pk}/case/"
    assert caller.get(path).json()["names_searched"] is False
    search_waiting()
    answer = caller.get(path)
    assert answer.json()["names_searched"] is True
    assert (answer.json()["state"], answer.json()["version"]) == ("submitted", 0)
    assert not any(each["possible"] for each in answer.json()["acts"])
    assert caller.get(path, **{"If-None-Match": answer["ETag"]}).status_code == 304
    refused = caller.send("POST", path, {"act": "withdraw", "reason": "Read the file."}, **{"If-Match": answer["ETag"]})
    assert refused.status_code == 403
    assert other.get(path).status_code == 404
    finding = answer.json()["findings"][0]["decisions"]
    assert caller.get(finding).json()["decisions"] == []
    assert other.get(finding).status_code == 404


def test_a_case_is_cleared_with_conditions_over_rest(case: Partnership, first: Session, second: Session) -> None:
    begun(case, first, second)
    dismissed = {"decided": "dismissed", "reason": "The shares were sold.", "ends_on": soon().isoformat()}
    mitigated = {"decided": "mitigated", "reason": "He steps back.", "measures": [measure()]}
    for each in view_of(case).findings:
        body = mitigated if each.match.severity == "critical" else dismissed
        for session in (first, second):
            assert decide(session, each.match.finding_id, body).status_code == 200
    for rule in first.get(f"partnerships/{case.pk}/case/").json()["unassessed"]:
        body = {"code": rule["code"], "lacking": rule["lacking"], "reason": "Asked for and not given."}
        assert first.on_case(case, "acknowledgements/", body).status_code == 200
    assert first.on_case(case, "conditions/", measure()).status_code == 200
    answer = second.on_case(case, "", {"act": "clear_with_conditions", "reason": "All is answered."})
    assert answer.json()["state"] == CaseState.CLEARED_WITH_CONDITIONS
    assert [each["act"] for each in answer.json()["moves"]] == ["take_in", "begin", "clear_with_conditions"]
    for condition in answer.json()["conditions"]:
        path = f"conditions/{condition['condition']}/done/"
        done = first.on_case(case, path, {"note": "Seen in the minutes."}).json()["conditions"]
    assert all(each["done"]["note"] == "Seen in the minutes." for each in done)


def test_the_second_takes_over_the_measures_of_the_first(case: Partnership, first: Session, second: Session) -> None:
    begun(case, first, second)
    finding = next(each.match.finding_id for each in view_of(case).findings if each.match.severity == "critical")
    same = {"decided": "mitigated", "reason": "It is as he says.", "same_measures": True}
    refused = decide(first, finding, same)
    assert refused.status_code == 422
    (wrong,) = refused.json()["errors"]
    assert (wrong["field"], wrong["code"]) == ("/same_measures", "measure.none_to_follow")
    assert wrong["text"]["en"] == wrong["message"]
    assert wrong["parameters"] == {"rule": Finding.objects.get(pk=finding).code}
    assert decide(first, finding, {**same, "same_measures": False, "measures": [measure()]}).status_code == 200
    agreed = decide(second, finding, same).json()
    assert [len(each["measures"]) for each in agreed["decisions"]] == [1, 1]
    assert len(first.get(f"partnerships/{case.pk}/case/").json()["conditions"]) == 1


def test_an_act_without_the_present_etag_is_refused(case: Partnership, first: Session) -> None:
    path = f"partnerships/{case.pk}/case/"
    old = first.get(path)["ETag"]
    assert first.client.post(f"/api/v1/{path}", {"act": "take_in"}, content_type="application/json").status_code == 428
    assert first.on_case(case, "", {"act": "take_in"}).status_code == 200
    stale = first.on_case(case, "", {"act": "return", "reason": "Read the file."}, tag=old)
    assert (stale.status_code, stale.json()["type"]) == (412, "urn:policyengine:problem:stale")


def test_the_second_of_two_deciders_is_told(case: Partnership, first: Session, second: Session) -> None:
    begun(case, first, second)
    finding = finding_of(case, "COI-01").match.finding_id
    path = f"findings/{finding}/decisions/"
    hear_nobody(case, finding_of(case, "COI-01"), Account.objects.get(username="first"))
    old = first.get(path)["ETag"]
    assert decide(second, finding, {"decided": "confirmed", "reason": "So it is on file."}).status_code == 200
    stale = first.post(path, {"decided": "confirmed", "reason": "So it is on file."}, read=path, tag=old)
    assert (stale.status_code, stale.json()["code"]) == (412, "request.old_tag")
    assert stale.json()["text"]["en"] == stale.json()["detail"]
    assert FindingDecision.objects.count() == 1
    answer = decide(first, finding, {"decided": "confirmed", "reason": "So it is on file."}).json()
    assert (answer["standing"], [each["by"] for each in answer["decisions"]]) == ("confirmed", ["second", "first"])


def test_a_blocked_act_says_everything_that_stands_in_its_way(case: Partnership, first: Session) -> None:
    begun(case, first)
    answer = first.on_case(case, "", {"act": "clear", "reason": "Quick, and why not."})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:policyengine:problem:cannot-decide")
    assert any("COI-01" in reason for reason in answer.json()["reasons"])
    offered = {each["act"]: each for each in first.get(f"partnerships/{case.pk}/case/").json()["acts"]}
    assert offered["clear"]["reasons"] == answer.json()["reasons"]
    assert offered["clear"]["reasons_said"] == answer.json()["reasons_said"]
    codes = {each["code"]: each for each in answer.json()["reasons_said"]}
    assert {"case.undecided", "case.rules_unaddressed"} <= codes.keys()
    assert [each["text"]["en"] for each in answer.json()["reasons_said"]] == answer.json()["reasons"]
    undecided = codes["case.undecided"]
    assert "COI-01" in undecided["parameters"]["rules"]
    assert undecided["text"]["ja"].endswith("判断してください。")
    assert answer.json()["code"] == "act.several_reasons"
    assert answer.json()["text"]["en"] == answer.json()["detail"] == " ".join(answer.json()["reasons"])
    assert (offered["return"]["possible"], offered["return"]["leads_to"]) == (True, "returned")


@every(
    "path, body, status",
    [
        ("", [], 422),
        ("", {}, 422),
        ("", {"act": "lapse", "reason": "Read the file."}, 422),
        ("", {"act": ["return"], "reason": "Read the file."}, 422),
        ("", {"act": "return"}, 422),
        ("", {"act": "return", "reason": 5}, 422),
        ("", {"act": "return", "reason": "Too late."}, 422),
        ("", {"act": "return", "reason": "\ud800"}, 400),
        ("", {"act": "return", "reason": "Read the file.", "why": "y"}, 422),
        ("assignments/", {"reviewer": "nobody"}, 422),
        ("assignments/", {"reviewer": "a\0b"}, 400),
        ("assignments/", {"reviewer": 7}, 422),
        ("assignments/", {"reviewer": "first"}, 409),
        ("declaration/", {"signature": "Again"}, 409),
        ("acknowledgements/", {"code": "COI-01", "lacking": "x", "reason": "Read the file."}, 409),
        ("acknowledgements/", {"code": {}, "lacking": [], "reason": "Read the file."}, 409),
        ("conditions/", {"text": "x"}, 422),
        ("conditions/", {"text": "x", "owner": "y", "due_on": "2020-01-01"}, 422),
        ("conditions/99/done/", {"note": "Seen in the file."}, 409),
        ("decisions/", {"decided": "confirmed", "reason": "Read the file."}, 422),
        (
            "decisions/",
            {"findings": [{"finding": True, "seen": "x"}], "decided": "confirmed", "reason": "Read the file."},
            422,
        ),
        (
            "decisions/",
            {"findings": [{"finding": 9**30, "seen": "x"}], "decided": "confirmed", "reason": "Read the file."},
            409,
        ),
        ("recusal/", {"reason": ""}, 422),
        ("recusals/", {"person": "sato"}, 403),
    ],
    within=undone,
)
def test_what_is_wrong_is_named_and_nothing_is_stored(
    under_review: Partnership, first: Session, path: str, body: object, status: int
) -> None:
    version = ReviewCase.objects.get().version
    answer = first.on_case(under_review, path, body)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert ReviewCase.objects.get().version == version


def test_an_officer_records_the_recusal_of_an_official(case: Partnership, meti: GovernmentBody) -> None:
    officer = Session(Account.objects.create_user("officer", role=Role.OFFICER, body=meti))
    assert officer.on_case(case, "recusals/", {"person": "nobody"}).status_code == 422
    assert officer.on_case(case, "recusals/", {"person": "sato"}).status_code == 200
    document = officer.get(f"partnerships/{case.pk}/").json()["document"]
    assert document["statements"][-1]["kind"] == "recusal"


def test_a_reviewer_recuses_themselves(case: Partnership, first: Session, second: Session) -> None:
    begun(case, first, second)
    answer = first.on_case(case, "recusal/", {"reason": "I advised them."})
    assert [each["account"] for each in answer.json()["reviewers"]] == ["second"]
    assert second.on_case(case, "assignments/", {"reviewer": "first"}).status_code == 409


def test_texts_that_may_name_kin_are_withheld_from_who_keeps_rules(case: Partnership, first: Session) -> None:
    begun(case, first)
    finding = finding_of(case, "COI-01").match.finding_id
    hear_nobody(case, finding_of(case, "COI-01"), Account.objects.get(username="first"))
    decide(first, finding, {"decided": "confirmed", "reason": "His wife sold them."})
    editor = Session(Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR))
    (row,) = editor.get(f"findings/{finding}/decisions/").json()["decisions"]
    assert row["reason"] == "withheld"
    assert "His wife" not in editor.get(f"partnerships/{case.pk}/case/").content.decode()
    (row,) = first.get(f"findings/{finding}/decisions/").json()["decisions"]
    assert row["reason"] == "His wife sold them."


@every(
    "path",
    ["", "decisions/", "acknowledgements/", "assignments/", "recusal/", "conditions/", "conditions/99/done/"],
    within=undone,
)
def test_a_body_is_checked_once_it_is_certain_that_the_caller_may_act(
    under_review: Partnership, first: Session, second: Session, path: str
) -> None:
    for sent, place in (({"colour": "red"}, "/colour"), ([], "")):
        answer = first.on_case(under_review, path, sent)
        assert (answer.status_code, answer.json()["type"]) == (422, "urn:policyengine:problem:invalid")
        (wrong,) = [each for each in answer.json()["errors"] if each["field"] == place]
        assert wrong["code"] in ("body.unknown_field", "body.no_object")
        assert wrong["text"]["en"] == wrong["message"]
        if path not in ("", "assignments/"):  # what anybody may who reviews, and what the body itself names
            refused = second.on_case(under_review, path, sent)
            assert (refused.status_code, refused.json()["code"]) == (403, "account.not_assigned")
            assert "指名されていません" in refused.json()["text"]["ja"]
    assert first.on_case(under_review, "recusals/", {"colour": "red"}).status_code == 403


@every("what", ["decisions", "hearings"], within=undone)
def test_so_is_that_of_an_act_on_a_finding(
    under_review: Partnership, first: Session, second: Session, what: str
) -> None:
    path = f"findings/{finding_of(under_review, 'COI-01').match.finding_id}/{what}/"
    answer = first.post(path, {"colour": "red"}, read=path)
    assert "/colour" in [each["field"] for each in answer.json()["errors"]]
    assert second.post(path, {"colour": "red"}, read=path).status_code == 403
