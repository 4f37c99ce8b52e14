"""/reorganisations/{id}/enactment/ and /base/: two administrators enact, and a draft moves to the present base."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from institutions.access.key_making import make_key
from institutions.models import Account, Enactment, GovernmentBody, Mandate, Role, Source
from rules.models import Notice, ReorganisationDraft
from tests.people import person_named
from tests.rules.web.api.test_reorganisations import DAY, URL, Program, document
from tests.rules.web.api.test_reorganisations import bodies as bodies
from tests.rules.web.api.test_reorganisations import planner as planner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bodies")]
LAW = {"law": "Fictional Act for an Agency (Act No. 0), art. 1", "note": None}


def administrator(name: str, **more: Any) -> Program:
    given = {"person": person_named(name), **more}
    return Program(Account.objects.create_user(name, role=Role.ADMINISTRATOR, **given))


def stored(planner: Program, **more: Any) -> str:
    on = (timezone.localdate() + timedelta(days=30)).isoformat()
    made = planner("post", URL, document(basis=LAW, on=on, **more), status=201)
    return str(made["Location"])


def test_two_administrators_enact_a_draft_and_the_others_are_notified(planner: Program) -> None:
    url = stored(planner)
    first, second = administrator("Sato Haruka"), administrator("Mori Akira")
    asked = first("post", f"{url}enactment/", {"act": "enact", "revision": 1}).json()
    assert (asked["state"], asked["waiting"]["asked_by"]) == ("checked", "Sato Haruka")
    told = list(Notice.objects.filter(kind="enactment_waiting").values_list("account__username", flat=True))
    assert told == ["Mori Akira"]
    (notice,) = Notice.objects.filter(kind="enactment_waiting")
    assert second.client.get(f"/notices/{notice.pk}/").headers["Location"] in url.replace("/api/v1", "")
    number = asked["waiting"]["id"]
    refused = first("post", f"{url}enactment/", {"act": "confirm", "request": number}, status=409).json()
    assert refused["code"] == "request.own"
    done = second("post", f"{url}enactment/", {"act": "confirm", "request": number}).json()
    assert (done["state"], done["waiting"]) == ("enacted", None)
    assert Enactment.objects.get().reference == "ESA-1"


def test_nobody_decides_on_another_revision_or_request(planner: Program) -> None:
    url, first = stored(planner), administrator("Sato Haruka")
    first("post", f"{url}enactment/", {"act": "enact", "revision": 2}, status=409)
    first("post", f"{url}enactment/", {"act": "confirm", "request": 1}, status=409)
    first("post", f"{url}enactment/", {"act": "abolish"}, status=422)
    first("post", f"{url}enactment/", {"act": "enact", "revision": 1})
    waiting = first("get", f"{url}enactment/").json()["waiting"]
    first("post", f"{url}enactment/", {"act": "refuse", "request": waiting["id"]})
    assert first("get", f"{url}enactment/").json()["waiting"] is None
    planner("post", f"{url}enactment/", {"act": "enact", "revision": 1}, status=403)


def test_what_the_law_lacks_is_named_when_somebody_asks(planner: Program) -> None:
    made = planner("post", URL, document(), status=201)  # without a law
    url, first = f"{made['Location']}enactment/", administrator("Sato Haruka")
    answer = first("post", url, {"act": "enact", "revision": 1}, status=422).json()
    assert [(each["field"], each["code"]) for each in answer["errors"] if "basis" in each["field"]] == [
        (f"/acts/{place}/basis", "reorganisation.no_law") for place in (0, 1)
    ]
    assert first("get", url).json()["waiting"] is None


def test_what_the_register_no_longer_allows_is_named_and_the_request_waits_on(planner: Program) -> None:
    url = f"{stored(planner)}enactment/"
    first, second = administrator("Sato Haruka"), administrator("Mori Akira")
    number = first("post", url, {"act": "enact", "revision": 1}).json()["waiting"]["id"]
    GovernmentBody.objects.create(code="ESA", name_en="Another (fictional)", type="other")
    answer = second("post", url, {"act": "confirm", "request": number}, status=422).json()
    assert [each["code"] for each in answer["errors"]] == ["reorganisation.code_taken"]
    assert first("get", url).json()["waiting"]["id"] == number


def test_a_key_enacts_nothing() -> None:
    system = Program(key=make_key(GovernmentBody.objects.get(code="METI"), scopes=["plan"])[1])
    url = stored(system)
    system("post", f"{url}enactment/", {"act": "enact", "revision": 1}, status=403)


def test_a_draft_moves_to_the_present_organisation_with_what_changed_since(planner: Program) -> None:
    url = stored(planner)
    base = planner("get", url).json()["base"]
    planner("post", f"{url}base/", {"revision": 1}, status=409)  # it rests there
    url = stored(planner, reference="ESA-2", base=base)
    source = Source.objects.get()
    Mandate.objects.create(
        body=GovernmentBody.objects.get(code="METI"), function="funds", domain="energy", source=source, from_on=DAY
    )
    planner("get", f"{url}effect/", status=409)
    found = planner("get", f"{url}base/").json()
    assert (found["base"], found["conflicts"]) == (base, [])
    assert found["present"] != base
    assert found["moved"][0]["code"]
    moved = planner("post", f"{url}base/", {"revision": 1}).json()
    assert (moved["revision"], moved["base"], moved["document"]["base"]) == (2, found["present"], found["present"])
    planner("get", f"{url}effect/")


def test_conflicts_are_named_and_nothing_is_moved_over_rest(planner: Program) -> None:
    base = planner("get", stored(planner)).json()["base"]
    url = stored(planner, reference="ESA-2", base=base)
    GovernmentBody.objects.create(
        code="ESA", name_en="ESA", name_ja="ESA", type="ministry", country="JP", founded_on=DAY
    )
    answer = planner("post", f"{url}base/", {"revision": 1}, status=409).json()
    assert answer["code"] == "reorganisation_draft.rebase_conflicts"
    assert [each["field"] for each in answer["errors"]] == ["/acts/0/code"]
    assert planner("get", url).json()["revision"] == 1
    page = planner.client.get(url.replace("/api/v1", "") + "base/").content.decode()
    assert "/acts/0/code" in page
    draft = ReorganisationDraft.objects.get(reference="ESA-2")
    planner.client.post(f"/reorganisations/{draft.pk}/base/", {"seen": "1", "keep": "yes"})
    draft.refresh_from_db()
    assert (draft.revision, draft.state) == (2, "refused")
