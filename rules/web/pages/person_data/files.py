"""The list of files with personal data, the review of one, and the released file."""

import json
from typing import Any, Final, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from institutions.codes.wording import code_words
from institutions.models import Account, Person
from institutions.query.parameters import page_of_rows
from institutions.values.written_day import written_moment
from rules.explaining.wording.words import reader_language
from rules.models import PersonDataFile, PersonDataState
from rules.review.person_data.releasing import (
    KEPT,
    PersonDataRefusedError,
    files_for,
    left_out_of,
    may_handle,
    prepare_person_data,
    read_person_data,
    refuse_person_data,
    release_person_data,
    trouble_with,
)
from rules.review.person_data.troubles import NotForThisRole, UnknownPerson
from rules.web.pages.cases.posted_fields import posted_texts
from rules.web.pages.person_data.tables import data_tables

PER_PAGE: Final = 50
NO_STORE: Final = "private, no-store"


def signed_in_handler(request: HttpRequest) -> Account:
    """Return the reviewer or auditor who is signed in; refuse anybody else."""
    account = cast("Account", request.user)
    if not may_handle(account):
        raise PermissionDenied(code_words(NotForThisRole()))
    return account


class PersonDataFiles(View):
    """The list of files, and the form that prepares one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the files, the newest first, without their content."""
        signed_in_handler(request)
        return files_page(request, {}, {})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Prepare a file; 422 with the form if the request is invalid."""
        account, given = signed_in_handler(request), posted_texts(request)
        person = person_of(given.get("person", ""))
        if person is None:
            return files_page(request, given, {"person": code_words(UnknownPerson())}, status=422)
        try:
            file = prepare_person_data(person, reason=given.get("reason", ""), account=account)
        except PersonDataRefusedError as refused:
            return files_page(request, given, {"reason": refused.words}, status=422)
        return redirect("person-data-file", pk=file.pk)


class PersonDataReview(View):
    """The review of one file."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the content while it waits, and what was left out of it."""
        account = signed_in_handler(request)
        file = readable_file(account, pk)
        waits, kept = file.state == PersonDataState.PREPARED, bool(file.content)
        trouble = trouble_with(file) if kept else None
        shows = waits and kept and trouble is None
        shown = {
            "file": file,
            "tables": list(data_tables(file.content, reader_language())) if shows else (),
            "collected_at": written_moment(file.content["collected_at"]) if shows else None,
            "text": json.dumps(file.content, ensure_ascii=False, indent=1) if shows else "",
            "withheld": [code_words(each) for each in left_out_of(file, account)],
            "waits": waits and kept,
            "outdated": code_words(trouble) if trouble else "",
            "section": "person-data",
        }
        answer = render(request, "rules/person_data/file.html", shown)
        answer["Cache-Control"] = NO_STORE
        return answer

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Release or refuse the file."""
        account = signed_in_handler(request)
        file = readable_file(account, pk)
        act = refuse_person_data if posted_texts(request).get("act") == "refuse" else release_person_data
        try:
            act(file, account=account)
        except PersonDataRefusedError as refused:
            messages.warning(request, refused.words)
        else:
            messages.success(request, _("The file was settled."))
        return redirect("person-data-file", pk=pk)


class PersonDataDownload(View):
    """The released file."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the file as JSON."""
        account = signed_in_handler(request)
        try:
            content = read_person_data(readable_file(account, pk), account=account)
        except PersonDataRefusedError as refused:
            messages.warning(request, refused.words)
            return redirect("person-data-file", pk=pk)
        text = json.dumps(content, ensure_ascii=False, indent=1)
        answer = HttpResponse(f"{text}\n", content_type="application/json; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="person-data-{pk}.json"'
        answer["Cache-Control"] = NO_STORE
        return answer


def readable_file(account: Account, pk: int) -> PersonDataFile:
    """Return a file; Http404 for one that the reader may not handle."""
    rows = files_for(account).select_related("person", "prepared_by__person", "settled_by")
    return get_object_or_404(rows, pk=pk)


def person_of(text: str) -> Person | None:
    """Return the person of a written id; None if there is none."""
    try:
        return Person.objects.filter(pk=UUID(text.strip())).first()
    except ValueError:
        return None


def files_page(
    request: HttpRequest, given: dict[str, Any], errors: dict[str, str], status: int = 200
) -> HttpResponse:  # Any: posted texts
    """Render the list with the form."""
    account = cast("Account", request.user)
    rows = files_for(account).select_related("prepared_by", "settled_by").order_by("-prepared_at", "-pk")
    shown = {
        "page_obj": page_of_rows(rows, PER_PAGE, request.GET),
        "given": given,
        "errors": errors,
        "days": KEPT.days,
        "section": "person-data",
    }
    return render(request, "rules/person_data/files.html", shown, status=status)
