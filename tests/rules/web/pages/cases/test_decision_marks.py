"""Each field that a decision needs is marked as required, in both languages, and no other field is."""

import re
from typing import Final

import pytest

from institutions.models import Account, Partnership
from rules.review.casework.deciding import read_token
from tests.rules.review.casework.building import finding_of, under_review
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db
NEEDED: Final = {
    "": ("reason",),
    "dismissed": ("ends_on", "reason"),
    "mitigated": ("measure-0-text", "measure-0-owner", "measure-0-due_on", "reason"),
    "more_information": ("asked_of", "answer_by", "reason"),
}
ALL_NEEDED: Final = {name for names in NEEDED.values() for name in names}
MARKS: Final = {"en": "(required)", "ja": "（必須）"}


def labels(page: str) -> dict[str, str]:
    """Return the text of each label by the id of its field."""
    found = re.findall(r'<label for="([^"]+)">(.*?)</label>', page, flags=re.DOTALL)
    return {name: re.sub(r"<[^>]+>", "", text) for name, text in found}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_field_without_which_a_decision_is_refused_is_marked(
    case: Partnership, first: Account, language: str
) -> None:
    under_review(case, first)
    found = finding_of(case, "COL-01")
    client, address = signed_in(first), f"/findings/{found.match.finding_id}/"
    page = client.get(address, headers={"Accept-Language": language}).content.decode()
    said = {name: text for name, text in labels(page).items() if name in ALL_NEEDED or name.startswith("measure-")}
    assert said.keys() >= ALL_NEEDED
    assert {name for name, text in said.items() if MARKS[language] in text} == ALL_NEEDED
    for decided, names in NEEDED.items():
        sent = {"seen": read_token(found), "decided": decided}
        refused = client.post(address, sent, headers={"Accept-Language": language})
        assert refused.status_code == 422
        linked = set(re.findall(r'<li><a href="#([\w-]+)"', refused.content.decode()))
        assert linked & {"reason"}, decided
        assert linked - {"decided", "measures"} <= {*names}, decided


def test_a_second_measure_is_folded_until_it_is_written(case: Partnership, first: Account) -> None:
    under_review(case, first)
    found = finding_of(case, "COL-01")
    client, address = signed_in(first), f"/findings/{found.match.finding_id}/"
    assert "<details><summary>Further measures" in client.get(address).content.decode()
    sent = {"seen": read_token(found), "decided": "mitigated", "reason": "A long reason", "measure-2-owner": "Clerk"}
    assert "<details open><summary>Further measures" in client.post(address, sent).content.decode()
