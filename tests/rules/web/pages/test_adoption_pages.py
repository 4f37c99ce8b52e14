"""The pages of adoptions: proposing, reading all parts, approving by a second editor, returning; also by REST."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from institutions.models import Account, Role
from rules.engine.loading.program_rulebook import base_rulebook
from rules.models import AdoptionState, RulebookAdoption, RulebookDraft
from rules.workshop.adopting.readiness import PARTS
from rules.workshop.drafting import begin_draft, save_file
from tests.people import person_named
from tests.rules.workshop.adopted import COI_01, adopted, stricter_files

pytestmark = pytest.mark.django_db


def editor_page(name: str) -> tuple[Account, Client]:
    account = Account.objects.create_user(
        name, "a long pass phrase", role=Role.RULEBOOK_EDITOR, person=person_named(name)
    )
    client = Client()
    client.force_login(account)
    return account, client


@pytest.fixture
def first() -> tuple[Account, Client]:
    return editor_page("first")


@pytest.fixture
def second() -> tuple[Account, Client]:
    return editor_page("second")


@pytest.fixture
def draft(first: tuple[Account, Client]) -> RulebookDraft:
    made = begin_draft(first[0], "Holdings of nine percent")
    save_file(made.pk, COI_01, stricter_files()[COI_01], seen=0, account=first[0])
    return made


def in_force(client: Client) -> Any:
    return client.get("/rulebook/").context["version"]


@pytest.mark.parametrize("law", ["abc", "[abc]", "{name: abc}"])
def test_a_law_that_is_stated_wrongly_is_named_by_its_id(
    draft: RulebookDraft, first: tuple[Account, Client], law: str
) -> None:
    save_file(draft.pk, "laws.yaml", f"national_public_service_act: {law}\n", seen=0, account=first[0])
    shown = first[1].get(f"/workshop/{draft.pk}/propose/")
    assert shown.status_code == 200
    assert "national public service act, art. 103" in shown.content.decode()


def test_two_editors_adopt_a_draft_and_return_to_the_rulebook_of_the_program(
    draft: RulebookDraft, first: tuple[Account, Client], second: tuple[Account, Client]
) -> None:
    propose = f"/workshop/{draft.pk}/propose/"
    for language, parts in (
        ("en", ("has not been counted", "National Public Service Act, art. 103", "text of December 2013")),
        ("ja", ("影響が集計されていません", "国家公務員法第103条", "2013年12月時点の条文")),
    ):
        shown = first[1].get(propose, headers={"Accept-Language": language}).content.decode()
        assert [each for each in parts if each not in shown] == []
        assert "national_public_service_act" not in shown.partition('id="read-law"')[2].partition("</section>")[0]
        assert "stake.share_bp &gt; 900" in shown
    assert first[1].post(propose, {"reason": ""}).status_code == 422
    page = first[1].post(propose, {"reason": "The board decided so."}).headers["Location"]
    own = first[1].get(page).content.decode()
    assert 'value="approve"' not in own
    assert first[1].post(page, {"act": "approve", "confirmed": PARTS, "note": "Mine."}).status_code == 422
    assert 'value="approve"' in second[1].get(page).content.decode()
    assert second[1].post(page, {"act": "approve", "confirmed": PARTS[:2], "note": "So."}).status_code == 422
    assert in_force(second[1]) == base_rulebook().version
    assert second[1].post(page, {"act": "approve", "confirmed": PARTS, "note": "So."}).status_code == 302
    done = RulebookAdoption.objects.get()
    assert in_force(first[1]) == in_force(second[1]) == done.version != base_rulebook().version
    for language, said in (("en", "Missing when it was approved"), ("ja", "承認時に不足していた事項")):
        shown = second[1].get(page, headers={"Accept-Language": language}).content.decode()
        assert said in shown
        assert done.text_sha256 in shown
    versions = second[1].get("/workshop/versions/").content.decode()
    assert base_rulebook().version in versions
    back = second[1].post("/workshop/versions/", {"act": "return", "version": base_rulebook().version})
    again = second[1].post(f"{back.headers['Location']}propose/", {"reason": "It flagged too few."}).headers["Location"]
    assert first[1].post(again, {"act": "approve", "confirmed": PARTS, "note": "So."}).status_code == 302
    assert in_force(first[1]) == base_rulebook().version
    versions = second[1].get("/workshop/versions/").content.decode()
    offered = re.findall(r'name="version" value="([0-9a-f]{64})"', versions)
    assert offered == [done.version], "one does not return to the version in force"


def test_a_proposal_is_refused_and_withdrawn_with_a_reason(
    draft: RulebookDraft, first: tuple[Account, Client], second: tuple[Account, Client]
) -> None:
    propose = f"/workshop/{draft.pk}/propose/"
    page = first[1].post(propose, {"reason": "So."}).headers["Location"]
    assert second[1].post(page, {"act": "refuse", "note": ""}).status_code == 422
    assert second[1].post(page, {"act": "refuse", "note": "Read the law again."}).status_code == 302
    assert "Read the law again." in first[1].get(page).content.decode()
    page = first[1].post(propose, {"reason": "So."}).headers["Location"]
    assert first[1].post(page, {"act": "withdraw", "note": "Not yet."}).status_code == 302
    assert set(RulebookAdoption.objects.values_list("state", flat=True)) == {
        AdoptionState.REFUSED,
        AdoptionState.WITHDRAWN,
    }


def test_a_page_asks_once_for_the_version_however_many_rules_it_shows(
    first: tuple[Account, Client], django_assert_max_num_queries: Any
) -> None:
    adopted(base_rulebook())
    first[1].get("/rulebook/")
    with django_assert_max_num_queries(30) as asked:
        first[1].get("/rulebook/")
    assert len([each for each in asked if "in_force_at" in each["sql"]]) == 1


def test_systems_propose_and_approve_by_rest(
    draft: RulebookDraft, first: tuple[Account, Client], second: tuple[Account, Client]
) -> None:
    def sent(client: Client, address: str, **body: object) -> Any:
        return client.post(f"/api/v1/{address}", json.dumps(body), content_type="application/json")

    made = sent(first[1], "rulebook-adoptions/", draft=str(draft.pk), reason="The board decided so.")
    assert made.status_code == 201, made.content
    address = f"rulebook-adoptions/{made.json()['id']}/"
    parts = {each["part"]: each["missing"] for each in second[1].get(f"/api/v1/{address}").json()["parts"]}
    assert tuple(parts) == PARTS
    assert parts["effect"]
    refused = sent(second[1], f"{address}approve/", confirmed=["text"])
    assert (refused.status_code, refused.json()["code"]) == (409, "rulebook_adoption.not_confirmed")
    done = sent(second[1], f"{address}approve/", confirmed=PARTS, note="Tried by hand.")
    assert (done.status_code, done.json()["state"], done.json()["number"]) == (200, "approved", 1)
    assert sent(second[1], f"{address}withdraw/", note="Too late.").status_code == 409
    assert len(second[1].get("/api/v1/rulebook-adoptions/").json()["results"]) == 1
