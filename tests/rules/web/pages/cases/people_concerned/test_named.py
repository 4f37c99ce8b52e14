"""My page: what is asked of a person, how they declare and answer, and what the others see of it."""

from typing import Any

import pytest
from django.test import Client

from institutions.accounts.sign_in.session_marks import BEGAN
from institutions.models import Account, DocumentParty, GovernmentBody, Partnership, Role, Submission
from rules.models import Correction, Hearing, HearingAnswer, OfficialDeclaration
from rules.review.casework.account_person import official_cases
from tests.documents import small
from tests.rules.review.casework.building import finding_of, soon, under_review
from tests.rules.review.casework.naming import heard, named
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
ASKED: dict[str, Any] = {"how": "asked", "answer_by": soon().isoformat(), "waiver": "", "note": ""}
SIGNED = {"revision": "1", "says": "ties", "signature": "Sato Haruka", "action": "sign"}


def text(client: Client, address: str, **options: Any) -> str:
    answer = client.get(address, **options)
    assert answer.status_code == 200
    return answer.content.decode()


def company_of(case: Partnership) -> str:
    document = Submission.objects.get(partnership=case, superseded_at=None).document
    return str(document["participants"][0]["company"])


def test_an_official_declares_ties_on_a_form_that_keeps_what_was_typed(case: Partnership, sato: Account) -> None:
    client, address = signed_in(sato), f"/my/cases/{case.pk}/declaration/"
    assert client.get("/")["Location"] == "/my/"
    assert address in text(client, "/my/")
    typed = {
        **SIGNED,
        "/shareholding/0/whose": "kin-1",
        "/shareholding/0/company": company_of(case),
        "/shareholding/0/share_bp": "123.45",
        "/kin/0/name": "森 京（架空）",
        "/kin/0/by": "spouse",
        "/benefit/0/giver": "other-1",
        "/benefit/0/value_yen": "6000",
        "/other/0/name": "Tsubaki Holdings (fictional)",
    }
    refused = client.post(address, typed)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'href="#f-shareholding-0-share_bp"' in page
    assert 'value="123.45"' in page
    assert "森 京（架空）" in page
    assert not OfficialDeclaration.objects.exists()
    more = client.post(address, {**typed, "action": "more"}).content.decode()
    assert "/shareholding/2/company" in more
    assert client.post(address, {**typed, "/shareholding/0/share_bp": "1.2"}).status_code == 302
    row = OfficialDeclaration.objects.get()
    assert [each["kind"] for each in row.content["statements"]] == [
        "shareholding",
        "benefit",
        "kinship",
        "declaration",
    ]
    shown = text(client, address)
    assert row.sha256 in shown
    assert "森 京（架空）" in shown
    stale = client.post(address, SIGNED)
    assert stale.status_code == 409


def test_signing_asks_for_the_password_again_and_then_goes_on(case: Partnership, sato: Account) -> None:
    client, address = signed_in(sato), f"/my/cases/{case.pk}/declaration/"
    session = client.session
    session[BEGAN] -= 3000
    session.save()
    sent = {**SIGNED, "says": "nothing"}
    answer = client.post(address, sent)
    assert answer["Location"].startswith("/sign-in/again/")
    assert not OfficialDeclaration.objects.exists()
    client.post(answer["Location"], {"password": "a long pass phrase"}, follow=True)
    assert OfficialDeclaration.objects.get().says == "nothing"
    session = client.session
    session[BEGAN] -= 3000
    session["account_authentication_methods"] = []
    session.save()
    rest = client.post(
        f"/api/v1{address}",
        {"says": "nothing", "signature": "S"},
        content_type="application/json",
        headers={"If-Match": "*"},
    )
    assert rest.status_code == 403
    assert "password" in rest.json()["detail"]


