"""A restricted partnership changes no answer to anybody without the right to it.

Every page and endpoint is read by people who may not know of the case, before and after it was registered, assessed and
decided by its own body. It names parties of its own, and parties and documents of an open case. Status, headers and
content stay the same, but for what differs between any two readings. All people and companies are fictional.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from unittest.mock import patch

import pytest
from django.utils import timezone

from institutions.access.callers import reader_of_bodies
from institutions.audit.record import COMMAND, record_writes
from institutions.audit.seal import seal_events
from institutions.drafts.check import check_document
from institutions.drafts.same_numbers import match_same_numbers
from institutions.drafts.store import register_partnership
from institutions.models import Account, Role
from rules.assessing.daily_look import look_at_cases
from rules.assessing.waiting import finish_here
from rules.messages.notices.case_days import sweep_days
from rules.models import Assessment, CaseState, ReviewCase, State
from rules.review.casework.act_table import Act
from rules.review.casework.sweeping import sweep_cases
from rules.review.summaries.writing import sweep_summaries
from tests.every import every, undone
from tests.people import reviewer_account
from tests.policyengine.access.answers import lasting, text_of
from tests.policyengine.access.table import Row
from tests.policyengine.access.walking import TABLE
from tests.policyengine.access.world import World, session_of
from tests.rules.restricted_parties.building import restricted
from tests.rules.review.casework.building import do, settle, under_review
from tests.rules.web.report.reading import makes_pdf

# The forms of a right for each database are compared elsewhere: this asks what pages make of them.
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.once]

# Another body and its key, the oversight without the right, and the body of the case without the right.
WITHOUT_RIGHT: Final = ("stranger", "other_officer", "other_key", "auditor", "administrator", "officer")
REPORTS_OF: Final = ("auditor",)  # a report takes seconds to make, from the same data as its page
READ: Final = [row for row in TABLE.rows if "GET" in row.answers and row.section != "nowhere"]
LISTS: Final = frozenset({"partnerships/", "findings/", "companies/", "people/", "sources/", "audit/decisions/"})
# What differs between any two readings, beside what `lasting` leaves out. A seal covers the trail as a whole: that one
# was made says that somebody did something, as whoever signs in does, and nothing of whom or what.
OF_THE_READING: Final = re.compile(
    r"""(?<='Expires': ')[^']+"""
    r"""|<div class="qr".*?</svg>|\b[A-Z2-7]{32}\b"""  # the secret of an authenticator, new with each reading
    r"""|(?<="without_file": )\d+|(?<="seal":\{"number":)\d+|(?<=<dd>Number )\d+, [^<]+"""
    r"""|(?<="seal": )\d+|(?<="key": ")\d+(?=")|(?<="id": )\d+"""  # of the decision that its receipt's row makes
    r"""|(?<="seals": \{).*"""
    r"""|(?<=<dt>Prepared by</dt><dd>)[^<]+""",
    re.DOTALL,
)
TRACES: Final = ("Kuroi", "黒井", "Hayabusa", "SECRET-7")
NOON: Final = timezone.now()  # the moment of every reading
Answers = dict[tuple[str, str], str]  # by address and caller


@dataclass(frozen=True, slots=True)
class BeforeAndAfter:
    """The answers before the restricted case was there, and after it was cleared."""

    before: Answers
    after: Answers
    readable_after: Answers  # to an auditor with the right


def restricted_document(world: World) -> dict[str, Any]:
    """Return the restricted case, which also names a company, a person and a document of an open case of its body."""
    content = restricted(
        participants=[{"company": "kuroi", "role": "lead_partner"}, {"company": "hikari", "role": "partner"}],
        officials=[{"person": "jun", "role": "decision_maker"}, {"person": "sato", "role": "evaluator"}],
        sources=[
            {"key": "gifts", "title": "Tsubame gift register", "publisher": "METI (fictional)"},
            {"key": "own", "title": "Hayabusa register", "publisher": "METI (fictional)"},
        ],
    )
    content["companies"].append({"key": "hikari", "id": str(world.objects["company"]())})
    content["people"].append({"key": "sato", "id": str(world.objects["person"]())})
    gift = {"type": "gift", "value_yen": 90_000, "on": "2026-06-01"}
    content["statements"] += [
        {"kind": "exposure", "company": "hikari", "country": "CN", "revenue_bp": 9100, "source": "gifts"},
        {"kind": "shareholding", "holder": "sato", "company": "kuroi", "share_bp": 900, "source": "own"},
        {"kind": "shareholding", "holder": "kuroi", "company": "hikari", "share_bp": 5100, "source": "own"},
        {"kind": "kinship", "person": "sato", "relative": "jun", "by": "spouse", "source": "gifts"},
        {"kind": "benefit", "person": "sato", "giver": "kuroi", **gift},
    ]
    return content


def do_what_is_due() -> None:
    """Let the jobs of the clock do all that they find, and the queued assessments finish."""
    match_same_numbers()
    look_at_cases()
    for each in Assessment.objects.filter(state=State.QUEUED):
        finish_here(each)
    sweep_cases()
    sweep_days()
    sweep_summaries()
    record_writes(actor=COMMAND, verb="registered", what="world")  # so that no event of a reading names these rows
    seal_events()


def clear_restricted(world: World, first: Account, second: Account) -> None:
    """Register the restricted case, assess it, and let two reviewers with the right decide all of it and clear it."""
    entitled = reader_of_bodies([world.meti.pk], kin=True, restricted=True)
    draft = check_document(restricted_document(world), reader=entitled)
    partnership = register_partnership(draft, account=None, way="file").partnership
    finish_here(partnership.assessments.get(state=State.QUEUED))
    under_review(partnership, first, second)
    settle(partnership, first, second)
    do(partnership, Act.CLEAR, first)
    assert ReviewCase.objects.get(partnership=partnership).state == CaseState.CLEARED


def content_of(answer: Any) -> str:
    """Return status, headers and content of an answer, without what differs between any two readings."""
    content = b"" if answer.streaming else answer.content
    if content.startswith(b"PK"):  # a workbook: it holds the moment at which it was made
        with zipfile.ZipFile(BytesIO(content)) as parts:
            kept = [each for each in parts.namelist() if each != "docProps/core.xml"]
            return f"{answer.status_code} {[(each, parts.read(each)) for each in kept]}"
    return f"{answer.status_code} {OF_THE_READING.sub('…', lasting(text_of(answer)))}"


def read(world: World, row: Row, *callers: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the answer to each caller who may read the address at all."""
    for caller in callers:
        if row.answers["GET"].get(caller, 200) == 200:
            with undone(), patch("django.utils.timezone.now", return_value=NOON):
                yield (row.address, caller), content_of(world.ask(row, "GET", caller))


def read_all(world: World) -> Answers:
    """Return every answer, but for reports, which have a test of their own."""
    return {cell: text for row in READ if not is_report(row) for cell, text in read(world, row, *WITHOUT_RIGHT)}


def is_report(row: Row) -> bool:
    """Return whether an address is that of a report."""
    return row.address.endswith(".pdf")


@pytest.fixture(scope="module")
def answers(world: World) -> BeforeAndAfter:
    """Return the answers; the restricted case is there until the end of the module."""
    first, second = (reviewer_account(name, reads_secret=True) for name in ("first", "second"))
    world.accounts["cleared"] = Account.objects.create_user("cleared", role=Role.AUDITOR, reads_secret=True)
    world.sessions["cleared"] = session_of(world.accounts["cleared"])
    with patch("institutions.jobs.dispatch.send_task"):
        do_what_is_due()
        before = read_all(world)
        reports = dict(read_reports(world))
        clear_restricted(world, first, second)
        do_what_is_due()
    cleared = {cell: text for row in READ if row.address in LISTS for cell, text in read(world, row, "cleared")}
    return BeforeAndAfter({**before, **reports}, read_all(world), cleared)


def read_reports(world: World) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the reports, where the machine can make them."""
    if not makes_pdf.args[0]:
        for row in READ:
            if is_report(row):
                yield from read(world, row, *REPORTS_OF)


@every("row", [row for row in READ if not is_report(row)], name=lambda row: row.address)
def test_no_answer_to_anybody_without_the_right_changes(answers: BeforeAndAfter, row: Row) -> None:
    changed = {
        caller: first_difference(answers.before[row.address, caller], text)
        for (address, caller), text in answers.after.items()
        if address == row.address and text != answers.before[address, caller]
    }
    assert changed == {}
    told = {cell for cell, text in answers.after.items() if cell[0] == row.address and any(t in text for t in TRACES)}
    assert told == set()


@makes_pdf
def test_no_report_of_an_open_case_changes(world: World, answers: BeforeAndAfter) -> None:
    after = dict(read_reports(world))
    assert len(after) == 3
    assert {cell: first_difference(answers.before[cell], text) for cell, text in after.items()} == dict.fromkeys(after)


def test_whoever_has_the_right_reads_of_it_in_each_list(answers: BeforeAndAfter) -> None:
    silent = [address for (address, _), text in answers.readable_after.items() if not any(t in text for t in TRACES)]
    assert answers.readable_after.keys() == {(address, "cleared") for address in LISTS}
    assert set(silent) <= {"audit/decisions/"}
    differs = answers.readable_after["audit/decisions/", "cleared"] != answers.after["audit/decisions/", "auditor"]
    assert differs, "it counts there"


def first_difference(one: str, other: str) -> tuple[str, str] | None:
    """Return the first lines that differ; None if the answers are the same."""
    if one == other:
        return None
    lines = zip(one.splitlines(), other.splitlines(), strict=False)
    return next(((left[:400], right[:400]) for left, right in lines if left != right), (one[-400:], other[-400:]))
