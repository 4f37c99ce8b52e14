"""An erasure is refused while something stands against it, and the command shows before it writes."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.utils import timezone

from institutions.accounts.requests import change_account
from institutions.audit.record import COMMAND
from institutions.audit.verify import verify_audit
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import (
    Account,
    AuditChain,
    AuditEvent,
    Erasure,
    GovernmentBody,
    IdentityLead,
    Partnership,
    Party,
)
from rules.models import (
    ErasurePreview,
    MailChoice,
    Match,
    ReviewCase,
)
from rules.review.erasing import erase
from rules.review.erasing.assessments import CannotEraseError
from rules.review.erasing.erase import plan_erasure
from tests.documents import example
from tests.institutions.audit.tampering import without_triggers
from tests.rules.review.casework.building import (
    assess,
    registered,
)
from tests.rules.review.erasing.erased_case import everything, named, retention_is_over, sato
from tests.rules.review.erasing.seeing import erase_seen

__all__ = ["retention_is_over"]
pytestmark = pytest.mark.usefixtures("no_broker")


def test_it_is_refused_while_a_case_that_names_the_person_is_open(
    meti: GovernmentBody, digital_agency: GovernmentBody, administrator: Account
) -> None:
    partnership = registered()
    before = everything()
    with pytest.raises(CannotEraseError, match=str(partnership.pk)):
        erase_seen(sato(), reason="Asked for.", account=administrator)
    assert everything() == before


def test_it_is_refused_while_an_assessment_is_under_way_or_they_can_sign_in(
    over: Partnership, administrator: Account
) -> None:
    register_partnership(check_document({**example("hikari_magnetics"), "revision": 2}), account=None, way="file")
    QuerySet(ReviewCase).update(state="withdrawn")
    account, address = Account.objects.create_user("sato", person=sato()), "sato@meti.example"
    MailChoice.objects.create(account=account, address=address, confirmed=address)
    against = " ".join(plan_erasure(sato()).against)
    assert "An assessment is under way" in against
    assert "sign in as sato" in against
    assess(over)
    account.is_active = False
    change_account(account, by=administrator)
    erase_seen(sato(), reason="Asked for.", account=administrator)
    assert Account.objects.get(person=sato()).username.startswith("erased-")
    assert MailChoice.objects.values_list("address", "confirmed").get() == ("", "")
    assert verify_audit().troubles == ()


def test_it_is_refused_where_a_stored_result_does_not_verify(over: Partnership, administrator: Account) -> None:
    with without_triggers():
        QuerySet(Match).filter(finding__code="COI-01").update(severity="low")
    with pytest.raises(CannotEraseError, match="cannot be replayed as it is"):
        erase_seen(sato(), reason="Asked for.", account=administrator)
    assert not Erasure.objects.exists()


def test_it_is_refused_where_a_possible_match_came_in_since_the_plan(
    over: Partnership, administrator: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search stores a match of the person, with their name, between the plan and the locks."""
    person, now = sato(), timezone.now()
    other = Party.objects.create(kind="person", name_en="Other")
    lock_plan = erase.lock_plan

    def find_before(plan: erase.ErasurePlan) -> None:
        IdentityLead.objects.create(party=other, candidate_id=person.pk, folded="a name", match="-", created_at=now)
        lock_plan(plan)

    monkeypatch.setattr(erase, "lock_plan", find_before)
    with pytest.raises(CannotEraseError, match="meantime"):
        erase_seen(person, reason="Asked for.", account=administrator)
    assert not Erasure.objects.exists()


def test_the_command_shows_first_and_writes_only_when_told(over: Partnership, administrator: Account) -> None:
    noted = (AuditChain, AuditEvent, ErasurePreview)  # the look leaves an event, and is kept
    said, before = StringIO(), everything(*noted)
    call_command("erase_person", str(sato().pk), reason="Asked for.", by="keeper", stdout=said)
    assert "texts in rules_match" in said.getvalue()
    assert not any(name in said.getvalue() for name in named(example("hikari_magnetics")))
    assert everything(*noted) == before
    assert "Nothing was erased." in said.getvalue()
    call_command("erase_person", str(sato().pk), reason="Asked for.", by="keeper", yes=True, stdout=said)
    assert "Erased: " in said.getvalue()
    assert not AuditEvent.objects.filter(verb="person_erased", actor=COMMAND).exists()


@pytest.mark.parametrize(
    ("given", "trouble"),
    [
        (("nobody", "keeper"), "No person"),
        ((None, "stranger"), "No administrator"),
        ((None, "first"), "No administrator"),
    ],
)
def test_the_command_names_what_is_wrong(
    given: tuple[str | None, str], trouble: str, over: Partnership, administrator: Account
) -> None:
    person, by = given
    with pytest.raises(CommandError, match=trouble):
        call_command("erase_person", person or str(sato().pk), reason="Asked for.", by=by, stdout=StringIO())
