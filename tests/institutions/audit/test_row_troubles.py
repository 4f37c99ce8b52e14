"""Each trouble of a covered row is reported by words of its own: no comparison can be left out unseen."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import models, transaction
from django.utils import timezone

from institutions.access.key_making import make_key
from institutions.audit.coverage import COVERED
from institutions.audit.event_rows import changing
from institutions.audit.record import COMMAND, record_event
from institutions.audit.row_troubles import MOST, some_of
from institutions.audit.verify import verify_audit
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import ApiKey, AuditEvent, DocumentParty, GovernmentBody, Submission
from institutions.models.noted_rows import note_written
from rules.models import RulebookVersion
from tests.documents import small
from tests.institutions.audit.random_changes import execute
from tests.institutions.audit.tampering import without_triggers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("meti", "digital_agency")]
TABLE = "institutions_submission"


@pytest.fixture
def revised() -> tuple[Submission, Submission, str]:
    """Return the first and the second submission of a partnership, and the event of the second, in words."""
    for document in (small(), small(revision=2, value_yen=2)):
        register_partnership(check_document(document), account=None, way="rest")
    event = AuditEvent.objects.select_related("chain").get(verb="revised")
    first, second = Submission.objects.order_by("revision")
    return first, second, f"event {event.number} of {event.chain.name}"


def about(table: str, **options: Any) -> list[str]:
    """Return the troubles of the rows of a table."""
    return [each for each in verify_audit(**options).troubles if each.startswith(f"{table} ")]


def test_each_moment_at_which_a_row_was_superseded_is_compared(revised: tuple[Submission, Submission, str]) -> None:
    first, second, event = revised
    assert about(TABLE) == []
    unsaid = f"{TABLE} {second.pk}: was superseded, and no event says so"
    with without_triggers():
        Submission.objects.filter(pk=second.pk).update(superseded_at=timezone.now())
        assert about(TABLE) == [unsaid]
        for moment, said in (
            (None, f"counts as current, but {event} superseded it"),
            (timezone.now(), f"was superseded at another moment than {event} says"),
        ):
            Submission.objects.filter(pk=first.pk).update(superseded_at=moment)
            found = f"{TABLE} {first.pk}: {said}"
            assert about(TABLE) == [found, unsaid]
            assert about(TABLE, since=first.received_at) == [found]  # no event of the day closes the second


def test_rows_that_are_hashed_together_are_compared_all(revised: tuple[Submission, Submission, str]) -> None:
    rows = DocumentParty.objects.filter(submission=revised[0]).order_by("-pk")
    assert rows.count() > 1
    execute("DELETE FROM institutions_documentparty WHERE id = %s", (rows[0].pk,))
    (said,) = [each for each in verify_audit().troubles if each.startswith("institutions_documentparty")]
    assert said.startswith(f"institutions_documentparty, rows with submission_id {revised[0].pk}: was changed after")


def change_lawfully(key: ApiKey) -> None:
    """Change the scopes of a key with an event that names the row."""
    with transaction.atomic():
        with changing(ApiKey, key.pk):
            ApiKey.objects.filter(pk=key.pk).update(scopes=["read", "write"])
        record_event(actor=COMMAND, verb="tried", what="thing:1")


def test_a_change_by_hand_does_not_hide_behind_a_lawful_one(meti: GovernmentBody) -> None:
    key, _text = make_key(meti, scopes=("read",))
    ApiKey.objects.filter(pk=key.pk).update(scopes=[])
    change_lawfully(key)
    said = f"institutions_apikey {key.pk}: was changed between event 1 of rest and event 2 of rest"
    assert verify_audit().troubles == (said,)


def test_a_row_that_was_added_by_hand_does_not_hide_behind_a_lawful_change(meti: GovernmentBody) -> None:
    key, _text = make_key(meti, scopes=("read",))
    added = ApiKey.objects.get(pk=key.pk)
    added.pk, added.prefix = None, "added"
    ApiKey.objects.bulk_create([added])
    change_lawfully(added)
    said = f"institutions_apikey {added.pk}: no event named it before event 2 of rest changed it"
    assert verify_audit().troubles == (said,)


def test_a_row_that_was_added_by_hand_is_one_that_no_event_names(meti: GovernmentBody) -> None:
    key, _text = make_key(meti, scopes=("read",))
    key.pk, key.prefix = None, "added"
    ApiKey.objects.bulk_create([key])
    assert verify_audit().troubles == (f"institutions_apikey {key.pk}: no event names it",)


def test_a_row_that_is_gone_is_named_with_its_event_by_a_daily_run_too(meti: GovernmentBody) -> None:
    key, _text = make_key(meti, scopes=("read",))
    execute("DELETE FROM institutions_apikey WHERE id = %s", (key.pk,))
    said = f"institutions_apikey {key.pk}: is missing; event 1 of rest names it"
    assert verify_audit().troubles == (said,)
    assert verify_audit(since=AuditEvent.objects.get().at).troubles == (said,)


def test_a_table_that_events_name_and_the_program_does_not_know_is_reported(
    meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_key(meti, scopes=("read",))
    monkeypatch.delitem(COVERED, "institutions_apikey")
    said = "institutions_apikey: events name its rows, and this version of the program does not know it"
    assert said in verify_audit().troubles


def test_troubles_beyond_the_first_of_a_table_are_counted() -> None:
    said = list(some_of((f"row {number}" for number in range(MOST + 3)), "things"))
    assert said[MOST - 1 :] == [f"row {MOST - 1}", "things: 3 more troubles of this sort"]


def test_a_rulebook_that_two_events_say_they_stored_is_as_one_of_them_says() -> None:
    """Versions before 1.2 let two transactions at once name it, one of them with a moment that was not stored."""
    with transaction.atomic():
        row = RulebookVersion.objects.create(version="1", text="x")
        record_event(actor=COMMAND, verb="tried", what="test")
    with transaction.atomic():
        note_written([RulebookVersion(version="1", text="x", stored_at=row.stored_at + timedelta(seconds=1))])
        event = record_event(actor=COMMAND, verb="tried", what="test")
    assert about("rules_rulebookversion") == []
    with without_triggers():
        models.QuerySet(RulebookVersion).update(text="y")
        assert about("rules_rulebookversion") == [
            f"rules_rulebookversion 1: was changed after event {event.number} of {event.chain.name}"
        ]
