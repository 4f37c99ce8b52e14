"""A partnership that is restricted after others worked on it shows nowhere to anybody without the right to it.

While it was open it was reviewed and cleared, and notices, previews of erasures, a file of personal data, a sample, a
screening and deliveries of webhooks were made of it. All people and companies are fictional.
"""

from dataclasses import dataclass
from typing import Any, Final
from unittest.mock import patch

import pytest
from django.utils import timezone

from institutions.access.callers import reader_of_bodies
from institutions.drafts.check import check_document
from institutions.drafts.name_searches import search_waiting
from institutions.drafts.store import register_partnership
from institutions.models import AuditEvent, DocumentParty, IdentityLead, Partnership, Person, Source
from rules.assessing.waiting import finish_here
from rules.messages.webhooks.managing import make_webhook
from rules.models import (
    AuditSample,
    CaseMove,
    Finding,
    FindingDecision,
    Notice,
    NoticeKind,
    SampledCase,
    ScreenedCase,
    Screening,
    ScreeningState,
    State,
    Webhook,
    WebhookDelivery,
    WebhookEvent,
)
from rules.review.casework.act_table import Act
from rules.review.erasing.preview_job import preview_here
from rules.review.person_data.releasing import prepare_person_data
from tests.every import every, undone
from tests.people import reviewer_account
from tests.policyengine.access.answers import text_of
from tests.policyengine.access.table import Row
from tests.policyengine.access.test_nothing_shows import (
    READ,
    TRACES,
    do_what_is_due,
    is_report,
    restricted_document,
)
from tests.policyengine.access.walking import TABLE
from tests.policyengine.access.world import PLACE, World
from tests.rules.review.casework.building import do, settle, under_review

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.once]
WITHOUT_RIGHT: Final = (
    "officer", "other_officer", "reviewer", "editor", "auditor", "administrator", "named", "member",
    "read_key", "other_key",
)  # fmt: skip
# Results of other cases from before keep their quotations, and the timeline compares results (decision 19).
QUOTING: Final = frozenset({"partnerships/<uuid:pk>/timeline/", "api/v1/partnerships/<uuid:pk>/timeline/"})
PREVIEWERS: Final = ("auditor", "administrator", "reviewer")


@dataclass(frozen=True, slots=True)
class ClosedLater:
    """The partnership, and by their names in the table the ids of what was made of it while it was open."""

    partnership: Partnership
    made: dict[str, list[Any]]  # Any: ids of any type

    @property
    def traces(self) -> tuple[str, ...]:
        """The texts that tell of it."""
        messages = WebhookDelivery.objects.filter(partnership=self.partnership).values_list("pk", flat=True)
        return (*TRACES, str(self.partnership.pk), *(each.hex for each in messages))


@pytest.fixture(scope="module")
def closed(world: World) -> ClosedLater:
    """Register the partnership open, let others work on it, and restrict it by a revision."""
    first, second = (reviewer_account(name, reads_secret=True) for name in ("first", "second"))
    entitled = reader_of_bodies([world.meti.pk], kin=True, restricted=True)
    with patch("institutions.jobs.dispatch.send_task"):
        events = [each for each in WebhookEvent.values if each != WebhookEvent.PING]
        make_webhook(world.meti, "https://own-2.example.jp/", events, by=world.accounts["administrator"])
        draft = check_document({**restricted_document(world), "secrecy": "none"}, reader=entitled)
        partnership = register_partnership(draft, account=None, way="file").partnership
        finish_here(partnership.assessments.get(state=State.QUEUED))
        under_review(partnership, first, second)
        settle(partnership, first, second)
        do(partnership, Act.CLEAR, first)
        made = made_of(world, partnership)
        do_what_is_due()
        assert WebhookDelivery.objects.filter(partnership=partnership).exists()
        revised = {**restricted_document(world), "value_yen": 2_000_000, "revision": 2}
        register_partnership(check_document(revised, reader=entitled), account=None, way="file")
        do_what_is_due()
    partnership.refresh_from_db()
    return ClosedLater(partnership, made)


def address_with(row: Row, place: dict[str, Any]) -> str:  # Any: ids of any type
    """Return the address of a row with these ids in it."""
    return "/" + PLACE.sub(lambda found: str(place[found[1]]), row.address)


