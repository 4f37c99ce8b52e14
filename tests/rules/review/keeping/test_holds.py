"""A legal hold keeps its cases as they are; another reviewer lifts it; both leave events in each case's chain."""

import pytest
from django.db import IntegrityError, transaction

from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Person, Role
from rules.models import LegalHold
from rules.review.erasing.assessments import CannotEraseError
from rules.review.keeping.holds import cases_named, hold_over, holds_for, holds_in_full, lift_hold, set_hold
from rules.review.keeping.troubles import KeepingRefusedError
from tests.documents import small
from tests.rules.review.casework.building import officer, registered, reviewer
from tests.rules.review.erasing.seeing import erase_seen
from tests.rules.review.keeping.building import end_retention, ended_case, keeper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
WHY = "A court asked for the file."
OVER = "The court returned the file."


@pytest.fixture
def counsel(db: None) -> Account:
    return reviewer("counsel")


@pytest.fixture
def case(meti: GovernmentBody, digital_agency: GovernmentBody, counsel: Account) -> Partnership:
    return ended_case(meti, counsel)


def test_a_hold_is_set_and_lifted_by_two_people_with_events(case: Partnership, counsel: Account) -> None:
    second, third = reviewer("second"), reviewer("third")
    hold = set_hold([case], reason=WHY, account=counsel)
    assert hold_over(case.pk) == hold
    with pytest.raises(KeepingRefusedError, match="Another person than who set"):
        lift_hold(hold, reason=OVER, account=counsel)
    lift_hold(hold, reason=OVER, account=second)
    assert hold_over(case.pk) is None
    with pytest.raises(KeepingRefusedError, match="lifted before"):
        lift_hold(hold, reason=OVER, account=third)
    events = AuditEvent.objects.filter(chain__name=f"partnership:{case.pk}", object=f"hold:{hold.pk}")
    assert list(events.order_by("number").values_list("verb", flat=True)) == ["hold_set", "hold_lifted"]
    assert WHY not in str(list(events.values()))
    assert not [each for each in verify_audit().troubles if "account" not in each]
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalHold.objects.filter(pk=hold.pk).update(lifted_by=counsel)


def test_an_account_without_a_person_is_none_of_the_two(case: Partnership, counsel: Account) -> None:
    hold = set_hold([case], reason=WHY, account=counsel)
    unlinked = reviewer("unlinked")
    Account.objects.filter(pk=unlinked.pk).update(person=None)
    unlinked.refresh_from_db()
    with pytest.raises(KeepingRefusedError, match="not linked to a person"):
        lift_hold(hold, reason=OVER, account=unlinked)
    with pytest.raises(KeepingRefusedError, match="not linked to a person"):
        set_hold([case], reason=WHY, account=unlinked)
    Account.objects.filter(pk=counsel.pk).update(person=None)
    with pytest.raises(KeepingRefusedError, match="not linked to a person"):
        lift_hold(hold, reason=OVER, account=reviewer("second"))
    assert hold_over(case.pk) == hold


def test_a_held_case_bars_the_erasure_of_a_person(
    case: Partnership, counsel: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_retention(monkeypatch)
    hold = set_hold([case], reason=WHY, account=counsel)
    sato = Person.objects.filter(document_keys__key="sato").distinct().get()
    administrator = keeper()
    with pytest.raises(CannotEraseError, match=f"under legal hold {hold.pk} since"):
        erase_seen(sato, reason="Asked for.", account=administrator)
    lift_hold(hold, reason=f"{sato.name_en} asked for it.", account=reviewer("second"))
    assert erase_seen(sato, reason="Asked for.", account=administrator).pk
    hold.refresh_from_db()
    assert hold.lifted_because.endswith("asked for it.")
    assert sato.name_en not in hold.lifted_because


def test_only_reviewers_keep_and_they_say_why(case: Partnership, counsel: Account, meti: GovernmentBody) -> None:
    for account in (officer(meti, "another"), keeper(), Account.objects.create_user("auditor", role=Role.AUDITOR)):
        with pytest.raises(KeepingRefusedError, match="Only reviewers"):
            set_hold([case], reason=WHY, account=account)
    with pytest.raises(KeepingRefusedError, match="Give the reason"):
        set_hold([case], reason="x", account=counsel)


def test_cases_are_named_by_what_their_reader_may_see(case: Partnership, counsel: Account) -> None:
    assert cases_named([case.reference, str(case.pk), ""], counsel) == [case]
    secret = registered(small(reference="SECRET-1", secrecy="defence"))
    with pytest.raises(KeepingRefusedError, match="SECRET-1"):
        cases_named([secret.reference], counsel)
    with pytest.raises(KeepingRefusedError, match="at least one"):
        cases_named([" "], counsel)
    entitled = reviewer("entitled", reads_secret=True)
    hold = set_hold([case, secret], reason=WHY, account=entitled)
    assert list(holds_for(counsel)) == [hold]
    with pytest.raises(KeepingRefusedError, match="may not see"):
        lift_hold(hold, reason=OVER, account=counsel)
    assert not holds_in_full(counsel, [hold])
    assert holds_in_full(entitled, [hold]) == {hold.pk}
    alone = set_hold([secret], reason=WHY, account=entitled)
    assert list(holds_for(counsel)) == [hold]
    assert list(holds_for(entitled)) == [alone, hold]
