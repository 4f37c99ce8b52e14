"""A revision, a price rise, a new subcontractor, a change of control and the transfer of the decider.

Each comes in as it would, is screened again, and the page tells in plain words what changed.
"""

import json
import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.models import Account, FormDraft, GovernmentBody, Partnership
from rules.engine.language.statements import date_text
from rules.models import Trigger
from rules.review.timeline.change_note import ChangeNote
from rules.web.pages.form.steps import STEPS
from tests.rules.review.timeline.conftest import Json, Party, finished, imported
from tests.rules.review.timeline.notes import note_of
from tests.rules.web.pages.conftest import signed_in
from tests.rules.web.pages.filling import step_inputs

TAGS = re.compile(r"<[^>]*>")


def note_after(partnership: Partnership, trigger: Trigger) -> ChangeNote:
    """Return the note of the assessment that a change has queued for this reason."""
    assessment = finished(partnership)
    assert assessment.trigger == trigger
    note = note_of(assessment)
    assert note is not None
    return note


def said(note: ChangeNote, language: str = "en") -> list[str]:
    return [text[language] for text in note.texts(sensitive=True)]


def shown(client: Client, partnership: Partnership, language: str = "en", page: str = "") -> str:
    answer = client.get(f"/partnerships/{partnership.pk}/{page}", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return " ".join(TAGS.sub(" ", answer.content.decode()).split())


def put(case: Partnership, document: Json) -> None:
    """Send the next revision, as the ministry's own system does."""
    headers: dict[str, Any] = {
        "Authorization": f"Bearer {make_key(case.submitted_by, scopes=SCOPES)[1]}",
        "If-Match": "*",
    }
    answer = Client().put(
        f"/api/v1/partnerships/{case.pk}/", json.dumps(document), content_type="application/json", headers=headers
    )
    assert answer.status_code == 200, answer.content.decode()


def revised_in_form(client: Client, case: Partnership, **changes: Any) -> None:
    """Submit the next revision, as an officer does: begun from the page of the partnership."""
    assert "Revise this proposal" in shown(client, case)
    client.post(f"/partnerships/{case.pk}/revise/")
    draft = FormDraft.objects.get(partnership=case)
    for step in (each for each in STEPS[:-1] if any(each.owns(f"/{field}") for field in changes)):
        inputs = step_inputs(step, {**draft.document, **changes})
        answer = client.post(
            f"/propose/{draft.pk}/{step.name}/", {**inputs, "version": draft.version, "action": "next"}
        )
        assert answer.status_code == 302, answer.content.decode()
        draft.refresh_from_db()
    answer = client.post(f"/propose/{draft.pk}/check/", {"version": draft.version}, follow=True)
    assert answer.redirect_chain == [(f"/partnerships/{case.pk}/", 302)], answer.content.decode()


def test_a_revision_in_the_form_is_screened_again_and_told(case: Partnership, officer: Account) -> None:
    client = signed_in(officer)
    revised_in_form(client, case, domain="semiconductors")
    note = note_after(case, Trigger.REVISED)
    assert "Changed: Proposed partnership: domain from magnets to semiconductors." in said(note)
    assert "domain from magnets to semiconductors" in shown(client, case)
    assert not FormDraft.objects.exists()


def test_a_price_rise_over_rest_is_screened_again_and_told(case: Partnership, officer: Account, document: Json) -> None:
    put(case, {**document, "value_yen": 1_500_000_000})
    note = note_after(case, Trigger.REVISED)
    assert said(note) == ["The value rose from 1,200,000,000 yen to 1,500,000,000 yen (25%)."]
    page = shown(signed_in(officer), case, "ja")
    assert "金額が1,200,000,000円から1,500,000,000円に増えました（25%増）。" in page


def test_a_new_subcontractor_is_screened_again_and_told(case: Partnership, officer: Account, document: Json) -> None:
    client, key = signed_in(officer), "kita-logistics-fictional"  # as the form makes it from the name
    revised_in_form(
        client,
        case,
        participants=[*document["participants"], {"company": key, "role": "subcontractor"}],
        companies=[*document["companies"], {"key": key, "name": {"en": "Kita Logistics (fictional)"}}],
    )
    note = note_after(case, Trigger.REVISED)
    assert said(note)[0] == "Kita Logistics (fictional) joined as a subcontractor."
    page = shown(client, case)
    assert page.index("Changes") < page.index("Kita Logistics (fictional) joined as a subcontractor.")
    assert page.index("joined as a subcontractor.") < page.index("See what would clear them")
    assert "Kita Logistics (fictional) joined as a subcontractor." in shown(client, case, page="case/")


def test_a_change_of_control_in_the_register_is_screened_again_and_told(
    case: Partnership, digital_agency: GovernmentBody, officer: Account, party: Party
) -> None:
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    imported(
        digital_agency,
        {"kind": "shareholding", "holder": "orion", "company": party("hikari"), "share_bp": 6000, "from": yesterday},
        companies=[{"key": "orion", "name": {"en": "Orion Holdings (fictional)", "ja": "オリオンＨＤ（架空）"}}],
    )
    note = note_after(case, Trigger.REGISTER_CHANGED)
    day = date_text(yesterday, "en")
    told = f"The owners of Hikari Magnetics Co., Ltd. changed: Orion Holdings (fictional) holds 60% since {day}."
    assert told in said(note)
    assert told in shown(signed_in(officer), case)
    assert case.assessments.newest_first()[0].as_of == timezone.localdate(), "what began after the receipt is seen"


def test_the_transfer_of_the_decider_is_screened_again_and_told(
    case: Partnership, meti: GovernmentBody, officer: Account, party: Party, document: Json
) -> None:
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    left = {"kind": "appointment", "person": party("sato"), "body": "METI", "grade": "division_director"}
    imported(meti, {**left, "from": "2023-07-01", "until": yesterday})
    note = note_after(case, Trigger.REGISTER_CHANGED)
    (told,) = said(note)
    day = date_text(yesterday, "en")
    assert told == (
        "Sato Haruka left the post in Ministry of Economy, Trade and Industry (division director);"
        f" the last day is {day}."
    )
    assert note.texts(sensitive=True, people=False) == []
    mori = {"key": "mori", "name": {"en": "Mori Kei (fictional)", "ja": "森 慧（架空）"}}
    put(
        case,
        {
            **document,
            "people": [*document["people"], mori],
            "officials": [{"person": "mori", "role": "decision_maker"}],
        },
    )
    after = note_after(case, Trigger.REVISED)
    assert said(after)[0] == "The deciding official is now Mori Kei (fictional); before it was Sato Haruka."
    page = shown(signed_in(officer), case)
    for text in (told, said(after)[0]):
        assert text in page, "until somebody acts on the case, all that changed stands there"