def test_the_person_answers_and_reviewer_and_submitter_see_it(
    case: Partnership, sato: Account, first: Account, officer: Account
) -> None:
    under_review(case, first)
    finding = finding_of(case, "COI-01").match.finding_id
    page = text(signed_in(first), f"/findings/{finding}/")
    assert "Not heard yet" in page
    sent = {"act": "hear", "person": str(sato.person_id), "how": "asked", "answer_by": "2020-01-01"}
    assert signed_in(first).post(f"/findings/{finding}/", sent).status_code == 422
    assert signed_in(officer).post(f"/findings/{finding}/", sent).status_code == 403
    sent["answer_by"] = soon().isoformat()
    assert signed_in(first).post(f"/findings/{finding}/", sent).status_code == 302
    hearing = Hearing.objects.get()
    client, address = signed_in(sato), f"/my/hearings/{hearing.pk}/"
    assert address in text(client, "/my/")
    assert "Submission" not in text(client, address)
    wrong = client.post(address, {"text": "", "wrong-0": "I am not the decider."})
    assert wrong.status_code == 422
    assert "I am not the decider." in wrong.content.decode()
    answer = {"text": "Read the register.", "wrong-0": "I am not the decider.", "document-0": "Order 12"}
    assert client.post(address, answer).status_code == 302
    assert (HearingAnswer.objects.count(), Correction.objects.get().document) == (1, "Order 12")
    for account in (first, officer):
        assert "Read the register." in text(signed_in(account), f"/findings/{finding}/")
        on_case = text(signed_in(account), f"/partnerships/{case.pk}/case/")
        assert "Disputed by the person concerned" in on_case
        assert "I am not the decider." in on_case
        assert "Not declared yet" in on_case
    editor = Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR)
    for address in (f"/findings/{finding}/", f"/partnerships/{case.pk}/case/", f"/api/v1/findings/{finding}/hearings/"):
        assert "I am not the decider." not in text(signed_in(editor), address)
    japanese = text(signed_in(first), f"/findings/{finding}/", headers={"accept-language": "ja"})
    assert "本人が事実関係を争っている" in japanese


def test_nobody_sees_the_page_of_somebody_else(
    case: Partnership, sato: Account, first: Account, officer: Account
) -> None:
    under_review(case, first)
    hearing = heard(case, "COI-01", first, **ASKED)
    other = Account.objects.create_user("other", role=Role.NAMED, person_id=person_id("Kato Nao (fictional)"))
    for address in (f"/my/hearings/{hearing.pk}/", f"/my/cases/{case.pk}/declaration/"):
        assert signed_in(other).get(address).status_code == 404
        assert signed_in(officer).get(address).status_code == 403
    assert signed_in(other).get("/partnerships/").status_code == 403
    assert signed_in(other).get("/api/v1/partnerships/").status_code == 403
    assert str(case.pk) not in text(signed_in(other), "/my/")


def person_id(name: str) -> Any:
    from institutions.models import Person

    return Person.objects.create(name_en=name).pk


def test_my_page_costs_as_many_queries_for_many_cases_as_for_one(
    meti: GovernmentBody,
) -> None:
    def official(reference: str, key: str) -> dict[str, Any]:
        people = [{"key": "sato", "id": key}] if key else [{"key": "sato", "name": {"en": "Sato"}}]
        officials = [{"person": "sato", "role": "decision_maker"}]
        return small(reference=reference, people=people, officials=officials, statements=[])

    from institutions.drafts.check import check_document
    from institutions.drafts.store import register_partnership

    case = register_partnership(check_document(official("Q-1", "")), account=None, way="file").partnership
    sato = named(case)
    client = signed_in(sato)
    client.get("/my/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/my/").status_code == 200
        return len(caught)

    one = queries()
    for number in range(2, 8):
        content = official(f"Q-{number}", str(sato.person_id))
        register_partnership(check_document(content), account=None, way="file")
    assert len(official_cases(sato)) == 7
    assert DocumentParty.objects.filter(party=sato.person_id).count() >= 7
    assert queries() == one
