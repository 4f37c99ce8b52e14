"""The page of a case's files and comments with their forms, and each file as a download."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from institutions.access.partnerships import partnerships_for
from institutions.accounts.sign_in.kept_form import KeptFormView, typed_before
from institutions.models import Account, Partnership, Role
from institutions.query.parameters import number_parameter
from institutions.values.text_lists import join_texts
from institutions.values.written_number import written_number
from institutions.web.divided_list import kept_parts, part_of
from rules.access.audiences import paper_reader
from rules.models import Attachment, Hearing, HearingWay
from rules.review.casework.act_table import Act
from rules.review.casework.acting import refuse_act
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.errors import BlockedError, CaseworkError, InvalidError, NotYoursError
from rules.review.casework.offered_acts import offered_acts
from rules.review.casework.troubles.acts import UnknownAct
from rules.review.correspondence.attaching import attach_files, attach_minutes, audiences_offered, check_files
from rules.review.correspondence.commenting import add_comment, comment_audiences, withdraw_comment
from rules.review.correspondence.reading import (
    attachments_for,
    comments_for,
    content_for,
    find_attachment,
    find_comment,
)
from rules.web.pages.cases.finding import STATUS
from rules.web.pages.cases.opened_findings import HIGHEST_ID
from rules.web.pages.cases.posted_fields import posted_texts, texts_with_plain_ends
from rules.web.pages.reader import Context, signed_in_reader
from rules.web.papers.comment_rows import comment_rows
from rules.web.papers.download import download_answer

ATTACH: Final = Act.ATTACH.value
COMMENT: Final = Act.COMMENT.value
WITHDRAW: Final = "withdraw_comment"
PARTS: Final = ("files", "comments")  # the parameters of the parts of its lists
ADDED_TO: Final = {ATTACH: "files", COMMENT: "comments"}


class PapersPage(KeptFormView):
    """The files of a case that the reader may read."""

    sends_files = True

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show the files."""
        typed, partnership = typed_before(request), self.partnership(request, pk)
        about = number_parameter(request.GET, "finding", most=HIGHEST_ID)
        sent = texts_with_plain_ends(typed) if typed else {"finding": str(about)} if about else {}
        return self.show(request, partnership, sent)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Attach files; after a refusal the page says why, and nothing was stored."""
        partnership, sent = self.partnership(request, pk), posted_texts(request)
        act = sent.get("act", "")
        # What was added is in the last part, which the page shows without being told.
        kept = urlencode(kept_parts(request.GET, [each for each in PARTS if ADDED_TO.get(act) != each]))
        try:
            done = ACTS.get(act, refuse_unknown)(request, partnership, sent)
        except CaseworkError as refused:
            errors = refused.errors if isinstance(refused, InvalidError) else {}
            status = 403 if isinstance(refused, NotYoursError) else STATUS.get(type(refused), 409)
            status = 422 if isinstance(refused, InvalidError) else status
            return self.show(request, partnership, sent, errors=errors, reasons=refused.reasons, status=status)
        messages.success(request, done)
        place = "#files" if act == ATTACH else "#comments"
        return HttpResponseRedirect(f"{reverse('papers', args=[pk])}{f'?{kept}' if kept else ''}{place}")

    def partnership(self, request: HttpRequest, pk: UUID) -> Partnership:
        """Return a partnership that the reader may see; else Http404."""
        return get_object_or_404(partnerships_for(signed_in_reader(request)), pk=pk)

    def show(
        self,
        request: HttpRequest,
        partnership: Partnership,
        sent: dict[str, str],
        *,
        errors: dict[str, str] | None = None,
        reasons: tuple[str, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        """Render the page, with what was chosen and its errors."""
        view, account = read_case(partnership), signed_in_reader(request)
        context = {
            **papers_context(view, account, request.GET),
            "section": "partnerships",
            "sent": sent,
            "errors": errors or {},
            "reasons": () if errors else reasons,
        }
        return render(request, "rules/papers/page.html", context, status=status)


def papers_context(view: CaseView, account: Account, given: Mapping[str, str]) -> Context:
    """Return the files that an account may read in a case, and the form to attach one if it may.

    `given`: the parts of the two lists that the address names. Without one the last is shown: it has the newest.
    """
    partnership = view.partnership
    reader = paper_reader(account, partnership)
    can = {each.act for each in offered_acts(view, account) if each.possible}
    submission = partnership.current
    files = part_of(attachments_for(reader, partnership), given, "files", last=True)
    comments = part_of(comments_for(reader, partnership), given, "comments", last=True)
    return {
        "partnership": partnership,
        "title": submission.shown_title if submission else partnership.reference,
        "files": [file_row(each) for each in files.rows],
        "parts": {"files": files, "comments": comments},
        "reads": bool(reader.everything or reader.of_body or reader.people),
        "attaches": Act.ATTACH in can,
        "audiences": [(each.value, each.label) for each in audiences_offered(account)],
        "hearings": hearings_held(partnership) if Act.HEAR in can else [],
        "comments": comment_rows(comments.rows, account),
        "comments_here": Act.COMMENT in can,
        "comment_audiences": [(each.value, each.label) for each in comment_audiences(account)],
        "findings": [(each.match.finding_id, each.match.finding.code) for each in view.findings],
        "people": people_of_findings(view) if account.role == Role.REVIEWER else [],
        "most_megabytes": settings.ATTACHMENT_MOST_BYTES // (1024 * 1024),
    }


def file_row(each: Attachment) -> Context:
    """Return one file as a row."""
    return {
        "id": each.pk,
        "name": each.name,
        "kind": each.get_kind_display(),
        "size": each.size,
        "sha256": each.sha256,
        "scanned": each.scanned,
        "audience": each.get_audience_display(),
        "person": each.person.name if each.person else "",
        "minutes_of": each.hearing.finding if each.hearing else None,
        "by": each.account.username,
        "at": each.at,
    }


def hearings_held(partnership: Partnership) -> list[tuple[int, str]]:
    """Return the hearings whose minutes may be attached: id, and rule with person."""
    rows = Hearing.objects.filter(finding__partnership=partnership, how=HearingWay.OTHERWISE)
    rows = rows.select_related("finding", "person").order_by("pk")
    return [(each.pk, f"{each.finding.code} {each.person.name}") for each in rows]


def people_of_findings(view: CaseView) -> list[tuple[str, str]]:
    """Return the people whom a comment may be for: id, and name with the rules that they were asked about."""
    rows = Hearing.objects.filter(finding__in=[each.match.finding_id for each in view.findings])
    codes: dict[tuple[str, str], list[str]] = {}
    for each in rows.exclude(how=HearingWay.WAIVED).select_related("person", "finding").order_by("finding__code"):
        codes.setdefault((str(each.person_id), each.person.name), []).append(each.finding.code)
    return [(pk, f"{name} ({join_texts(dict.fromkeys(asked))})") for (pk, name), asked in codes.items()]


def do_comment(request: HttpRequest, partnership: Partnership, sent: dict[str, str]) -> str:
    """Store a comment; names that it did not reach are told to its author."""
    _row, missed = add_comment(partnership, sent, account=signed_in_reader(request))
    if missed:
        said = _("Not notified, since there is no such account or it may not read this comment: %(names)s")
        messages.warning(request, said % {"names": join_texts(f"@{each}" for each in missed)})
    return _("Your comment was saved.")


def do_withdraw(request: HttpRequest, partnership: Partnership, sent: dict[str, str]) -> str:
    """Withdraw an own comment."""
    account = signed_in_reader(request)
    found = find_comment(account, written_number(sent.get("comment", "")) or 0)
    if found is None or found.case.partnership_id != partnership.pk:
        raise BlockedError([UnknownAct()])
    withdraw_comment(found, sent.get("reason"), account=account)
    return _("Your comment was withdrawn. That it was, and your reason, stay on record.")


def do_attach(request: HttpRequest, partnership: Partnership, sent: dict[str, str]) -> str:
    """Attach the chosen files to the case, or to the record of a hearing; the right is checked before any scan."""
    account, minutes = signed_in_reader(request), sent.get("hearing", "")
    refuse_act(read_case(partnership), Act.HEAR if minutes else Act.ATTACH, account)
    files = check_files(request.FILES.getlist("file"))
    if minutes:
        stored = attach_minutes(partnership, written_number(minutes), files, account=account)
    else:
        stored = attach_files(partnership, files, account=account, audience=sent.get("audience"))
    return ngettext("%(n)d file was attached.", "%(n)d files were attached.", len(stored)) % {"n": len(stored)}


def refuse_unknown(_request: HttpRequest, _partnership: Partnership, _sent: dict[str, str]) -> str:
    """Refuse a form of another page."""
    raise BlockedError([UnknownAct()])


ACTS: Final[dict[str, Callable[[HttpRequest, Partnership, dict[str, str]], str]]] = {
    ATTACH: do_attach,
    COMMENT: do_comment,
    WITHDRAW: do_withdraw,
}


class FileDownload(View):
    """An attached file."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the file as a download; 404 for one that the reader may not read, 409 if it is not what it was."""
        account = signed_in_reader(request)
        found = find_attachment(account, pk)
        if found is None:
            raise Http404(_("There is no such file, or you may not read it."))
        try:
            return download_answer(found, content_for(account, found))
        except BlockedError as refused:
            context: dict[str, Any] = {"section": "", "trouble": refused.words}
            return render(request, "rules/papers/trouble.html", context, status=409)
