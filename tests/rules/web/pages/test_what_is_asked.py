"""Guided questions ask for what the rules on conflicts of interest and on litigation need, each in one place."""

import re
from typing import Any, Final

import pytest
import yaml
from django.test import Client

from institutions.kinds import KINDS
from institutions.models import FormDraft, GovernmentBody, PartyName, Source
from institutions.parties.identities.name_keys import store_keys
from institutions.parties.names import fold_name
from policyengine.processes import ROOT
from rules.explaining.wording.suppliers import supply_of
from rules.web.pages.form.asked_before import question_of
from rules.web.pages.form.questions import QUESTIONS
from tests.rules.web.pages.asked_draft import draft, place_of, send, shown  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
Json = dict[str, Any]
RULES: Final = sorted(
    each for family in ("conflict_of_interest", "litigation") for each in (ROOT / "rules/rulebook" / family).glob("*")
)


def kinds_in(conditions: object) -> set[str]:
    """Return the kinds of facts that conditions of a rule ask for."""
    if isinstance(conditions, list):
        return {kind for each in conditions for kind in kinds_in(each)}
    if not isinstance(conditions, dict):
        return set()
    named = {kind for name, kind in conditions.items() if name != "where" and isinstance(kind, str)}
    return named | {kind for name, inner in conditions.items() if name == "any" for kind in kinds_in(inner)}


@pytest.mark.bare
def test_what_raises_or_decides_a_finding_on_interests_or_litigation_has_a_guided_question() -> None:
    guided = {each.kind for each in QUESTIONS.values()}
    left = {}
    for path in RULES:
        rule = yaml.safe_load(path.read_text(encoding="utf-8"))
        asked = {supply_of(kind).asked for part in ("applies", "needs", "when") for kind in kinds_in(rule.get(part))}
        if missing := {kind for kind in asked if kind in KINDS} - guided:
            left[rule["code"]] = missing
    assert not left


@pytest.mark.bare
@pytest.mark.parametrize(
    ("statement", "key"),
    [
        ({"kind": "measure", "company": "kita", "type": "exclusion", "domain": "magnets"}, "measures"),
        ({"kind": "measure", "company": "kita"}, "measures"),
        ({"kind": "measure", "company": "kita", "type": "subsidy"}, "supports"),
        ({"kind": "measure", "company": "kita", "type": "guidance"}, "guidance"),
        ({"kind": "measure", "domain": "magnets", "type": "order", "trade_effect": "export"}, "trade_measures"),
        ({"kind": "listing", "company": "kita", "list": "cn_control_list"}, "listings"),
        ({"kind": "listing", "company": "kita", "list": "cease_and_desist"}, "tender_bans"),
        ({"kind": "investment", "investor": "kita", "country": "JP"}, "investments"),
        ({"kind": "investment", "investor": "kita", "country": "CN"}, None),
    ],
)
def test_a_statement_answers_the_question_about_it(statement: Json, key: str | None) -> None:
    found = question_of({"body": "METI", **statement}, {})
    assert (found and found.key) == key


@pytest.mark.bare
def test_clearances_are_asked_for_critical_information_alone_and_ties_of_research_for_research() -> None:
    secret = {"secrecy": "critical_economic_security_information"}
    assert QUESTIONS["clearances"].applies(secret)
    assert not QUESTIONS["clearances"].applies({})
    ties = QUESTIONS["research_ties"]
    assert ties.applies({"scheme": "grant", "selection": {"object": "research"}})
    assert ties.applies({"scheme": "joint_research", "selection": {"object": "services"}})
    assert ties.applies({"scheme": "grant"}), "not known yet"
    assert not ties.applies({"scheme": "procurement", "selection": {"object": "goods"}})
    assert not ties.applies({"scheme": "grant", "selection": {"object": None}})


def test_not_known_states_nothing_about_a_list_or_a_measure(client: Client, draft: FormDraft) -> None:  # noqa: F811
    send(client, draft, "record", {f"answer/{key}": "unknown" for key in ("listings", "measures", "disputes")})
    assert "statements" not in draft.document
    assert draft.answers == dict.fromkeys(("listings", "measures", "disputes"), "unknown")


