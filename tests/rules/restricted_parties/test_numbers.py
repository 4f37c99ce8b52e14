"""The number of a company of a restricted case leads nobody to it who may not read the case."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.drafts.name_searches import search_waiting
from institutions.drafts.same_numbers import match_same_numbers
from institutions.models import Account, Company, FormDraft, GovernmentBody, IdentityLead, Party
from tests.institutions.imports.records import bring_in, of
from tests.policyengine.access.answers import lasting
from tests.rules.restricted_parties.building import (
    API,
    FREE_LEI,
    FREE_NUMBER,
    LEI,
    NUMBER,
    OPEN_NAME,
    kept_out,
    key_of,
    naming,
    officer_of,
    restricted,
    sent,
    traces,
)
from tests.rules.restricted_parties.test_files_of_others import come_in, options_for, tendered

GIVEN: list[dict[str, Any]] = [
    {"corporate_number": NUMBER},
    {"lei": LEI},
    {"corporate_number": NUMBER, "lei": FREE_LEI},
    {"corporate_number": FREE_NUMBER, "lei": LEI},
]


@pytest.mark.parametrize("given", GIVEN)
def test_a_precheck_with_its_number_finds_nothing(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody, given: dict[str, Any]
) -> None:
    for client, body in kept_out(key_of(digital_agency), meti):
        answer = sent(client, "precheck/", naming(body, name=OPEN_NAME, **given))
        assert answer.status_code == 200, answer.json()
        assert answer.json()["parties"] == {"hikari": "new:hikari"}
        assert traces(answer.content.decode(), company) == []


@pytest.mark.parametrize("given", GIVEN)
def test_whoever_registers_its_number_gets_a_party_of_their_own(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody, given: dict[str, Any]
) -> None:
    for client, body in kept_out(key_of(digital_agency), meti):
        answer = sent(client, "partnerships/", naming(body, name=OPEN_NAME, **given))
        assert answer.status_code == 201, answer.json()
        assert traces(answer.content.decode(), company) == []
        party = answer.json()["parties"]["hikari"]
        assert party != str(company.pk)
        assert Company.objects.get(pk=party).name_en == "Shiro Optics Ltd."
        page = officer_of(GovernmentBody.objects.get(code=body)).get(f"/companies/{party}/")
        assert page.status_code == 200
        assert traces(page.content.decode(), company) == []


def test_both_bodies_outside_share_the_party_that_is_open(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    parties = {
        sent(client, "partnerships/", naming(body, name=OPEN_NAME, corporate_number=NUMBER)).json()["parties"]["hikari"]
        for client, body in kept_out(key_of(digital_agency), meti)
    }
    assert len(parties) == 1


def test_the_number_alone_asks_for_a_name_as_one_that_nobody_has(
    company: Party, digital_agency: GovernmentBody
) -> None:
    client = key_of(digital_agency)
    for address in ("precheck/", "partnerships/"):
        known = sent(client, address, naming(corporate_number=NUMBER))
        free = sent(client, address, naming(corporate_number=FREE_NUMBER))
        assert known.status_code == free.status_code == 422
        assert known.json()["errors"] == free.json()["errors"]


def test_the_number_of_queries_is_that_of_a_number_that_nobody_has(
    company: Party, person: Party, digital_agency: GovernmentBody
) -> None:
    client = key_of(digital_agency)
    client.get(f"{API}/rulebook/")  # what is read once by a process is read now

    def queries(address: str, content: Any) -> int:
        with CaptureQueriesContext(connection) as made:
            sent(client, address, content)
        return len(made)

    for address in ("precheck/", "partnerships/"):
        for number, content in enumerate((NUMBER, FREE_NUMBER)):
            sent(client, address, {**naming(name=OPEN_NAME), "reference": f"W-{number}-{content}"})
    for address in ("precheck/", "partnerships/"):
        known = {**naming(name={"en": "Aoi Glass Ltd."}, corporate_number=NUMBER), "reference": f"A-{address}"}
        free = {**naming(name={"en": "Midori Tin Ltd."}, corporate_number=FREE_NUMBER), "reference": f"B-{address}"}
        assert queries(address, known) == queries(address, free)


def test_restricted_cases_of_one_body_share_it(company: Party, meti: GovernmentBody) -> None:
    answer = sent(
        key_of(meti), "partnerships/", restricted(reference="SECRET-8", people=[], officials=[], statements=[])
    )
    assert answer.status_code == 201
    assert answer.json()["parties"]["kuroi"] == str(company.pk)


def test_restricted_cases_of_two_bodies_do_not(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    content = {**naming(name=OPEN_NAME, corporate_number=NUMBER), "secrecy": "defence"}
    answer = sent(key_of(digital_agency), "partnerships/", content)
    assert answer.status_code == 201
    assert answer.json()["parties"]["hikari"] != str(company.pk)
    assert traces(answer.content.decode(), company) == []
    match_same_numbers()
    assert not IdentityLead.objects.exists(), "no one body could decide it, and one name would be told to the other"


def test_an_import_brings_in_a_party_of_its_own(company: Party, digital_agency: GovernmentBody) -> None:
    [outcome] = bring_in(digital_agency, of(companies=[{"key": "c1", "name": OPEN_NAME, "corporate_number": NUMBER}]))
    assert (str(outcome.outcome), outcome.errors, outcome.notes) == ("added", (), ())
    made = Company.objects.get(name_en="Shiro Optics Ltd.")
    assert (made.corporate_number, made.pk) != (NUMBER, company.pk)
    assert officer_of(digital_agency).get(f"/companies/{company.pk}/").status_code == 404
    [again] = bring_in(digital_agency, of("R-2", companies=[{"key": "c2", "id": str(company.pk)}]))
    assert str(again.outcome) == "refused"


def test_a_published_process_brings_in_a_party_of_its_own(company: Party, digital_agency: GovernmentBody) -> None:
    _told, stored = come_in(key_of(digital_agency), "ocds", tendered(NUMBER), options=options_for("DA"))
    assert [each["outcome"] for each in stored] == ["added"]
    made = Company.objects.get(name_en="Shiro Optics Ltd.")
    assert made.pk != company.pk
    assert officer_of(digital_agency).get(f"/companies/{company.pk}/").status_code == 404


def test_a_number_given_later_to_a_party_of_an_import_is_no_clash(
    company: Party, digital_agency: GovernmentBody
) -> None:
    bring_in(digital_agency, of(companies=[{"key": "c1", "name": OPEN_NAME}]))
    row = {"key": "c1", "name": OPEN_NAME, "corporate_number": NUMBER}
    [outcome] = bring_in(digital_agency, of(companies=[row]))
    assert (str(outcome.outcome), outcome.errors) == ("changed", ())
    assert traces(str(outcome.notes), company) == []
    assert Company.objects.get(name_en="Shiro Optics Ltd.").corporate_number == NUMBER


def test_the_form_says_and_names_nothing_of_it(company: Party, digital_agency: GovernmentBody) -> None:
    client = officer_of(digital_agency)
    owner = Account.objects.get(body=digital_agency)
    draft = FormDraft.objects.create(owner=owner, document=naming(name=OPEN_NAME, corporate_number=NUMBER))
    for page in ("precheck/", "check/"):
        shown = client.get(f"/propose/{draft.pk}/{page}")
        assert shown.status_code == 200
        assert traces(shown.content.decode(), company) == []
    FormDraft.objects.update(document=naming(corporate_number=NUMBER))
    known = client.get(f"/propose/{draft.pk}/check/").content.decode()
    FormDraft.objects.update(document=naming(corporate_number=FREE_NUMBER))
    free = client.get(f"/propose/{draft.pk}/check/").content.decode()
    assert lasting(known) == lasting(free.replace(FREE_NUMBER, NUMBER))


def test_candidates_and_searches_find_it_for_the_entitled_alone(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    asked = (
        f"{API}/candidates/?name=Kuroi+Optics+Inc.&corporate_number={NUMBER}",
        f"{API}/candidates/?name=Shiro&lei={LEI}",
        f"{API}/companies/?corporate_number={NUMBER}",
        f"{API}/companies/?q=Kuroi",
    )
    for address in asked:
        for client in (key_of(digital_agency), key_of(meti, "read")):
            assert client.get(address).json()["results"] == [], address
        found = key_of(meti).get(address).json()["results"]
        assert [each["id"] for each in found] == [str(company.pk)], address


def test_a_name_that_shares_a_word_with_its_name_alone_takes_as_many_queries_as_one_that_shares_none(
    company: Party, digital_agency: GovernmentBody
) -> None:
    """A key of a name that the asker may not find leads to no further question, and no key to no fewer."""
    search_waiting()
    client = key_of(digital_agency)

    def queries(name: str) -> int:
        with CaptureQueriesContext(connection) as made:
            assert client.get(f"{API}/candidates/?name={name}").json()["results"] == []
        return len(made)

    queries("Midori+Tin+Ltd.")
    assert queries("Kuroi+Optical+Inc.") == queries("Zavod+Oxu+Ltd.")
