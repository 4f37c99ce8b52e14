"""Blocks of the first page with what an auditor, a rulebook editor or an administrator can do."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from institutions.access.partnerships import partnerships_for
from institutions.audit.trail_standing import trail_standing
from institutions.models import Account, AccountRequest, ApiKey, RequestState, Role
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.catalogue.reviews import ReviewDue, reviews_due
from rules.explaining.wording.days import reader_language, shown_day, shown_moment
from rules.models import SampledCase
from rules.watching.queues import oldest_due
from rules.web.pages.audit.samples import samples_for

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
FIRST: Final = 5
KEYS_ENDING: Final = timedelta(days=30)


def duty_blocks(account: Account) -> list[Context]:
    """Return the blocks of an account's role: a heading, lines with links, and where to find the rest."""
    return [made(account) for made in BLOCKS.get(Role(account.role), ())]


def rules_to_review(_account: Account) -> Context:
    """Return the rules whose law or numbers are to be reviewed soon; no query."""
    due = reviews_due(current_rulebook(), timezone.localdate())
    return {
        "name": "reviews",
        "label": _("Rules to review"),
        "number": len(due),
        "lines": [review_line(each) for each in due[:FIRST]],
        "rest": [review_line(each) for each in due[FIRST:]],
        "empty": _("No rule has to be reviewed within the next 90 days."),
        "more": [(reverse("rulebook"), _("The rulebook"))],
    }


def review_line(due: ReviewDue) -> Context:
    """Return the line of one rule."""
    rule = due.entry.rule
    title = {"en": rule.title.en, "ja": rule.title.ja}[reader_language()]
    words = _("review was due by %(day)s") if due.overdue else _("review by %(day)s")
    return {
        "url": reverse("rule", args=[rule.code]),
        "text": f"{rule.code} {title}",
        "note": words % {"day": shown_day(due.on)},
        "late": due.overdue,
    }


def samples_to_look_at(account: Account) -> Context:
    """Return the samples with readable cases that nobody has noted as reviewed; one query."""
    rows = SampledCase.objects.filter(sample__in=samples_for(account), notes__isnull=True)
    rows = rows.filter(move__case__partnership__in=partnerships_for(account))  # one may be restricted since
    counted = rows.order_by().values("sample_id").annotate(left=Count("pk")).order_by("-sample_id")
    found = list(counted[:FIRST])
    return {
        "name": "samples",
        "label": _("Samples to review"),
        "lines": [
            {
                "url": reverse("audit-sample", args=[each["sample_id"]]),
                "text": _("Sample %(number)s") % {"number": each["sample_id"]},
                "note": ngettext("%(left)s case without a note", "%(left)s cases without a note", each["left"])
                % {"left": each["left"]},
            }
            for each in found
        ],
        "empty": _("No sample needs a review. Draw one to review cleared cases."),
        "more": [
            (reverse("audit-samples"), _("All samples")),
            (reverse("audit-overrides"), _("Decisions")),
        ],
    }


def audit_trail(_account: Account) -> Context:
    """Return the last verification; two queries. A seal is made by any act: its moment says nothing to do."""
    verified = trail_standing().verified
    troubles = (verified.after or {}).get("troubles", 0) if verified else 0
    return {
        "name": "trail",
        "label": _("Audit trail"),
        "lines": [
            {
                "url": reverse("audit"),
                "text": _("Last verification"),
                "note": shown_moment(verified.at) if verified else _("not verified yet: run manage.py verify_audit"),
                "late": bool(troubles) or verified is None,
            },
        ],
        "more": [(reverse("audit"), _("Open the trail"))],
    }


def accounts_and_keys(account: Account) -> Context:
    """Return the requests that wait for this administrator, and the keys that end soon; two queries."""
    requests = AccountRequest.objects.filter(state=RequestState.WAITING).exclude(asked_by=account)
    waiting = requests.exclude(account=account).count()
    now = timezone.now()
    valid = ApiKey.objects.filter(revoked_at=None, expires_at__gt=now, replaced_by=None)
    ending = valid.filter(expires_at__lte=now + KEYS_ENDING).count()
    lines = []
    if waiting:
        said = ngettext("%(number)s request waits for you", "%(number)s requests wait for you", waiting)
        lines.append({"url": reverse("account-requests"), "text": said % {"number": waiting}})
    if ending:
        said = ngettext("%(number)s key ends within 30 days", "%(number)s keys end within 30 days", ending)
        lines.append({"url": reverse("keys"), "text": said % {"number": ending}})
    return {
        "name": "accounts",
        "label": _("Accounts and keys"),
        "lines": lines,
        "empty": _("No request waits for you, and no key ends within 30 days."),
        "more": [(reverse("accounts"), _("Accounts")), (reverse("keys"), _("Keys of systems"))],
    }


def health_of_queues(_account: Account) -> Context:
    """Return how long the oldest of each queue has waited; three queries."""
    due = oldest_due(timezone.now())
    ages = (
        (_("Assessments"), due.since.get("assessments")),
        (_("Imports"), due.since.get("imports")),
        (_("Cases to check after a change in the register"), due.since.get("walks")),
    )
    lines: list[Context] = [
        {
            "text": name,
            "note": _("waiting since %(moment)s") % {"moment": shown_moment(at)} if at else _("no work is waiting"),
        }
        for name, at in ages
    ]
    beat = shown_moment(due.beat) if due.beat else _("not once yet")
    lines.append({"text": _("Scheduled tasks last ran"), "note": beat, "late": not due.clock_runs})
    warnings = []
    if due.late:
        warnings.append(_("Work is waiting too long. Check that the workers are running."))
    if not due.clock_runs:
        warnings.append(_("Scheduled tasks have not run lately. Check that the process “beat” is running."))
    return {
        "name": "health",
        "label": _("Background work"),
        "lines": lines,
        "warning": " ".join(warnings),
        "more": [(reverse("installation"), _("State of the installation"))],
    }


BLOCKS: Final[dict[Role, tuple[Callable[[Account], Context], ...]]] = {
    Role.RULEBOOK_EDITOR: (rules_to_review,),
    Role.AUDITOR: (samples_to_look_at, audit_trail),
    Role.ADMINISTRATOR: (accounts_and_keys, health_of_queues),
}
