"""Pages of imports: upload with a preview, progress, and the outcomes of records."""

from collections.abc import Iterator
from typing import IO, Any, Final, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from institutions.audit.logs import request_id
from institutions.audit.record import actor_of
from institutions.codes.wording import code_words
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.kept_errors import kept_code
from institutions.formats.tables.spreadsheets import CSV, XLSX
from institutions.formats.tables.template_file import template_csv, template_xlsx
from institutions.formats.tables.templates import TEMPLATES
from institutions.imports.all_formats import FORMATS
from institutions.imports.completeness import COMPLETENESS
from institutions.imports.failures import error_of
from institutions.imports.files import FileTooLargeError
from institutions.imports.new_collection import collection_notes, known_collections
from institutions.imports.numbering import NUMBERING
from institutions.imports.preview import preview_import
from institutions.imports.quota import ImportQuotaError
from institutions.imports.record_words import record_sentences
from institutions.imports.records_read import SHOWN
from institutions.imports.requesting import cancel_import, confirm_import, request_import
from institutions.kinds.base import Field, FieldSort
from institutions.models import Account, Import, ImportOutcome, ImportState, RecordOutcome
from rules.access.readable_results import imports_for
from rules.explaining.wording.statement_values import value_in_language
from rules.explaining.wording.words import reader_language, text_in_language
from rules.web.pages.form.draft import may_propose
from rules.web.pages.reader import signed_in_reader
from rules.web.pages.register.import_list import import_row_context, imports_context
from rules.web.wording.import_errors import error_answer

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
ACTS: Final = {
    "confirm": (confirm_import, gettext_lazy("This import was already confirmed or cancelled.")),
    "cancel": (cancel_import, gettext_lazy("This import has already ended.")),
}
# The outcomes listed for a finished import, in this order; then additions with a note.
LOOKED_AT: Final = (RecordOutcome.REFUSED, RecordOutcome.ENDED, RecordOutcome.CHANGED)
LOOKED_THROUGH: Final = 20_000  # records among which those with a note are searched: the page is requested often
SAID_OF_FILES: Final = (*COMPLETENESS, *NUMBERING)
TEMPLATE_FILES: Final = {"csv": (template_csv, CSV), "xlsx": (template_xlsx, XLSX)}


def signed_in_importer(request: HttpRequest) -> Account:
    """Return the account of an importer, who may register partnerships for a body; PermissionDenied otherwise."""
    account = signed_in_reader(request)
    if not may_propose(account):
        raise PermissionDenied(_("Only an officer of a government body can import a file."))
    return account


def import_of(request: HttpRequest, pk: UUID) -> Import:
    """Return an import that the reader may see; else Http404."""
    return get_object_or_404(imports_for(signed_in_reader(request)).select_related("body"), pk=pk)


