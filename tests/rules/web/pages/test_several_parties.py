"""Fields that take several parties: one in each input, found or added as a single one is."""

import pytest
from django.test import Client

from institutions.models import FormDraft, GovernmentBody, PartyName, Source
from institutions.parties.identities.name_keys import store_keys
from institutions.parties.names import fold_name
from rules.web.pages.form.questions import QUESTIONS
from tests.rules.web.pages.asked_draft import draft, place_of, shown

__all__ = ("draft",)  # the fixture
pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def sent(client: Client, draft: FormDraft, step: str, **values: str) -> int:
    """Save a page and return the status of its answer."""
    draft.refresh_from_db()
    content = {"version": str(draft.version), "action": "next", "statements-shown": "0", **values}
    answer = client.post(f"/propose/{draft.pk}/{step}/", content)
    draft.refresh_from_db()
    return answer.status_code


def test_co_sponsors_are_named_one_in_each_input_by_code_or_name(
    client: Client, draft: FormDraft, digital_agency: GovernmentBody
) -> None:
    source = Source.objects.create(title="Act that founded the agency")
    names = [
        PartyName(
            party=digital_agency,
            language="en",
            text="Digital Agency",
            folded=fold_name("Digital Agency"),
            source=source,
        )
    ]
    store_keys(PartyName.objects.bulk_create(names))
    sent(
        client,
        draft,
        "proposal",
        **{"/co_sponsors/0": "meti", "/co_sponsors/1": "", "/co_sponsors/2": "digital agency"},
    )
    assert draft.document["co_sponsors"] == ["METI", "DA"]
    page = shown(client, draft, "proposal")
    assert 'name="/co_sponsors/1~chosen" value="DA"' in page
    assert 'name="/co_sponsors/2"' in page


def test_no_co_sponsor_is_stated_with_a_dash(client: Client, draft: FormDraft) -> None:
    sent(client, draft, "proposal", **{"/co_sponsors/0": "-"})
    assert draft.document["co_sponsors"] == []
    assert 'name="/co_sponsors/0" value="-"' in shown(client, draft, "proposal")
    sent(client, draft, "proposal", **{"/co_sponsors/0": ""})
    assert "co_sponsors" not in draft.document


def test_a_body_that_nobody_knows_is_an_error_at_its_input(client: Client, draft: FormDraft) -> None:
    assert sent(client, draft, "proposal", **{"/co_sponsors/0": "METI", "/co_sponsors/1": "Ministry of Magic"}) == 422
    assert draft.document["co_sponsors"] == ["METI", "Ministry of Magic"]


def test_the_members_of_a_joint_bid_are_added_where_they_are_named(client: Client, draft: FormDraft) -> None:
    at = place_of(shown(client, draft, "rivals"), "bids")
    assert QUESTIONS["bids"].kind == "bid"
    values = {
        f"{at}~question": "bids",
        "answer/bids": "yes",
        f"{at}/company": "hikari",
        f"{at}/members/0": "Hikari Magnetics",
        f"{at}/members/1": "Nadir Alloys",
    }
    sent(client, draft, "rivals", **values)
    added = next(each for each in draft.document["companies"] if each["name"]["en"] == "Nadir Alloys")
    assert draft.document["statements"][0]["members"] == ["hikari", added["key"]]
