"""The work of `manage.py demonstrate`."""

import json
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

import institutions
from institutions.audit.record import COMMAND, record_event
from institutions.drafts.check import check_document
from institutions.drafts.store import DraftConflict, register_partnership
from institutions.jobs.worker_name import this_process
from institutions.management.late_command import CommandWork
from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.assessing.claim import claim, claim_of, claimed_here
from rules.assessing.sweep import take_back
from rules.assessing.waiting import OPEN, run_claimed
from rules.models import Outcome, State
from rules.models.outcome_reading import outcomes_of
from rules.review.casework.demonstrating import UNDER_REVIEW, link_to_person, put_into_review

FOLDER = Path(institutions.__file__).resolve().parent / "data" / "demonstration"

# One officer a submitting body, two reviewers, editors and administrators, one of each other role.
LOG_INS = (("officer-meti", "METI"), ("officer-da", "DA"), ("officer-mic", "MIC"), ("officer-amed", "AMED"))

REVIEWERS = ("reviewer-1", "reviewer-2")

ADMINISTRATORS = ("administrator-1", "administrator-2")

EDITORS = ("editor", "editor-2")

READER, PLANNER = "auditor", "planner"

NAMED = "official-sato"  # the decider of UNDER_REVIEW, named in one of its findings

# The person behind an account: reference and key of a document. The reviewers have posts and declarations on file at
# MIC, so that they can be screened for the cases of others. The administrators are two people, so that each can confirm
# what the other one asks for, and so are the editors, so that one can approve what the other proposes.
PEOPLE = {
    NAMED: (Role.NAMED, UNDER_REVIEW, "sato"),
    "reviewer-1": (Role.REVIEWER, "DEMO-MIC-001", "shirai"),
    "reviewer-2": (Role.REVIEWER, "DEMO-MIC-001", "kuroda"),
    "editor": (Role.RULEBOOK_EDITOR, "DEMO-MIC-001", "okada"),
    "editor-2": (Role.RULEBOOK_EDITOR, "DEMO-MIC-001", "nomura"),
    "administrator-1": (Role.ADMINISTRATOR, "DEMO-MIC-001", "mizuno"),
    "administrator-2": (Role.ADMINISTRATOR, "DEMO-MIC-001", "hoshi"),
}


class Work(CommandWork):
    """The work of the command."""

    def handle(self, *_args: Any, **_options: Any) -> None:  # Any: as Django calls it
        """Register and assess the documents, make the accounts, and print the table."""
        take_back(timezone.now())  # leftovers of a run that was killed
        partnerships = [self.registered(file) for file in sorted(FOLDER.glob("*.json"))]
        log_ins = make_log_ins()
        for name, (role, reference, key) in PEOPLE.items():
            link_to_person(name, role, reference, key)
        reviewers = Account.objects.filter(username__in=REVIEWERS, role=Role.REVIEWER).order_by("username")
        if len(reviewers) == len(REVIEWERS):
            put_into_review(*reviewers)
        with override("en"):
            for line in findings_table(partnerships):
                self.stdout.write(line)
        self.stdout.write("\nDemonstration log-ins (this machine only):")
        for name, password in log_ins.items():
            self.stdout.write(f"  {name:16} {password}")

    def registered(self, file: Path) -> Partnership:
        """Register and assess one document in this process; one registered before stays as it is."""
        draft = check_document(json.loads(file.read_text(encoding="utf-8")))
        try:
            with claimed_here():
                partnership = register_partnership(draft, account=None, way="file").partnership
        except DraftConflict:
            self.stdout.write(f"{draft.reference} is already registered with other content, which is kept.")
            partnership = Partnership.objects.get(reference=draft.reference, submitted_by__code=draft.submitted_by)
        assess_here(partnership)
        return partnership


def assess_here(partnership: Partnership) -> None:
    """Finish its open assessments, but for those that a worker has; failures appear in the table."""
    for row in partnership.assessments.filter(state__in=OPEN):
        if mine := claim_of(row) if row.worker == this_process() else claim(row.pk):
            run_claimed(mine)


@transaction.atomic
def make_log_ins() -> dict[str, str]:
    """Make accounts with random passwords, once; the passwords stay in the state folder, readable by its owner alone.

    They are kept before the accounts are committed: an interruption leaves no account without them.
    """
    file = settings.VAR_DIR / "demonstration-log-ins.json"
    kept: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    roles = {
        **dict.fromkeys(REVIEWERS, Role.REVIEWER),
        READER: Role.AUDITOR,
        **dict.fromkeys(EDITORS, Role.RULEBOOK_EDITOR),
        PLANNER: Role.PLANNER,
        **dict.fromkeys(ADMINISTRATORS, Role.ADMINISTRATOR),
        NAMED: Role.NAMED,
    }
    for name, code in (*LOG_INS, *((name, "") for name in roles)):
        if Account.objects.filter(username=name).exists():  # never another's password, whoever made the account
            kept.setdefault(name, "(as it was)")
            continue
        kept[name] = secrets.token_urlsafe(9)
        body = GovernmentBody.objects.get(code=code) if code else None
        account = Account.objects.create_user(name, kept[name], body=body, role=roles.get(name, Role.OFFICER))
        record_event(
            actor=COMMAND, verb="account_made", what=f"account:{account.pk}", after={"role": account.role, "body": code}
        )
    file.touch(mode=0o600)
    file.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return kept


def findings_table(partnerships: list[Partnership]) -> list[str]:
    """Write the findings of each partnership, worst first, and the rules that were not assessable."""
    lines = []
    for partnership in partnerships:
        done = partnership.assessments.filter(state=State.DONE).newest_first().first()
        current = partnership.current
        lines += ["", f"{partnership.reference}  {current.shown_title if current else ''}"]
        if done is None:
            newest = partnership.assessments.newest_first().first()
            lines.append(f"  {': '.join(filter(None, (newest.state, newest.error)))}" if newest else "  not assessed")
            continue
        matches = done.matches.select_related("finding")
        lines += [f"  {match.severity:8} {match.finding.code}  {match.statement_en}" for match in matches]
        unknown = [code for code, each in outcomes_of(done).items() if each.outcome == Outcome.NOT_ASSESSABLE]
        lines.append(f"  not assessable: {', '.join(unknown) or 'none'}")
    return lines
