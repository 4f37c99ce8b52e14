"""The search of the audit trail, the page of one event, and the file of a search."""

import json
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views import View

from institutions.access.events import events_for
from institutions.access.partnerships import partnerships_for
from institutions.audit.paging import event_batch
from institutions.audit.seal_standing import seal_standing
from institutions.audit.searching import CHAIN, Search, SearchRefusedError, events_found, search_of
from institutions.audit.trail_standing import EventStanding, event_standing, trail_standing
from institutions.audit.words import VERBS, actor_words, verb_words
from institutions.codes.wording import code_words
from institutions.formats.tables.spreadsheets import TooManyRowsError
from institutions.models import Account, AuditEvent
from rules.review.auditing.recorded_reads import note_export, note_search
from rules.review.auditing.trail_files import trail_csv, trail_lines, trail_xlsx
from rules.web.exporting.entitled_parts import while_entitled
from rules.web.pages.audit.auditor import (
    MEDIA_TYPES,
    PAGES,
    Context,
    file_answer,
    given_parameters,
    moment_to_second,
    signed_in_auditor,
)
from rules.web.pages.audit.event_receipts import SHOWN, event_receipts

MAKERS: Final = {"csv": trail_csv, "xlsx": trail_xlsx, "jsonl": trail_lines}
PAGES_OF_OBJECTS: Final = {"partnership": "partnership", "finding": "finding", "lead": "lead", "import": "import",
                           "party": "party", "list": "list", "source": "source", "sample": "audit-sample"}  # fmt: skip


class TrailPage(View):
    """The search and its results."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the newest events that match the search; 400 with the form if the search is invalid."""
        account, given = signed_in_auditor(request), given_parameters(request)
        try:
            search = search_of(given, partnerships_for(account))
        except SearchRefusedError as refused:
            return render(request, "rules/audit/trail.html", trail_form(given, refused.errors), status=400)
        note_search(account, search)
        page = event_batch(events_found(search, events_for(account)), given.get("place", ""))
        context = trail_form(given, {})
        context |= {"rows": event_rows(page.events, account), "older": page.older, "searched": bool(search.content)}
        return render(request, "rules/audit/trail.html", context)


class TrailFile(View):
    """The results of a search as a file."""

    def get(self, request: HttpRequest, suffix: str) -> HttpResponseBase:
        """Return all results, after recording the download; the form again if the search is invalid."""
        account, given = signed_in_auditor(request), given_parameters(request)
        if suffix not in MAKERS:
            raise Http404
        try:
            search = search_of(given, partnerships_for(account))
            events = events_found(search, events_for(account))
            if request.method != "HEAD":
                note_search(account, search)
                note_export(account, "audit_exported", {"format": suffix, "search": search.content}, search)
            return file_answer(lambda: while_entitled(iter(MAKERS[suffix](events)), account), suffix, "audit")
        except SearchRefusedError as refused:
            return render(request, "rules/audit/trail.html", trail_form(given, refused.errors), status=400)
        except TooManyRowsError:
            told = {"": _("There are more events than an Excel sheet holds. Choose CSV, or fewer days.")}
            return render(request, "rules/audit/trail.html", trail_form(given, told), status=400)


class EventPage(View):
    """One event."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the event, its place in its chain, and whether it is unchanged since it was written."""
        account = signed_in_auditor(request)
        event = get_object_or_404(events_for(account), pk=pk)
        standing = event_standing(event)
        person = Search(actor=event.actor, object=event.object)
        note_search(account, person)
        (row,) = event_rows((event,), account)
        receipts = event_receipts(event)
        context = {
            "row": row,
            "event": event,
            "receipts": receipts[:SHOWN],
            "more_receipts": len(receipts) > SHOWN,
            "standing": standing,
            "parts": before_and_after(event),
            "said": checked_standing(standing),
        }
        return render(request, "rules/audit/event.html", {**context, "section": "audit", "pages": PAGES})


def trail_form(given: dict[str, str], errors: dict[str, str]) -> Context:
    """Return the form with the search, its errors, and the state of the trail."""
    standing, files = trail_standing(), seal_standing()
    kept = {name: value for name, value in given.items() if name != "place" and value}
    return {
        "section": "audit",
        "pages": PAGES,
        "given": given,
        "kept": kept,
        "errors": errors,
        "verbs": sorted(((verb, str(label)) for verb, label in VERBS.items()), key=lambda each: each[1]),
        "suffixes": [
            (suffix, {"csv": "CSV", "xlsx": "Excel", "jsonl": "JSON Lines"}[suffix]) for suffix in MEDIA_TYPES
        ],
        "verified": standing.verified,
        "verified_at": moment_to_second(standing.verified.at) if standing.verified else "",
        "seal": standing.seal,
        "sealed_at": moment_to_second(standing.seal.at) if standing.seal else "",
        "files": files,
        "seal_troubles": [code_words(each) for each in files.troubles],
        "asks_authority": bool(settings.TIMESTAMP_URL),
    }


def event_rows(events: tuple[AuditEvent, ...], account: Account) -> list[Context]:
    """Return the events in words. Two queries for the names of accounts and of partnerships."""
    names = dict(Account.objects.filter(pk__in=actors_of(events)).values_list("pk", "username"))
    ids = {each.chain.name.removeprefix(CHAIN) for each in events if each.chain.name.startswith(CHAIN)}
    references = dict(partnerships_for(account).filter(pk__in=ids).values_list("pk", "reference"))
    by_text = {str(pk): reference for pk, reference in references.items()}
    return [
        {
            "pk": each.pk,
            "at": moment_to_second(each.at),
            "actor": actor_words(each.actor, names),
            "raw_actor": each.actor,
            "verb": verb_words(each.verb),
            "object": each.object,
            "url": object_url(each),
            "partnership": each.chain.name.removeprefix(CHAIN) if each.chain.name.startswith(CHAIN) else "",
            "reference": by_text.get(each.chain.name.removeprefix(CHAIN), ""),
        }
        for each in events
    ]


def actors_of(events: tuple[AuditEvent, ...]) -> set[int]:
    """Return the ids of the accounts that acted."""
    keys = (each.actor.removeprefix("account:") for each in events if each.actor.startswith("account:"))
    return {int(key) for key in keys if key.isdigit()}


def object_url(event: AuditEvent) -> str:
    """Return the address of the object's page; empty if it has none."""
    kind, _sep, key = event.object.partition(":")
    if kind == "case" and event.chain.name.startswith(CHAIN):
        return reverse("case", args=[event.chain.name.removeprefix(CHAIN)])
    if kind not in PAGES_OF_OBJECTS or not key:
        return ""
    try:
        return reverse(PAGES_OF_OBJECTS[kind], args=[key])
    except NoReverseMatch:  # such as a body, which is named by its code
        return ""


def before_and_after(event: AuditEvent) -> list[tuple[str, str]]:
    """Return the data before and after, as JSON texts with labels."""
    parts = ((_("Before"), event.before), (_("After"), event.after))
    return [(label, json.dumps(value, ensure_ascii=False, indent=2) if value else "") for label, value in parts]


def checked_standing(standing: EventStanding) -> list[tuple[str, bool, str]]:
    """Return each check with its result, also in words."""
    checks = (
        (_("Its hash"), standing.hash_right, _("The hash matches the content."),
         _("The hash does not match the content: it was changed.")),
        (_("Previous event"), standing.follows, _("It matches the previous event."),
         _("It does not match the previous event.")),
        (_("Next event"), standing.continued, _("The next event matches it."),
         _("The next event does not match it.")),
    )  # fmt: skip
    return [(label, right, yes if right else no) for label, right, yes, no in checks]