def test_a_foreign_owner_named_here_is_asked_for_its_country(client: Client, draft: FormDraft) -> None:  # noqa: F811
    page = shown(client, draft, "rivals")
    at = place_of(page, "owners")
    typed = {"answer/owners": "yes", f"{at}/holder": "Victoria Fund", f"{at}/holder~if-new": "company"}
    send(client, draft, "rivals", {**typed, f"{at}/share_bp": "12", f"{at}/holder~country": "Hong Kong"})
    assert draft.document["companies"][1] == {
        "key": "victoria-fund",
        "name": {"en": "Victoria Fund"},
        "country": "HK",
    }
    assert 'name="/statements/0/holder~country" value="Hong Kong' in shown(client, draft, "rivals")


def test_a_country_that_nobody_knows_is_corrected_where_it_was_typed(client: Client, draft: FormDraft) -> None:  # noqa: F811
    page = shown(client, draft, "record")
    at = place_of(page, "investments")
    typed = {"answer/investments": "yes", f"{at}/investor": "Victoria Fund", f"{at}/investor~country": "Hongg"}
    answer = send(client, draft, "record", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="f-statements-0-investor~country-error"' in page
    assert 'name="/statements/0/investor~country" value="Hongg"' in page
    assert draft.document["statements"][0]["country"] == "JP", "the question is about investments in Japan"


def test_a_country_stays_while_it_is_chosen_what_the_name_is(client: Client, draft: FormDraft) -> None:  # noqa: F811
    at = place_of(shown(client, draft, "rivals"), "owners")
    typed = {"answer/owners": "yes", f"{at}/holder": "Victoria Fund", f"{at}/holder~country": "Hong Kong"}
    answer = send(client, draft, "rivals", typed)
    assert answer.status_code == 422
    assert "Choose whether it is a company or a person." in answer.content.decode()
    assert 'name="/statements/0/holder~country" value="Hong Kong"' in answer.content.decode()


def test_a_name_like_a_known_one_is_not_added_although_it_was_said_what_a_new_one_is(
    client: Client,
    draft: FormDraft,  # noqa: F811
) -> None:
    at = place_of(shown(client, draft, "rivals"), "owners")
    typed = {"answer/owners": "yes", f"{at}/holder": "Hikari", f"{at}/holder~if-new": "company"}
    answer = send(client, draft, "rivals", typed)
    assert answer.status_code == 422
    assert len(draft.document["companies"]) == 1


def test_a_body_is_known_by_its_whole_name(
    client: Client,
    draft: FormDraft,  # noqa: F811
    meti: GovernmentBody,
) -> None:
    source, name = (
        Source.objects.create(title="Act that founded the ministry"),
        "Ministry of Economy, Trade and Industry",
    )
    row = PartyName(party=meti, language="en", text=name, folded=fold_name(name), source=source)
    store_keys(PartyName.objects.bulk_create([row]))
    send(client, draft, "proposal", {"/sponsor": name, "/sponsor~chosen": ""})
    assert draft.document["sponsor"] == "METI"
    send(client, draft, "proposal", {"/sponsor": "Ministry of Nothing", "/sponsor~chosen": ""})
    assert draft.document["sponsor"] == "Ministry of Nothing", "what nobody has stays as it was typed, to be corrected"


def test_the_decision_that_kept_somebody_out_is_stated_with_them(client: Client, draft: FormDraft) -> None:  # noqa: F811
    page = shown(client, draft, "rivals")
    at = place_of(page, "excluded")
    act = re.search(rf'name="(/statements/\d+)~same" value="{at}/company"', page)
    assert act is not None
    typed = {"answer/excluded": "yes", f"{at}/company": "Kita Materials", f"{at}/informed_on": "2026-06-02"}
    typed |= {f"{at}/status": "disqualified"}
    send(client, draft, "rivals", {**typed, f"{act[1]}/type": "refusal", f"{act[1]}/reasons_given": "false"})
    assert draft.document["statements"] == [
        {"kind": "bid", "company": "kita-materials", "informed_on": "2026-06-02", "status": "disqualified"},
        {"kind": "measure", "body": "METI", "company": "kita-materials", "type": "refusal", "reasons_given": False},
    ]


def test_a_declaration_is_asked_for_the_check_of_a_second_person_without_which_it_clears_nothing(
    client: Client,
    draft: FormDraft,  # noqa: F811
) -> None:
    page = shown(client, draft, "people")
    asked = page.partition('id="q-declarations"')[2].partition('id="q-duties"')[0]
    at_once = asked.partition('<details class="folded"')[0]
    assert "/verified_by" in at_once
    assert "/verified_on" in at_once
