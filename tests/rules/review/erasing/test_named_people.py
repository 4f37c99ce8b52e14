"""The index of named people has everybody whom a snapshot names, so that an erasure misses no result."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.audit.verify import verify_audit
from institutions.models import Account, GovernmentBody, Partnership, Person, Role
from rules.assessing.named_people import note_named_people, partnerships_naming, stored_snapshots
from rules.assessing.replay import replay_assessment
from rules.assessing.request import request_assessment
from rules.models import Assessment, NamedPerson, Trigger
from rules.review.casework.act_table import Act
from rules.review.erasing.assessments import snapshots_naming
from rules.review.erasing.erased_person import erased_person
from rules.review.erasing.verifying import named_people_troubles
from tests.documents import example, small
from tests.rules.assessing.older_results import keep_unpacked
from tests.rules.review.casework.building import assess, do, officer, registered
from tests.rules.review.erasing.erased_case import everything, named, retention_is_over, sato
from tests.rules.review.erasing.seeing import erase_seen

__all__ = ["retention_is_over"]
pytestmark = pytest.mark.usefixtures("no_broker", "meti", "digital_agency")


@pytest.fixture
def case() -> Partnership:
    return registered(small())


def revise_without_sato() -> None:
    """Register a revision whose statements name nobody."""
    exposure = small()["statements"][1]
    registered(small(revision=2, people=[], statements=[exposure]))


def people_in(partnership: Partnership) -> set[Person]:
    """Return the people whose ids are in a snapshot of a partnership, found by a search of its text."""
    texts = [content for _partnership, _sha, content in stored_snapshots([partnership.pk])]
    return {each for each in Person.objects.all() if any(str(each.pk) in text for text in texts)}


def noted(partnership: Partnership) -> set[Person]:
    return {each.person for each in NamedPerson.objects.filter(partnership=partnership).select_related("person")}


def test_a_result_notes_the_people_of_its_snapshot_and_nobody_else(case: Partnership) -> None:
    person, other = sato(), registered(example("digital_agency_cloud"))
    for each in (case, other):
        assert noted(each) == people_in(each) != set()
    assert partnerships_naming([person.pk]) == {case.pk}
    before = NamedPerson.objects.count()
    request_assessment(Assessment.objects.get(partnership=case).submission, Trigger.ON_DEMAND)
    assess(case)
    assert NamedPerson.objects.count() == before


def test_noting_takes_two_statements_for_any_number_of_cases(case: Partnership) -> None:
    contents = {partnership: content for partnership, _sha, content in stored_snapshots([case.pk])}
    for given in (contents, contents | {registered(example("digital_agency_cloud")).pk: contents[case.pk]}):
        with CaptureQueriesContext(connection) as queries:
            note_named_people(given)
        assert len([each for each in queries if "SAVEPOINT" not in each["sql"]]) == 2


def test_an_earlier_result_is_found_though_the_newest_names_them_no_more(case: Partnership) -> None:
    first = Assessment.objects.get(partnership=case)
    revise_without_sato()
    newest = Assessment.objects.filter(partnership=case).newest_first()[0]
    assert str(sato().pk) not in newest.snapshot.content  # type: ignore[union-attr]  # it has one
    assert snapshots_naming(erased_person(sato())) == [first.snapshot_id]
    assert noted(case) == people_in(case)
    assert list(named_people_troubles()) == []


@pytest.mark.parametrize("older", [False, True])
def test_an_erasure_reaches_every_result_of_any_form(meti: GovernmentBody, *, older: bool) -> None:
    submitter = officer(meti)
    case = registered(small(), submitter)
    person, names = sato(), named(small())
    revise_without_sato()
    if older:
        keep_unpacked()
    do(case, Act.WITHDRAW, submitter)
    results = list(Assessment.objects.filter(partnership=case).values_list("pk", flat=True))
    assert len(results) == 2
    erase_seen(person, reason="Asked for.", account=Account.objects.create_user("keeper", role=Role.ADMINISTRATOR))
    text = everything()
    assert not [name for name in names if name in text]
    for each in Assessment.objects.filter(pk__in=results).select_related("snapshot", "rulebook"):
        assert replay_assessment(each).differences == ()
    assert snapshots_naming(erased_person(sato())) != [], "the id stays, and is found again"


def test_a_row_that_is_missing_or_follows_from_nothing_is_a_trouble(case: Partnership) -> None:
    assert verify_audit().troubles == ()
    row = NamedPerson.objects.filter(person=sato()).get()
    row.delete()
    trouble = f"rules_namedperson person {sato().pk} in partnership {case.pk}: "
    assert verify_audit().troubles == (f"{trouble}is missing",)
    NamedPerson.objects.create(person=sato(), partnership=case)
    stranger = Person.objects.create(name_en="Nobody of the case")
    NamedPerson.objects.create(person=stranger, partnership=case)
    assert [each.rpartition(": ")[2] for each in named_people_troubles()] == ["follows from no snapshot"]
