"""The partnerships of a government body that a reader may read: as sponsor, co-sponsor, submitter, or named in them."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from institutions.access.partnerships import partnerships_for
from institutions.models import Account, DocumentParty, Partnership, Submission
from institutions.parties.co_sponsors import co_sponsors_of
from rules.access.readable_results import severity_of, with_state
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.words import nothing_flagged
from rules.models import Severity, State

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
MOST: Final = 50


def partnerships_of(bodies: Collection[UUID], account: Account, language: Language) -> Context:
    """Return their number, and the newest of them with state and worst finding."""
    now = Submission.objects.filter(partnership=OuterRef("pk"), superseded_at__isnull=True)
    named = DocumentParty.objects.filter(
        submission__partnership=OuterRef("pk"), submission__superseded_at__isnull=True, party__in=bodies
    )
    theirs = Q(submitted_by__in=bodies) | Q(Exists(now.filter(sponsor__in=bodies))) | Q(Exists(named))
    found = partnerships_for(account).filter(theirs)
    current = Submission.objects.filter(superseded_at__isnull=True).prefetch_related("parties__party__same_as")
    rows = with_state(found).prefetch_related(Prefetch("submissions", current, to_attr="now"))
    newest = [body_partnership_row(row, bodies, language) for row in rows.order_by("-created_at", "-pk")[:MOST]]
    number = found.count()
    return {"rows": newest, "number": number, "more": number - len(newest)}


def body_partnership_row(
    row: Any, bodies: Collection[UUID], language: Language
) -> Context:  # Any: with what `with_state` adds
    """Return a partnership, and the body's role in it."""
    partnership: Partnership = row
    submission: Submission = row.now[0]
    worst = severity_of(row.worst)
    return {
        "pk": partnership.pk,
        "title": submission.shown_title,
        "reference": partnership.reference,
        "role": " · ".join(body_roles(partnership, submission, bodies)),
        "worst": worst,
        "worst_label": Severity(worst).label if worst else nothing_flagged(row.unknown or 0) if row.done_id else "–",
        "state": row.state or "",
        "state_label": State(row.state).label if row.state else "–",
        "proposed_on": date_text(submission.proposed_on.isoformat(), language),
    }


def body_roles(partnership: Partnership, submission: Submission, bodies: Collection[UUID]) -> list[str]:
    """Return the roles of a body in a partnership."""
    found = [_("Sponsor")] if submission.sponsor_id in bodies else []
    if any(each.pk in bodies for each in co_sponsors_of(submission)):
        found.append(_("Co-sponsor"))
    if partnership.submitted_by_id in bodies:
        found.append(_("Submitted by"))
    return found or [_("Named in the document")]
