"""Pages of files of processes: upload, progress, and the lines that were refused."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View

from institutions.audit.logs import request_id
from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_words
from institutions.kinds.words import DOMAINS, METHODS, OBJECTS
from institutions.models import Account
from institutions.query.parameters import page_of_rows
from rules.access.processes import process_files_for
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import ProcessFile, ProcessFileState
from rules.process_files.comparing import WORKED_ON
from rules.process_files.options import AS_OF, FORMS, REPLACE, choices
from rules.process_files.requesting import LARGEST_BYTES, send_file, stop_file
from rules.process_files.shown_releases import compared_with
from rules.process_files.troubles import NoRoomError, ProcessFileOver, ProcessFileRefusedError, TooManyWaitingError
from rules.web.pages.cases.posted_fields import posted_texts
from rules.web.pages.form.draft import may_propose
from rules.web.pages.reader import signed_in_reader
from rules.web.pages.register.imports import signed_in_importer

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
PER_PAGE: Final = 50
COUNTED: Final = {
    "added": pgettext_lazy("process file", "Added"),
    "changed": pgettext_lazy("process file", "Changed"),
    "unchanged": pgettext_lazy("process file", "Unchanged"),
    "older": pgettext_lazy("process file", "Older than the known one"),
    "refused": pgettext_lazy("process file", "Refused"),
}
LABELS: Final = {
    "publisher": gettext_lazy("Profile of the publisher"),
    "reserve_from": gettext_lazy("Field that holds the reserve price"),
    "encoding": gettext_lazy("Encoding"),
    "method": gettext_lazy("Method, where the file gives none"),
    "object": gettext_lazy("Object, where the file gives none"),
    "domain": gettext_lazy("Domain of all processes"),
    "as_of": gettext_lazy("Day from which the rules look"),
    "replace": gettext_lazy("Replace known processes that say something else"),
}
CHOSEN: Final = ("publisher", "reserve_from", "encoding", "method", "object", "domain")
WORDS: Final = {"method": METHODS, "object": OBJECTS, "domain": DOMAINS}


class ProcessFiles(View):
    """The files so far, and the form to send one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of the files that the reader may see, the newest first."""
        return self.show(request, {})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store a file and queue its screening; 422 with what is wrong."""
        account, given = signed_in_importer(request), posted_texts(request)
        file = request.FILES.get("file")
        options = {name: given[name] for name in LABELS if given.get(name)}
        assert account.body is not None  # noqa: S101 - importer() has refused
        try:
            made = send_file(
                file.read(LARGEST_BYTES + 1) if file else None,
                name=(file.name if file else "") or "",
                form=given.get("form", ""),
                options=options,
                body=account.body,
                account=account,
                request_id=request_id.get(),
            )
        except ProcessFileRefusedError as refused:
            status = (
                413 if isinstance(refused, NoRoomError) else 429 if isinstance(refused, TooManyWaitingError) else 422
            )
            return self.show(request, refused.errors, status)
        return redirect("process-file", pk=made.pk)

    def show(self, request: HttpRequest, errors: dict[str, str], status: int = 200) -> HttpResponse:
        """Return the page."""
        account, language = signed_in_reader(request), reader_language()
        page = page_of_rows(process_files_for(account), PER_PAGE, request.GET)
        shown: Context = {
            "section": "processes",
            "files": [file_row(each) for each in page],
            "page_obj": page,
            "paginator": page.paginator,
            "may_send": may_propose(account),
            "given": posted_texts(request),
            "errors": errors,
            "forms": [(name, text_in_language(label, language)) for name, label in FORMS.items()],
            "asked": [option_field(name, language) for name in CHOSEN],
            "most": LARGEST_BYTES // 1024**2,
        }
        return render(request, "rules/processes/files.html", shown, status=status)


def option_field(name: str, language: str) -> Context:
    """Return an option as a field of the form."""
    words = WORDS.get(name, {})
    return {
        "name": name,
        "label": LABELS[name],
        "words": [
            (each, text_in_language(words[each], language) if each in words else each) for each in choices()[name]
        ],
    }


def option_rows(file: ProcessFile, language: Language) -> list[tuple[object, object]]:
    """Return the options of a file with their labels, the day in words."""
    rows: list[tuple[object, object]] = [(LABELS["as_of"], date_text(file.options[AS_OF], language))]
    for name, value in sorted(file.options.items()):
        words = WORDS.get(name, {})
        if name == REPLACE:
            rows.append((LABELS[REPLACE], _("yes") if value == "true" else _("no")))
        elif name != AS_OF:
            rows.append((LABELS[name], text_in_language(words[value], language) if value in words else value))
    return rows


def file_row(file: ProcessFile) -> Context:
    """Return a file as the list and its own page show it."""
    return {
        "file": file,
        "form": FORMS[file.form],
        "state": ProcessFileState(file.state).label,
        "counts": [(label, file.counts[name]) for name, label in COUNTED.items() if file.counts.get(name)],
        "refused": file.counts.get("refused", 0),
    }


def file_of(account: Account, pk: UUID) -> ProcessFile:
    """Return a file that the account may read; Http404 otherwise."""
    return get_object_or_404(process_files_for(account), pk=pk)


class ProcessFilePage(View):
    """One file."""

    template = "rules/processes/file.html"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show its progress, and the lines that were refused."""
        account, language = signed_in_reader(request), reader_language()
        file = file_of(account, pk)
        compared = file.comparison
        shown: Context = {
            **file_row(file),
            "section": "processes",
            "form": text_in_language(FORMS[file.form], language),
            "waiting": not file.is_over,
            "compared": compared,
            "compared_with": compared_with(compared),
            "answering_again": compared.state in WORKED_ON,
            "comparison_error": code_words(restore_code(compared.error_said)) if compared.error_said else "",
            "error": code_words(restore_code(file.error_said)) if file.error_said else "",
            "errors": [
                (each["line"], each["ocid"], [code_words(restore_code(one["said"])) for one in each["errors"]])
                for each in file.errors
            ],
            "options": option_rows(file, language),
            "may_stop": not file.is_over and may_propose(account) and account.body_id == file.body_id,
        }
        return render(request, self.template, shown)


class ProcessFileProgress(ProcessFilePage):
    """The part of the page that is fetched again while the file is screened."""

    template = "rules/processes/file_part.html"


class StopProcessFile(View):
    """The button that stops a screening. Processes that were stored stay."""

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Stop it, then show the file."""
        account = signed_in_importer(request)
        file = get_object_or_404(process_files_for(account).filter(body=account.body_id), pk=pk)
        if stop_file(file, account=account, request_id=request_id.get()):
            messages.success(request, _("The screening was stopped."))
        else:
            state = str(ProcessFileState(file.state).label)
            messages.warning(request, code_words(ProcessFileOver(state=state)))
        return redirect("process-file", pk=file.pk)
