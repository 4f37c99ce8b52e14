"""Input in a refused form stays, on every page that shows errors."""

import re
from typing import Any

import pytest

from institutions.models import Account, GovernmentBody, Partnership
from rules.models import FindingDecision
from tests.documents import small
from tests.rules.review.casework.building import assess, finding_of, registered, soon, under_review, version
from tests.rules.review.casework.naming import declare
from tests.rules.web.pages.casework import post, shown, to_acknowledge
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def without_competition(**changes: Any) -> dict[str, Any]:
    """Return a negotiated contract over every limit, on no ground: COL-02 and COL-05 ask about one selection."""
    selection = {"method": "negotiated", "object": "goods", "legal_ground": None}
    return small(selection=selection, value_yen=900_000_000, assess_as_of="2026-06-20", **changes)


@pytest.mark.parametrize(
    ("language", "stored"), [("en", "2 decisions were saved."), ("ja", "2件の判断を保存しました。")]
)
def test_ticks_of_findings_with_one_cause_stay_after_an_error(
    first: Account, meti: GovernmentBody, language: str, stored: str
) -> None:
    GovernmentBody.objects.filter(pk=meti.pk).update(gpa_class="central")
    case = registered(without_competition())
    under_review(case, first)
    client = signed_in(first)
    client.cookies["django_language"] = language
    address = f"/findings/{finding_of(case, 'COL-02').match.finding_id}/"
    page = shown(client, address)
    (also,) = re.findall(r'name="also" value="([^"]+)"', page)
    (token,) = re.findall(r'name="seen" value="(\w+)"', page)
    sent = {"seen": token, "also": also, "decided": "dismissed", "reason": "Looked at the file.", "ends_on": ""}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert f'value="{also}" checked' in refused.content.decode()
    assert f'value="{also}" checked' not in page
    answer = client.post(address, {**sent, "ends_on": soon().isoformat()}, follow=True)
    assert stored in answer.content.decode()
    assert FindingDecision.objects.count() == 2


def test_a_refused_recusal_keeps_its_day_and_whom(officer: Account, case: Partnership) -> None:
    page = post(signed_in(officer), case, "record_recusal", person="sato", on="2999-01-01").content.decode()
    assert "This day is in the future." in page
    assert 'name="on" value="2999-01-01"' in page
    assert '<option value="sato" selected>' in page


def test_a_blank_acknowledgement_is_not_said_to_have_been_typed(case: Partnership, first: Account) -> None:
    under_review(case, first)
    lacking, codes = next(iter(to_acknowledge(case).items()))
    client = signed_in(first)
    for blank in ("", "  \r\n "):
        page = post(client, case, "acknowledge", codes=codes, lacking=lacking, reason=blank)
        assert page.status_code == 422
        assert "You typed:" not in page.content.decode()
    page = post(client, case, "acknowledge", codes=codes, lacking=lacking, reason="Late")
    assert "You typed: Late<" in page.content.decode()


@pytest.mark.parametrize("by", ["recusal", "declaration"])
def test_a_day_that_the_system_moved_is_not_said_to_be_fixed_by_the_document(
    officer: Account, case: Partnership, sato: Account, by: str
) -> None:
    client, moved = signed_in(officer), "The document set an earlier day. The system moved it"
    assert moved not in shown(client, f"/partnerships/{case.pk}/")
    if by == "recusal":
        post(client, case, "record_recusal", person="sato", version=version(case))
    else:
        declare(case, sato)
    assess(case)
    page = shown(client, f"/partnerships/{case.pk}/")
    assert moved in page
    assert "This day is set in the document" not in page


def test_a_day_that_its_authors_changed_is_fixed_by_the_document(officer: Account, case: Partnership) -> None:
    document = case.submissions.get().document
    registered({**document, "revision": 2, "assess_as_of": "2026-06-25"}, officer)
    assert "This day is set in the document" in shown(signed_in(officer), f"/partnerships/{case.pk}/")


def test_the_declaration_is_folded_and_opens_where_something_was_written_or_is_wrong(
    case: Partnership, sato: Account
) -> None:
    client, address = signed_in(sato), f"/my/cases/{case.pk}/declaration/"
    page = shown(client, address)
    assert opened(page) == []
    assert page.index('id="says-nothing"') < page.index('id="says-ties"') < page.index('<details id="section-')
    typed = {"says": "ties", "/shareholding/0/whose": "sato", "/shareholding/0/share_bp": "4.444", "signature": "Sato"}
    refused = client.post(address, {**typed, "revision": "1", "action": "sign"}).content.decode()
    assert opened(refused) == ["shareholding"]
    more = client.post(address, {"action": "more"}).content.decode()
    assert "shareholding" in opened(more)


def opened(page: str) -> list[str]:
    """Return the sections that are unfolded."""
    return re.findall(r'<details id="section-(\w+)" open>', page)
