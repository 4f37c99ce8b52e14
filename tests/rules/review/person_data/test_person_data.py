"""A person gets their own data in one file, reviewed by a second person, without others and without reporters."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_words
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import (
    Account,
    DocumentParty,
    Partnership,
    PartyName,
    Person,
)
from rules.review.person_data.releasing import (
    PersonDataRefusedError,
    prepare_person_data,
    release_person_data,
)
from tests.documents import small
from tests.every import undone
from tests.rules.review.casework.building import registered
from tests.rules.review.person_data.person_case import KIN, REASON, closed_case, document, page_of, sato, text_of
from tests.rules.review.person_data.person_case import auditor as auditor
from tests.rules.review.person_data.person_case import case as case
from tests.rules.review.person_data.person_case import entitled as entitled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]


def test_the_file_has_their_own_data_and_nothing_of_others(case: Partnership, auditor: Account) -> None:
    file = prepare_person_data(sato(), reason=REASON, account=auditor)
    text, (given,) = text_of(file), [each for each in document()["people"] if each["key"] == "sato"]
    for name in given["name"].values():
        assert name in text, name
    kinds = {each["kind"] for each in file.content["statements"]}
    assert {"shareholding", "kinship"} <= kinds, kinds
    assert "620" in text, "her share of the company"
    for other in (KIN, "森 晶", "reporter", case.reference, *(each["title"] for each in document()["sources"])):
        assert other not in text, other
    withheld = " ".join(code_words(restore_code(each), "en") for each in file.withheld)
    assert "who reported" in withheld
    assert "names of other people" in withheld
    assert "findings about which they were not asked" in withheld


def test_restricted_partnerships_and_alleged_acts_are_left_out(case: Partnership, entitled: Account) -> None:
    kept = prepare_person_data(sato(), reason=REASON, account=entitled)
    closed_case()
    file = prepare_person_data(sato(), reason=REASON, account=entitled)
    for each in (kept, file):
        each.content.pop("collected_at")
    assert file.content == kept.content
    assert "restricted partnerships" in page_of(entitled, f"/person-data/{file.pk}/")[1]


def test_who_may_not_read_a_restricted_partnership_learns_nothing_of_it_here(
    case: Partnership, auditor: Account, entitled: Account
) -> None:
    before = prepare_person_data(sato(), reason=REASON, account=auditor)
    closed = closed_case()
    jun = Person.objects.get(name_en="Kuroi Jun")
    twin = Person.objects.create(name_en="Kuroi Jun", same_as=sato())  # found to be the same
    DocumentParty.objects.filter(party=jun).update(party=twin)
    PartyName.objects.filter(party=jun).update(party=twin)
    after = prepare_person_data(sato(), reason=REASON, account=auditor)
    pages = [page_of(auditor, f"/person-data/{each.pk}/")[1] for each in (before, after)]
    said = [[line for line in page.splitlines() if "Left out" in line] for page in pages]
    assert said[0] == said[1]
    assert said[0]
    assert "Kuroi" not in pages[1] + text_of(after)
    assert closed.reference not in pages[1]


def test_the_number_of_queries_tells_of_no_restricted_partnership(case: Partnership, auditor: Account) -> None:
    registered(small(reference="OPEN-2", people=[{"key": "sato", "id": str(sato().pk)}], statements=[]))

    def number_of_queries() -> int:
        with undone(), CaptureQueriesContext(connection) as queries:
            prepare_person_data(sato(), reason=REASON, account=auditor)
            return len(queries)

    number_of_queries()
    before = number_of_queries()
    closed_case()
    assert number_of_queries() == before


def test_a_person_whom_a_restricted_partnership_alone_names_is_unknown_without_the_right_to_it(
    case: Partnership, auditor: Account, entitled: Account
) -> None:
    closed_case()
    jun = Person.objects.get(name_en="Kuroi Jun")
    free = "00000000-0000-4000-8000-000000000000"
    answers = [page_of(auditor, "/person-data/", person=str(each), reason=REASON) for each in (jun.pk, free)]
    assert [status for status, _text in answers] == [422, 422]
    assert "No person in the register" in answers[0][1]
    with pytest.raises(PersonDataRefusedError, match="No person in the register"):
        prepare_person_data(jun, reason=REASON, account=auditor)
    with pytest.raises(CommandError, match="No person in the register"):
        call_command("person_data", str(jun.pk), by="auditor", reason=REASON, stdout=StringIO())
    file = prepare_person_data(jun, reason=REASON, account=entitled)
    assert page_of(auditor, f"/person-data/{file.pk}/")[0] == 404
    assert page_of(auditor, f"/person-data/{file.pk}/", act="release")[0] == 404
    assert f"/person-data/{file.pk}/" not in page_of(auditor, "/person-data/")[1]
    assert f"/person-data/{file.pk}/" in page_of(entitled, "/person-data/")[1]
    with pytest.raises(PersonDataRefusedError, match="No person in the register"):
        release_person_data(file, account=auditor)


def test_alleged_acts_are_left_out(case: Partnership, auditor: Account) -> None:
    stated = {"kind": "conduct", "person": "sato", "type": "leak", "company": "hikari", "on": "2026-05-01"}
    people = [{"key": "sato", "id": str(sato().pk)}]
    content = small(reference="T-8", people=people, statements=[stated])
    register_partnership(check_document(content), account=None, way="file")
    file = prepare_person_data(sato(), reason=REASON, account=auditor)
    assert "conduct" not in {each["kind"] for each in file.content["statements"]}
    assert "alleged acts" in page_of(auditor, f"/person-data/{file.pk}/")[1]
