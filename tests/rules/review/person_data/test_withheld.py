"""Texts of others, keys of documents, hearings of others and what restricted partnerships hold are in no file."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from institutions.codes.wording import code_words
from institutions.models import Account, GovernmentBody, Partnership, Person, Role
from rules.models import PersonDataFile, PersonDataState
from rules.review.person_data.collecting import collect_person_data
from rules.review.person_data.releasing import (
    PersonDataRefusedError,
    files_for,
    prepare_person_data,
    read_person_data,
    refuse_person_data,
)
from tests.documents import small
from tests.people import person_named, reviewer_account
from tests.rules.review.casework.building import officer, registered, soon, under_review
from tests.rules.review.casework.naming import declare, heard, named, people_of
from tests.rules.review.person_data.person_case import REASON, document, sato

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]


@pytest.fixture
def case(meti: GovernmentBody, digital_agency: GovernmentBody) -> Partnership:
    return registered(document(), officer(meti, "reporter"))


@pytest.fixture
def auditor(db: None) -> Account:
    return Account.objects.create_user("auditor", role=Role.AUDITOR, person=person_named("Auditor"))


def content_and_withheld() -> tuple[dict[str, Any], str]:
    found = collect_person_data(sato(), timezone.now())
    return found.content, " ".join(code_words(each, "en") for each in found.withheld)


def test_own_declarations_and_hearings_are_in_it_until_their_partnership_is_restricted(case: Partnership) -> None:
    first = reviewer_account("first")
    under_review(case, first)
    official = named(case)
    assert [each.person for each in people_of(case, "COI-01")] == [sato()]
    heard(case, "COI-01", first, how="asked", waiver=None, note=None, answer_by=soon().isoformat())
    declare(case, official)
    content, withheld = content_and_withheld()
    assert [each["case"] for each in content["declarations"]] == [case.reference]
    assert [each["rule"] for each in content["hearings"]] == ["COI-01"]
    assert "restricted" not in withheld
    Partnership.objects.filter(pk=case.pk).update(secret=True)
    content, withheld = content_and_withheld()
    assert (content["declarations"], content["hearings"]) == ([], [])
    assert "restricted partnerships" in withheld


def test_the_note_of_a_reviewer_who_did_not_hear_them_is_not_in_it(case: Partnership) -> None:
    first = reviewer_account("first")
    under_review(case, first)
    heard(case, "COI-01", first, note="On leave, as a colleague told us.")
    content, _withheld = content_and_withheld()
    assert content["hearings"] == []
    assert "colleague" not in json.dumps(content)


def test_free_texts_are_counted_and_left_out_and_so_are_keys_and_sources(case: Partnership) -> None:
    held = {"kind": "directorship", "person": "sato", "company": "hikari", "post": "Director, says Kita", "source": "s"}
    decided = {"kind": "decision", "key": "kuroi-file", "person": "sato", "body": "METI", "company": "hikari"}
    content = small(
        reference="T-8",
        people=[{"key": "sato", "id": str(sato().pk)}],
        sources=[{"key": "s", "title": "A letter of Kita", "url": "https://example.jp/letter"}],
        statements=[held, {**decided, "what": "contract", "on": "2026-05-01"}],
    )
    registered(content)
    found, withheld = content_and_withheld()
    kinds = {each["kind"]: {value["field"] for value in each["values"]} for each in found["statements"]}
    assert kinds["directorship"] & {"post", "source"} == set()
    assert kinds["decision"] & {"key", "source"} == set()
    text = json.dumps(found)
    assert [each for each in ("says Kita", "kuroi-file", "letter") if each in text] == []
    assert "texts" in withheld


def test_nobody_is_shown_a_file_about_themselves(case: Partnership, auditor: Account) -> None:
    herself = Account.objects.create_user("sato", role=Role.AUDITOR, person=sato())
    twin = Person.objects.create(name_en="Sato H.", same_as=sato())
    twins = Account.objects.create_user("twin", role=Role.AUDITOR, person=twin)
    file = prepare_person_data(sato(), reason=REASON, account=auditor)
    assert list(files_for(auditor)) == [file]
    for account in (herself, twins):
        assert not files_for(account).exists()
        with pytest.raises(PersonDataRefusedError, match="about you"):
            prepare_person_data(sato(), reason=REASON, account=account)


def test_a_refused_file_is_empty_at_once_and_handed_over_by_nobody(case: Partnership, auditor: Account) -> None:
    counsel = reviewer_account("counsel")
    file = prepare_person_data(sato(), reason=REASON, account=auditor)
    refuse_person_data(file, account=counsel)
    file.refresh_from_db()
    assert (file.state, file.content) == (PersonDataState.REFUSED, {})
    for account in (auditor, counsel):
        with pytest.raises(PersonDataRefusedError, match="not released"):
            read_person_data(file, account=account)
    assert PersonDataFile.objects.filter(prepared_at__lt=timezone.now() + timedelta(days=1)).count() == 1
