"""An id of a restricted case in an address is answered as one that nothing has: the same status, content and queries.

The case is reviewed: it has findings, a decision, a hearing, a file, a comment, a possible match, notices and drafts.
"""

from dataclasses import dataclass
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.access.callers import reader_of_bodies
from institutions.drafts.check import check_document
from institutions.drafts.same_numbers import match_same_numbers
from institutions.drafts.store import register_partnership
from institutions.models import Account, AuditEvent, FormDraft, IdentityLead, Party, Person, Role, Source
from rules.assessing.waiting import finish_here
from rules.models import FindingDecision, Notice, NoticeKind, State
from rules.review.correspondence.attaching import attach_files, check_file
from rules.review.correspondence.commenting import add_comment
from rules.review.erasing.preview_job import preview_here
from rules.review.person_data.releasing import prepare_person_data
from tests.every import every, undone
from tests.people import reviewer_account
from tests.policyengine.access.answers import lasting, text_of
from tests.policyengine.access.reviewed import asked, sensitive_match
from tests.policyengine.access.table import Row
from tests.policyengine.access.test_closed_later import address_with
from tests.policyengine.access.test_nothing_shows import TRACES, restricted_document
from tests.policyengine.access.walking import TABLE, address_of
from tests.policyengine.access.world import World
from tests.rules.restricted_parties.building import NUMBER, naming
from tests.rules.review.casework.building import under_review
from tests.rules.review.correspondence.sample_files import upload

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.once]
WITHOUT_RIGHT: Final = (
    "officer", "other_officer", "reviewer", "editor", "auditor", "administrator", "named", "read_key", "register_key",
    "other_key",
)  # fmt: skip
FREE: Final[dict[type, Any]] = {UUID: UUID("00000000-0000-4000-8000-000000000000"), int: 987_654_321}
NAMES: Final = (
    "@partnership", "@assessment", "@failed", "@finding", "@sealed_finding", "@sealed_decision", "@asked_finding",
    "@information_request", "@hearing", "@attachment", "@comment", "@company", "@person", "@lead", "@decided_lead",
    "@notice", "@draft", "@source", "@event", "@person_data", "@erasure_preview",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RestrictedIds:
    """Ids of the restricted case, by their names in the table of access."""

    ids: dict[str, Any]  # Any: ids of any type


@pytest.fixture(autouse=True)
def no_use_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Note no use of a session: one of two answers on either side of the minute would have more queries."""
    monkeypatch.setattr("institutions.accounts.sign_in.sessions.NOTED_EVERY", 24 * 60 * 60)


@pytest.fixture(scope="module")
def restricted_ids(world: World) -> RestrictedIds:
    """Register the restricted case, and let those with the right work on it."""
    first, second = (reviewer_account(name, reads_secret=True) for name in ("first", "second"))
    officer, auditor = (
        Account.objects.create_user(f"entitled {role}", role=role, body=body, reads_secret=True)
        for role, body in ((Role.OFFICER, world.meti), (Role.AUDITOR, None))
    )
    entitled = reader_of_bodies([world.meti.pk], kin=True, restricted=True)
    with patch("institutions.jobs.dispatch.send_task"):
        draft = check_document(restricted_document(world), reader=entitled)
        partnership = register_partnership(draft, account=None, way="file").partnership
        finish_here(partnership.assessments.get(state=State.QUEUED))
        other = reader_of_bodies([world.agency.pk], kin=True)
        register_partnership(
            check_document(naming(name={"en": "Shiro"}, corporate_number=NUMBER), reader=other),
            account=None,
            way="file",
        )
        match_same_numbers()
        under_review(partnership, first, second)
        match = sensitive_match(partnership)
        decision = FindingDecision.objects.create(
            finding=match.finding, number=1, decided="more_information", reason="When were they sold?",
            asked_of="METI", answer_by=timezone.localdate(), evidence_hash=match.evidence_hash,
            severity=match.severity, assessment=match.assessment, account=first, at=timezone.now(),
        )  # fmt: skip
        hearing = asked(partnership, first)
        (file,) = attach_files(partnership, [check_file(upload())], account=officer)
        comment = add_comment(partnership, {"text": "Read it."}, account=officer)[0]
        person = Person.objects.get(name_en="Kuroi Jun")
        told = {"kind": NoticeKind.NEW_FINDINGS, "matter": "assessment:2", "data": {"codes": ["COI-05"], "n": 1}}
        notice = Notice.objects.create(account=officer, partnership=partnership, **told)
        written = FormDraft.objects.create(owner=officer, document=restricted_document(world), step="proposal")
        reason = "She asked in person on 2 November."
        made = {
            "@company": (company := Party.objects.get(corporate_number=NUMBER, confined=True)),
            "@lead": IdentityLead.objects.get(party=company),
            "@person_data": prepare_person_data(person, reason=reason, account=auditor),
            "@erasure_preview": preview_here(person, auditor),
            "@event": AuditEvent.objects.filter(chain__name=f"partnership:{partnership.pk}").earliest("pk"),
            "@source": Source.objects.get(title="Hayabusa register"),
            "@partnership": partnership, "@assessment": match.assessment, "@finding": match.finding,
            "@information_request": decision, "@hearing": hearing, "@attachment": file, "@comment": comment,
            "@person": person, "@notice": notice, "@draft": written,
        }  # fmt: skip
    ids = {name: row.pk for name, row in made.items()}
    findings = ("@sealed_finding", "@sealed_decision", "@asked_finding")
    ids |= {**dict.fromkeys(findings, ids["@finding"]), "@failed": ids["@assessment"], "@decided_lead": ids["@lead"]}
    assert ids.keys() == set(NAMES)
    return RestrictedIds(ids)


def named_in(row: Row) -> str | None:
    """Return the name of the object in an address of which the restricted case has one; None if it has none."""
    return next((each for each in row.place.values() if each in NAMES), None)


def addressed() -> list[tuple[Row, str]]:
    """Return every method of every address that names an object which the restricted case has."""
    rows = [row for row in TABLE.rows if row.section in ("pages", "interface") and named_in(row)]
    return [(row, method) for row in rows for method in row.answers]


def answer_at(world: World, row: Row, method: str, caller: str, address: str, pk: str) -> tuple[int, str, int]:
    """Return status, content without the address, and number of queries of an answer whose effects are rolled back."""
    connection.queries_log.clear()  # which holds some thousands
    with undone(), CaptureQueriesContext(connection) as queries:
        answer = world.ask(row, method, caller, address=address)
        number, text = len(queries), text_of(answer)
    text = text.replace(address, "")
    return answer.status_code, lasting(text.replace(pk, "") if len(pk) > 20 else text), number


@every("row, method", addressed, name=address_of)
def test_an_id_of_the_restricted_case_is_answered_as_one_that_nothing_has(
    world: World, restricted_ids: RestrictedIds, row: Row, method: str
) -> None:
    named = named_in(row)
    assert named
    known = restricted_ids.ids[named]
    rest = {name: each if each == named else world.filled(each) for name, each in row.place.items()}
    told = []
    for caller in (each for each in WITHOUT_RIGHT if row.section == "interface" or not each.endswith("key")):
        answers = []
        for pk in (known, FREE[type(known)]):
            address = address_with(row, {name: pk if each == named else each for name, each in rest.items()})
            answers.append(answer_at(world, row, method, caller, address, str(pk)))
        if answers[0] != answers[1] or any(each in answers[0][1] for each in TRACES):
            told.append((caller, [(status, number) for status, _, number in answers]))
    assert told == []