class Imports(View):
    """The list, and the form to upload a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of the imports that the reader may see, the newest first."""
        return self.show(request, {})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store the file and show the preview of its first records; nothing is imported yet."""
        account = signed_in_importer(request)
        file = request.FILES.get("file")
        if not isinstance(file, UploadedFile):
            return self.show(request, {"file": _("Choose a file.")}, status=422)
        name = request.POST.get("format", "")
        if not name:
            return self.show(request, {"format": _("Choose what the file is.")}, status=422)
        asked = FORMATS[name].asks if name in FORMATS else ()
        options = {each.name: given for each in asked if (given := request.POST.get(f"{name}-{each.name}", "").strip())}
        options |= {each.name: given for each in SAID_OF_FILES if (given := request.POST.get(each.name, "").strip())}
        assert account.body is not None  # noqa: S101 - importer() has refused
        try:
            job = request_import(
                cast("IO[bytes]", file),  # an uploaded file reads as one, without being declared so
                file_name=file.name or "",
                format_name=name,
                body=account.body,
                options=cast("dict[str, object]", options),
                account=account,
                unconfirmed=True,
                actor=actor_of(account),
                request_id=request_id.get(),
            )
        except DraftInvalid as refused:
            errors = {form_field_of(name, each.field): code_words(each.said) for each in refused.errors}
            return self.show(request, errors, status=422)
        except FileTooLargeError as trouble:
            return self.show(request, {"file": code_words(trouble.said)}, status=413)
        except ImportQuotaError as trouble:
            return self.show(request, {"file": code_words(trouble.said)}, status=429)
        preview_import(job)
        return redirect("import", pk=job.pk)

    def show(self, request: HttpRequest, errors: dict[str, str], status: int = 200) -> HttpResponse:
        """Render the page, with the errors of the upload."""
        language = reader_language()
        account = signed_in_reader(request)
        asked = [option_field(name, field, request, language) for name, each in FORMATS.items() for field in each.asks]
        labels = {each["name"]: each["label"] for each in asked}
        labels |= {each.name: text_in_language(each.label, language) for each in SAID_OF_FILES}
        shown: Context = {
            "section": "imports",
            **imports_context(request, account),
            "may_import": may_propose(account),
            "errors": [(place, labels.get(place, ""), message) for place, message in errors.items()],
            "sent": request.POST,
            "formats": [(each.name, text_in_language(each.label, language)) for each in FORMATS.values()],
            "asked": asked,
            "collections": sorted(known_collections(account.body_id))
            if account.body_id and may_propose(account)
            else [],
            "templates": [(name, text_in_language(each.label, language)) for name, each in TEMPLATES.items()],
        }
        return render(request, "rules/imports.html", shown, status=status)


def option_field(name: str, field: Field, request: HttpRequest, language: str) -> Context:
    """Return one option of a format as a field of the form, with the value sent."""
    return {
        "name": f"{name}-{field.name}",
        "sent": request.POST.get(f"{name}-{field.name}", ""),
        "label": text_in_language(field.label, language),
        "type": "date" if field.sort is FieldSort.DATE else "text",
        "words": [(word, text_in_language(label, language)) for word, label in field.words.items()],
    }


def form_field_of(name: str, pointer: str) -> str:
    """Return the field of the form that an error is about, for a format."""
    option = pointer.removeprefix("/options/")
    own = option == pointer or any(option == each.name for each in SAID_OF_FILES)
    return option.removeprefix("/") if own else f"{name}-{option}"


def first_outcomes(job: Import) -> Iterator[ImportOutcome]:
    """Yield the first records to review: of a preview all, else of each LOOKED_AT, and additions with a note."""
    rows = ImportOutcome.objects.filter(job=job).order_by("number")
    if job.state == ImportState.UNCONFIRMED or job.dry_run:
        yield from rows[:SHOWN]
    if job.state == ImportState.UNCONFIRMED:
        return
    if job.dry_run:
        rows = rows.filter(number__gt=SHOWN)
    for each in LOOKED_AT:
        yield from rows.filter(outcome=each)[:SHOWN]
    yield from rows.filter(outcome=RecordOutcome.ADDED, number__lte=LOOKED_THROUGH).exclude(notes=[])[:SHOWN]


def import_context(request: HttpRequest, job: Import) -> Context:
    """Return the progress of an import, and the first records to review."""
    shown, language = import_row_context(job), reader_language()
    records = [
        {
            "row": each,
            "label": RecordOutcome(each.outcome).label,
            "errors": [(error["field"], code_words(kept_code(error))) for error in each.errors],
            "notes": [(note["field"], code_words(kept_code(note))) for note in each.notes],
            "read": record_sentences(each.read, language, value_in_language),
        }
        for each in first_outcomes(job)
    ]
    own = may_propose(signed_in_reader(request)) and signed_in_reader(request).body_id == job.body_id
    return {
        **shown,
        "section": "imports",
        "records": records,
        "says_read": any(each["read"] for each in records),
        "notes": [code_words(note.said) for note in collection_notes(job)],
        "error": code_words(said) if (said := error_of(job)) else "",
        "may_change": own and not job.is_over,
    }


class ImportPage(View):
    """One import."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show its state, and its preview or its refused records."""
        return render(request, "rules/import.html", import_context(request, import_of(request, pk)))


class ImportProgress(View):
    """The part of the page that is fetched again while the import runs."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Return the state alone."""
        return render(request, "rules/import_part.html", import_context(request, import_of(request, pk)))


class ImportErrorFile(View):
    """The refused records as a file."""

    def get(self, request: HttpRequest, pk: UUID) -> StreamingHttpResponse:
        """Return CSV that a spreadsheet opens safely."""
        return error_answer(import_of(request, pk))


class ActOnImport(View):
    """The buttons of an import: to import a previewed file, and to stop it. Stored records stay."""

    act = ""

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Confirm or cancel the import, then show its progress."""
        account = signed_in_importer(request)
        job = get_object_or_404(imports_for(account), pk=pk)
        do, too_late = ACTS[self.act]
        if not do(job, actor=actor_of(account), request_id=request_id.get()):
            messages.warning(request, too_late)
        return redirect("import", pk=job.pk)


class TemplateFile(View):
    """An empty table to fill in."""

    def get(self, _request: HttpRequest, name: str, suffix: str) -> HttpResponse:
        """Return the headings in the reader's language; Excel has a sheet that explains each column."""
        if name not in TEMPLATES or suffix not in TEMPLATE_FILES:
            raise Http404
        write, media_type = TEMPLATE_FILES[suffix]
        headers = {"Content-Disposition": f'attachment; filename="{name}.{suffix}"'}
        content = b"".join(write(TEMPLATES[name], reader_language()))
        return HttpResponse(content, content_type=media_type, headers=headers)