def made_of(world: World, partnership: Partnership) -> dict[str, list[Any]]:  # Any: ids of any type
    """Make what others make of an open partnership; return the ids by their names in the table."""
    now = timezone.now()
    search_waiting()
    people = [Person.objects.get(name_en="Kuroi Jun"), Person.objects.get(pk=world.objects["person"]())]
    previews = [preview_here(each, world.accounts[name]).pk for each in people for name in PREVIEWERS]
    reason = "She asked in person on 2 November."
    files = [prepare_person_data(each, reason=reason, account=world.accounts["auditor"]).pk for each in people]
    told = {"kind": NoticeKind.NEW_FINDINGS, "partnership": partnership, "data": {"codes": ["COI-05"], "n": 1}}
    for name, account in world.accounts.items():
        Notice.objects.create(account=account, matter=f"assessment:{name}", **told)
    move = CaseMove.objects.filter(case__partnership=partnership).latest("pk")
    sample = AuditSample.objects.create(
        seed="1", size=1, from_on=now, until_on=now, secret=False, population=1, population_sha256="0", at=now,
        account=world.accounts["auditor"],
    )  # fmt: skip
    SampledCase.objects.create(sample=sample, position=1, move=move)
    of_record = {"rulebook": "0", "seed": "0", "one_in": 1, "requested_at": now, "state": ScreeningState.DONE}
    screening = Screening.objects.create(**of_record)
    differences = [["COI-01", "clear", "flagged", "outcome"]]
    ScreenedCase.objects.create(screening=screening, partnership=partnership, differences=differences)
    company = DocumentParty.objects.get(submission__partnership=partnership, key="kuroi").party_id
    assessment = partnership.assessments.latest("requested_at").pk
    finding = Finding.objects.filter(partnership=partnership).earliest("pk").pk
    events = AuditEvent.objects.filter(chain__name=f"partnership:{partnership.pk}").order_by("pk")
    return {
        "@partnership": [partnership.pk],
        "@assessment": [assessment],
        "@failed": [assessment],
        "@finding": [finding],
        "@sealed_finding": [finding],
        "@sealed_decision": [
            FindingDecision.objects.filter(finding__partnership=partnership).earliest("pk").finding_id
        ],
        "@company": [company],
        "@person": [people[0].pk],
        "@source": [Source.objects.get(title="Hayabusa register").pk],
        "@lead": list(IdentityLead.objects.filter(party=company).values_list("pk", flat=True)),
        "@notice": [Notice.objects.get(matter="assessment:officer").pk],
        "@event": list(events.values_list("pk", flat=True)[:2]),
        "@sample": [sample.pk],
        "@screening": [screening.pk],
        "@webhook": list(Webhook.objects.values_list("pk", flat=True)),
        "@person_data": files,
        "@erasure_preview": previews,
    }


@every("row", [row for row in READ if not is_report(row)], name=lambda row: row.address)
def test_no_address_tells_of_it(world: World, closed: ClosedLater, row: Row) -> None:
    told = set()
    for caller in WITHOUT_RIGHT:
        if row.answers["GET"].get(caller, 200) == 200:
            with undone():
                text = text_of(world.ask(row, "GET", caller))
            told |= {(caller, each) for each in closed.traces if each in text}
    if row.address in QUOTING:
        assert told, "the exception is needed"
    else:
        assert told == set()


@every("row", [row for row in TABLE.rows if row.section in ("pages", "interface")], name=lambda row: row.address)
def test_what_was_made_of_it_tells_nothing_of_it(world: World, closed: ClosedLater, row: Row) -> None:
    told = set()
    named = next((each for each in row.place.values() if each in closed.made), None)
    for value in closed.made.get(named or "", ()):
        place = {name: value if each == named else world.filled(each) for name, each in row.place.items()}
        address = address_with(row, place)
        for method in row.answers:
            for caller in WITHOUT_RIGHT:
                with undone():
                    text = text_of(world.ask(row, method, caller, address=address)).replace(address, "")
                told |= {(method, caller, each) for each in closed.traces if each in text}
    assert told == set()
