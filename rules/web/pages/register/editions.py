"""Pages for a new edition of an official list: upload, preview, and taking it."""

from typing import IO, Any, Final, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from institutions.access.callers import reader_for
from institutions.access.partnerships import partnerships_for
from institutions.audit.logs import request_id
from institutions.audit.record import actor_of
from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.kept_errors import kept_code
from institutions.imports.failures import error_of
from institutions.imports.files import FileTooLargeError
from institutions.imports.quota import ImportQuotaError
from institutions.imports.requesting import cancel_import
from institutions.lists.declared_lists import LISTS, OF_FORMAT
from institutions.lists.head_fields import HEAD
from institutions.lists.jobs import confirm_edition, held_by_register, request_edition
from institutions.models import Account, EditionPreview, Import, ImportState, ListEdition, PreviewedEntry, RecordOutcome
from institutions.query.parameters import page_of_rows, word_parameter
from rules.access.readable_results import editions_for, hidden_keys, keeps_lists
from rules.engine.language.statements import Language, date_text
from rules.explaining.lists.touched_cases import CONNECTED, DESCRIBED, ITSELF, NAMED, OWNER, TREATY
from rules.explaining.wording.statement_values import country_words
from rules.explaining.wording.words import reader_language, text_in_language
from rules.web.pages.reader import signed_in_reader

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
A_PAGE: Final = 50
NEWEST: Final = 20
LEADS: Final = "leads"  # beside the outcomes: entries known by name only
REASON_WORDS: Final = {
    ITSELF: gettext_lazy("%(name)s takes part"),
    OWNER: gettext_lazy("%(name)s owns a participant, directly or through others: %(path)s"),
    NAMED: gettext_lazy("%(name)s is named in the proposal"),
    CONNECTED: gettext_lazy("%(name)s is a rival or a predecessor of a party"),
    DESCRIBED: gettext_lazy("The data of %(name)s has changed"),
    TREATY: gettext_lazy("treaties of %(name)s"),
}
OUTCOMES: Final = (
    RecordOutcome.ADDED,
    RecordOutcome.CHANGED,
    RecordOutcome.ENDED,
    RecordOutcome.REFUSED,
    RecordOutcome.UNCHANGED,
)


def page_words(said: Coded | None) -> str:
    """Return a text about an edition for somebody who brings it by a form; empty for nothing."""
    return code_words(said, audience="form") if said else ""


def signed_in_keeper(request: HttpRequest) -> Account:
    """Return the reader's account if it may bring editions; PermissionDenied with the reason otherwise."""
    account = signed_in_reader(request)
    if not keeps_lists(account):
        raise PermissionDenied(_("Only a rulebook editor can upload editions of lists. Ask one."))
    return account


class Editions(View):
    """The form to upload an edition, and the editions that wait."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show an empty form."""
        signed_in_keeper(request)
        return self.show(request, {})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store the file and let a worker compare it; nothing is accepted yet."""
        account = signed_in_keeper(request)
        file = request.FILES.get("file")
        if not isinstance(file, UploadedFile):
            return self.show(request, {"file": _("Choose a file.")}, status=422)
        try:
            job = request_edition(
                cast("IO[bytes]", file),  # an uploaded file reads as one, without being declared so
                file_name=file.name or "",
                given={name: request.POST.get(name, "").strip() for name in HEAD},
                body=request.POST.get("body", "").strip(),
                account=account,
                allow_shrink=request.POST.get("allow_shrink") == "true",
                request_id=request_id.get(),
            )
        except DraftInvalid as refused:
            errors = {each.field: code_words(each.said, audience="form") for each in refused.errors}
            return self.show(request, errors, status=422)
        except FileUnreadableError as trouble:
            return self.show(request, {"file": code_words(trouble.said, audience="form")}, status=422)
        except FileTooLargeError as trouble:
            return self.show(request, {"file": code_words(trouble.said, audience="form")}, status=413)
        except ImportQuotaError as trouble:
            return self.show(request, {"file": code_words(trouble.said, audience="form")}, status=429)
        return redirect("edition", pk=job.pk)

    def show(self, request: HttpRequest, errors: dict[str, str], status: int = 200) -> HttpResponse:
        """Render the page, with the errors of the upload."""
        language = reader_language()
        account = signed_in_reader(request)
        labels = {name: text_in_language(label, language) for name, label in HEAD.items()}
        newest = editions_for(account).exclude(state=ImportState.DONE).select_related("body").order_by("-created_at")
        shown: Context = {
            "section": "lists",
            "errors": [(place, labels.get(place, ""), message) for place, message in errors.items()],
            "sent": request.POST,
            "lists": [
                (word, text_in_language(each.label, language)) for word, each in LISTS.items() if held_by_register(each)
            ],
            "fields": [(name, labels[name], "date" if name == "as_of" else "text", request.POST.get(name, ""))
                       for name in ("as_of", "title", "publisher", "url")],
            "own_body": account.body,
            "waiting": [edition_context(each, language) for each in newest[:NEWEST]],
        }  # fmt: skip
        return render(request, "rules/editions.html", shown, status=status)


def edition_context(job: Import, language: Language) -> Context:
    """Return an edition as both pages show it."""
    return {
        "pk": job.pk,
        "job": job,
        "label": text_in_language(OF_FORMAT[job.format].label, language),
        "title": job.options.get("title", ""),
        "publisher": job.options.get("publisher", ""),
        "url": job.options.get("url", ""),
        "as_of": date_text(str(job.options.get("as_of", "")), language),
        "state": ImportState(job.state).label,
        "busy": job.state in (ImportState.QUEUED, ImportState.RUNNING),
    }


class EditionPage(View):
    """One uploaded edition: its progress, its preview, and the buttons."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show the preview in pages: its entries filtered by outcome, and the partnerships."""
        account, language = signed_in_reader(request), reader_language()
        job = get_object_or_404(editions_for(account).select_related("body"), pk=pk)
        shown: Context = {"section": "lists", **edition_context(job, language), "error": page_words(error_of(job))}
        if job.state == ImportState.DONE:
            edition = ListEdition.objects.filter(job=job).select_related("official_list").first()
            shown["taken"] = edition
        elif job.state == ImportState.UNCONFIRMED:
            shown |= preview_context(request, job.preview, account, language)
            shown["may_change"] = keeps_lists(account)
        else:
            shown["may_change"] = keeps_lists(account) and not job.is_over
        return render(request, "rules/edition.html", shown)


