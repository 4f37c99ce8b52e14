"""/reorganisations/: a planner or a body's system stores a draft, reads its effect, and corrects it; others may not."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from institutions.access.key_making import make_key
from institutions.models import Account, ApiKey, AuditEvent, BodyParent, GovernmentBody, Mandate, Role, Source
from rules.models import ReorganisationDraft, ReorganisationRevision

pytestmark = pytest.mark.django_db
URL = "/api/v1/reorganisations/"
DAY = date(2001, 1, 6)


class Program:
    """A session or a key that sends and reads JSON."""

    def __init__(self, account: Account | None = None, key: str = "") -> None:
        self.client = Client(headers={"Authorization": f"Bearer {key}"} if key else {})
        if account is not None:
            self.client.force_login(account)

    def __call__(self, method: str, url: str, body: Any = None, *, status: int = 200, **headers: str) -> Any:
        sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = getattr(self.client, method)(url, headers=named, **sent)
        assert answer.status_code == status, answer.content
        return answer


@pytest.fixture
def bodies() -> None:
    source = Source.objects.create(title="Fictional chart", url="https://example.jp/chart")
    for code, kind, parent in (("CAO", "ministry", ""), ("METI", "ministry", ""), ("NSS-ECON", "division", "CAO")):
        body = GovernmentBody.objects.create(code=code, name_en=code, name_ja=code, type=kind, founded_on=DAY)
        if parent:
            over = GovernmentBody.objects.get(code=parent)
            BodyParent.objects.create(body=body, parent=over, from_on=DAY, source=source)
        Mandate.objects.create(body=body, function="policy", domain="cloud", lead="sole", source=source, from_on=DAY)


@pytest.fixture
def planner(bodies: None) -> Program:
    return Program(Account.objects.create_user("planner", role=Role.PLANNER))


def document(reference: str = "ESA-1", **more: Any) -> dict[str, Any]:
    founded = {
        "act": "found",
        "key": "esa",
        "code": "ESA",
        "name": {"en": "Agency"},
        "kind": "external_bureau",
        "parent": "CAO",
    }
    return {
        "reference": reference,
        "title": {"en": "An agency", "ja": "庁"},
        "on": "2027-04-01",
        "basis": {"law": None, "note": "draft of a study group"},
        "acts": [founded, {"act": "dissolve", "body": "NSS-ECON", "successor": "esa"}],
        **more,
    }


def test_a_draft_is_stored_with_its_effect_and_read_again(planner: Program) -> None:
    made = planner("post", URL, document(), status=201)
    answer = made.json()
    assert (answer["reference"], answer["state"], answer["on"]) == ("ESA-1", "checked", "2027-04-01")
    assert (answer["orphans"], len(answer["base"])) == ([], 64)
    assert {each["body"] for each in answer["organisation"]["before"]["INS-02"]} == {"CAO", "METI"}
    read = planner("get", made["Location"]).json()
    assert (read["id"], read["document"], read["base"]) == (answer["id"], document(), answer["base"])
    assert read["owner"] == {"account": "planner", "body": None}
    effect = planner("get", f"{made['Location']}effect/").json()
    cases = {"screened": 0, "derived": 0, "on_record": 0, "left_to_nobody": 0, "counts": []}
    cases |= {"by_body": [], "by_domain": []}
    expected = {name: value for name, value in answer.items() if name != "revision"}
    assert effect == {**expected, "partnerships": cases, "obligations": [], "reviewers": [], "duties": []}
    (listed,) = planner("get", f"{URL}?state=checked").json()["results"]
    assert (listed["id"], listed["title"]) == (answer["id"], {"en": "An agency", "ja": "庁"})
    verbs = AuditEvent.objects.filter(object=f"reorganisation:{answer['id']}").values_list("verb", flat=True)
    assert list(verbs) == ["reorganisation_begun"]


def test_the_same_draft_again_is_the_first_and_another_of_its_reference_is_refused(planner: Program) -> None:
    first = planner("post", URL, document(), status=201).json()
    assert planner("post", URL, document()).json()["id"] == first["id"]
    taken = planner("post", URL, document(on="2028-04-01"), status=409).json()
    assert taken["code"] == "reorganisation_draft.reference_taken"
    assert ReorganisationRevision.objects.count() == 1


def test_an_error_names_its_place_and_nothing_is_stored(planner: Program) -> None:
    wrong = document(acts=[{"act": "dissolve", "body": "NOBODY"}])
    refused = planner("post", URL, wrong, status=422).json()
    assert (refused["reference"], refused["state"]) == ("ESA-1", "refused")
    (error,) = refused["errors"]
    assert (error["field"], error["code"]) == ("/acts/0/body", "reorganisation.no_body")
    planner("post", URL, [document()], status=422)
    assert not ReorganisationDraft.objects.exists()


def test_a_draft_whose_base_has_moved_is_a_conflict(planner: Program) -> None:
    made = planner("post", URL, document(), status=201)
    planner("post", URL, document("ESA-2", base="0" * 64), status=409)
    held = document("ESA-3", base=made.json()["base"])
    kept = planner("post", URL, held, status=201)
    Mandate.objects.create(
        body=GovernmentBody.objects.get(code="CAO"), function="funds", domain="cloud", lead="sole", from_on=DAY,
        source=Source.objects.earliest("pk"),
    )  # fmt: skip
    moved = planner("get", f"{kept['Location']}effect/", status=409).json()
    assert (moved["code"], moved["errors"][0]["field"]) == ("reorganisation.base_moved", "/base")
    planner("get", f"{made['Location']}effect/")  # without a base of its own, today's


def test_a_draft_is_corrected_by_its_owner_who_has_seen_it(planner: Program) -> None:
    made = planner("post", URL, document(), status=201)
    url, later = made["Location"], document(on="2028-04-01")
    planner("put", url, later, status=428)
    planner("put", url, later, status=412, If_Match='"another"')
    saved = planner("put", url, later, If_Match=planner("get", url)["ETag"]).json()
    assert (saved["revision"], saved["on"]) == (2, "2028-04-01")
    planner("put", url, later, status=412, If_Match=made["ETag"])
    other = Program(Account.objects.create_user("other", role=Role.PLANNER))
    refused = other("put", url, document(), status=409, If_Match="*").json()
    assert refused["code"] == "reorganisation_draft.of_another"


def test_a_key_with_the_scope_drafts_for_its_body_and_sees_no_other_drafts(planner: Program) -> None:
    planner("post", URL, document(), status=201)
    system = Program(key=make_key(GovernmentBody.objects.get(code="METI"), scopes=["plan"])[1])
    made = system("post", URL, document(), status=201, Idempotency_Key="a")
    again = system("post", URL, document(), status=201, Idempotency_Key="a")
    assert again.json()["id"] == made.json()["id"]
    (listed,) = system("get", URL).json()["results"]
    assert listed["owner"] == {"account": None, "body": "METI"}
    neighbour = Program(key=make_key(GovernmentBody.objects.get(code="CAO"), scopes=["plan"])[1])
    neighbour("get", made["Location"], status=404)
    neighbour("put", made["Location"], document(), status=404, If_Match="*")
    reading = Program(key=make_key(GovernmentBody.objects.get(code="METI"), scopes=["read"])[1])
    reading("get", URL, status=403)


def test_an_officer_reads_no_draft_and_an_auditor_writes_none(planner: Program) -> None:
    made = planner("post", URL, document(), status=201)
    Program(Account.objects.create_user("officer", role=Role.OFFICER))("get", URL, status=403)
    auditor = Program(Account.objects.create_user("auditor", role=Role.AUDITOR))
    auditor("get", made["Location"])
    auditor("post", URL, document(), status=403)
    planner("get", "/api/v1/partnerships/", status=403)


@pytest.mark.usefixtures("bodies")
def test_a_key_of_before_scopes_may_do_what_there_was_then_and_no_more() -> None:
    key, text = make_key(GovernmentBody.objects.get(code="METI"), scopes=["read"])
    ApiKey.objects.filter(pk=key.pk).update(scopes=[])
    program = Program(key=text)
    program("get", "/api/v1/partnerships/")
    refused = program("post", URL, document(), status=403).json()
    assert refused["parameters"]["wanted"] == "plan"
    assert ReorganisationDraft.objects.count() == 0
