"""The page on which administrators see the state of the installation in words, and what to do where it is not well."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views import View

from institutions.access.callers import Reader, reader_for
from institutions.accounts.pages import signed_in_administrator
from institutions.codes.base import Coded
from institutions.codes.wording import code_words, label_of
from rules.models import Outcome
from rules.watching.installation import InstallationState, installation_state
from rules.watching.queues import QueueState
from rules.watching.troubles import CasesFailed, EndedWithoutResult, LostWorkers

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
OF_CASES: Final = ("assessments", "walks", "name_searches", "mails")  # their numbers tell of restricted partnerships
LISTED: Final = {"imports": "imports", "screenings": "screenings", "webhooks": "webhooks"}  # pages, by kind of work
ENDED: Final = (
    ("assessments", "done", _("Assessments stored")),
    ("imports", "done", _("Imports finished")),
    ("screenings", "done", _("Bulk checks finished")),
    ("webhooks", "delivered", _("Messages of webhooks delivered")),
    ("mails", "sent", _("E-mails sent")),
)
STAGES: Final = {
    "waiting": pgettext_lazy("stage", "Waiting for a worker"),
    "working": pgettext_lazy("stage", "Assessment by the worker"),
}


class InstallationPage(View):
    """The state of services, queues, recent work and the audit trail."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the state of this moment."""
        reader = reader_for(signed_in_administrator(request))
        state = installation_state()
        shown: Context = {
            "section": "installation",
            "state": state,
            "troubles": [code_words(each) for each in troubles_shown(state, reader)],
            "queues": [queue_row(each, state, counted=counts_shown(each, reader)) for each in state.queues],
            "counts": counts_of(state, reader),
            "counts_cases": reader.restricted,
            "stages": stages_of(state) if reader.restricted else [],
            "outcomes": [(each.label, state.recent.outcomes[each.value]) for each in Outcome],
            "mail_configured": settings.MAIL_CONFIGURED,
            "metrics_on": bool(settings.METRICS_TOKEN),
            "asks_authority": bool(settings.TIMESTAMP_URL),
        }
        return render(request, "rules/installation.html", shown)


def troubles_shown(state: InstallationState, reader: Reader) -> list[Coded]:
    """Return the troubles; those that count cases without their numbers, unless a reader may see these."""
    hidden = {label_of(each.kind.label) for each in state.queues if not counts_shown(each, reader)}
    shown = [
        each
        for each in state.troubles
        if not (isinstance(each, LostWorkers | EndedWithoutResult) and each.kind in hidden)
    ]
    return shown if len(shown) == len(state.troubles) else [*shown, CasesFailed()]


def counts_shown(queue: QueueState, reader: Reader) -> bool:
    """Return whether a reader may see how many rows there are: the numbers of cases count restricted ones too."""
    return reader.restricted or queue.kind.name not in OF_CASES


def queue_row(queue: QueueState, state: InstallationState, *, counted: bool) -> Context:
    """Return the line of a kind of work."""
    kind = queue.kind
    return {
        "queue": queue,
        "counted": counted,
        "label": kind.label,
        "url": reverse(LISTED[kind.name]) if kind.name in LISTED else "",
        "since": state.due.since.get(kind.name),
        "late": state.due.is_late(kind),
    }


def counts_of(state: InstallationState, reader: Reader) -> list[tuple[Any, int | None]]:
    """Return what happened within the hour, with its number; None where that is not known.

    Numbers of cases count restricted ones too, so that only a reader with the right to them sees those.
    """
    recent = state.recent
    cases = [
        (_("Partnerships registered"), recent.acts["registered"]),
        (_("Partnerships revised"), recent.acts["revised"]),
    ]
    failures = recent.sign_in_failures
    return [
        *(cases if reader.restricted else ()),
        *(
            (label, recent.ended[kind].get(word, 0))
            for kind, word, label in ENDED
            if reader.restricted or kind not in OF_CASES
        ),
        (_("Sign-ins"), recent.acts["signed_in"]),
        (_("Refused sign-ins (wrong password)"), failures["password"] if failures else None),
        (_("Refused sign-ins (wrong code)"), failures["code"] if failures else None),
    ]


def stages_of(state: InstallationState) -> list[Context]:
    """Return the time of each stage of the hour's assessments; none if there were none."""
    recent = state.recent
    return [
        {"label": label, "mean": seconds_words(mean), "longest": seconds_words(longest)}
        for stage, label in STAGES.items()
        if (mean := recent.mean_seconds[stage]) is not None and (longest := recent.longest_seconds[stage]) is not None
    ]


def seconds_words(seconds: float) -> str:
    """Write a time: tenths of a second below ten seconds, whole seconds below two minutes, then minutes."""
    if seconds < 10:
        return ngettext("%(number)s second", "%(number)s seconds", 2) % {"number": f"{seconds:.1f}"}
    if seconds < 120:
        return ngettext("%(number)s second", "%(number)s seconds", round(seconds)) % {"number": round(seconds)}
    minutes = round(seconds / 60)
    return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