def preview_context(request: HttpRequest, preview: EditionPreview, account: Account, language: Language) -> Context:
    """Return the effect of the edition. The number of queries depends on neither the list nor the partnerships."""
    asked = word_parameter(request.GET, "outcome", (*RecordOutcome.values, LEADS))
    rows = preview.entries.order_by("number")
    if asked == LEADS:
        rows = rows.filter(has_leads=True)
    elif asked:
        rows = rows.filter(outcome=asked)
    else:
        rows = rows.exclude(outcome=RecordOutcome.UNCHANGED)
    page = page_of_rows(rows, A_PAGE, request.GET)
    return {
        "preview": preview,
        "held_as_of": date_text(preview.held_as_of.isoformat(), language) if preview.held_as_of else "",
        "refusals": [page_words(kept_code(each)) for each in preview.refusals],
        "notes": [page_words(kept_code(each)) for each in preview.notes],
        "counts": [(str(word.label), getattr(preview, str(word))) for word in OUTCOMES],
        "asked": asked,
        "outcomes": [
            *((str(word), word.label) for word in OUTCOMES),
            (LEADS, _("Known by name only, with possible matches")),
        ],
        "page_obj": page,
        "entries": [entry_context(each, language) for each in page.object_list],
        "touched": touched_context(request, "touched", preview.touched, account, language),
        "possible": touched_context(request, "possible", preview.possible, account, language),
    }


def entry_context(entry: PreviewedEntry, language: Language) -> Context:
    """Return one entry, or one row with an error."""
    return {
        "line": entry.line,
        "outcome": RecordOutcome(entry.outcome).label,
        "name": entry.name or entry.record,
        "from": date_text(entry.from_on.isoformat(), language) if entry.from_on else "",
        "until": date_text(entry.until_on.isoformat(), language) if entry.until_on else "",
        "differs": [page_words(kept_code(each)) for each in entry.differs],
        "errors": [(each["field"], page_words(kept_code(each))) for each in entry.errors],
        "leads": entry.leads,
    }


def touched_context(
    request: HttpRequest,
    name: str,
    touched: list[dict[str, Any]],  # Any: plain data of a preview
    account: Account,
    language: Language,
) -> Context:
    """Return a page of the preview's partnerships that the reader may see, each with its reasons."""
    why = {each["partnership"]: each["because"] for each in touched}
    seen = partnerships_for(account).filter(pk__in=list(why)).order_by("reference", "pk")
    page = page_of_rows(seen.prefetch_related("submissions__sponsor"), A_PAGE, request.GET, name)
    shown = [(each, why[str(each.pk)]) for each in page.object_list]
    hidden = hidden_keys({reason["key"] for _each, because in shown for reason in because}, reader_for(account))
    rows = [
        {
            "row": each,
            "shown": each.current,
            "because": [reason_words(reason, language) for reason in because if reason["key"] not in hidden],
        }
        for each, because in shown
    ]
    return {"rows": rows, "page": page, "name": name, "count": page.paginator.count}


def reason_words(reason: dict[str, Any], language: Language) -> str:  # Any: plain data of a preview
    """Return one reason in a line."""
    is_country = reason["way"] == "treaty"
    name = country_words(reason["key"], language) if is_country else reason["name"]
    return REASON_WORDS[reason["way"]] % {"name": name, "path": " ← ".join(reason["path"])}


class ActOnEdition(View):
    """The buttons that take an edition as it is shown, or reject it."""

    act = ""

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Take or reject the edition, then show its progress. Taking twice takes once."""
        account = signed_in_keeper(request)
        job = get_object_or_404(editions_for(account).select_related("body"), pk=pk)
        if self.act == "drop":
            if not cancel_import(job, actor=actor_of(account), request_id=request_id.get()):
                messages.warning(request, _("This edition was already accepted or discarded."))
        elif not confirm_edition(
            job,
            fingerprint=request.POST.get("fingerprint", "")[:64],
            account=account,
            request_id=request_id.get(),
        ):
            messages.warning(
                request, _("Nothing was done: it was already accepted, or its effects have changed. Check this page.")
            )
        return redirect("edition", pk=job.pk)
