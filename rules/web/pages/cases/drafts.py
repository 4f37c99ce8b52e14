"""The page on which an officer or reviewer makes a draft, and reads, copies or downloads it as a Word file."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from institutions.access.partnerships import partnerships_for
from institutions.accounts.sign_in.kept_form import KeptFormView, typed_before
from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.models import Account, Partnership
from institutions.values.written_number import written_number
from rules.engine.language.statements import Language
from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import Severity
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.errors import InvalidError
from rules.review.casework.proposal import party_names
from rules.review.casework.standing import StandingKind
from rules.review.drafting import content
from rules.review.drafting.making import Draft, DraftRequest, draft_refusal, make_draft, why_no_draft
from rules.review.drafting.sorts import LABELS, DraftSort, report_of
from rules.review.drafting.troubles import FindingsOfOtherCase, NoDraftChosen, NoLanguageChosen
from rules.review.drafting.word import word_file
from rules.web.pages.cases.posted_fields import posted_texts, texts_with_plain_ends
from rules.web.pages.reader import signed_in_reader

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
Sent = dict[str, str]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class DraftsPage(KeptFormView):
    """The choice and making of a draft. Only the event is stored; each request makes the draft again."""

    def get(self, request: HttpRequest, pk: object) -> HttpResponse:
        """Show the drafts that can be made of the case."""
        typed, (view, _account) = typed_before(request), self.case(request, pk)
        if typed is None:
            return self.show(request, view, {})
        return self.show(request, view, texts_with_plain_ends(typed), ticked=typed.getlist("finding"))

    def post(self, request: HttpRequest, pk: object) -> HttpResponse:
        """Return the draft on the page, or as a file; after an error the form with the error."""
        view, account = self.case(request, pk)
        sent, ticked = posted_texts(request), request.POST.getlist("finding")
        try:
            asked = read_draft_request(sent, ticked)
            draft = make_draft(view.partnership, asked, account=account)
        except InvalidError as refused:
            return self.show(request, view, sent, ticked=ticked, errors=refused.errors, status=422)
        if sent.get("as") == "word":
            answer = HttpResponse(word_file(draft.parts, draft.language), content_type=WORD)
            name = f"{draft.sort.value}-{draft.language}-{view.partnership.pk}.docx"
            answer["Content-Disposition"] = f'attachment; filename="{name}"'
            answer["Cache-Control"] = "private, no-cache"
            return answer
        return self.show(request, view, sent, ticked=ticked, draft=draft)

    def case(self, request: HttpRequest, pk: object) -> tuple[CaseView, Account]:
        """Return a case that the reader may see and make drafts of. PermissionDenied with the reason otherwise."""
        account = signed_in_reader(request)
        rows: Any = partnerships_for(account).select_related("submitted_by")  # Any: a queryset of annotated rows
        partnership: Partnership = get_object_or_404(rows, pk=pk)
        view = read_case(partnership)
        if problem := draft_refusal(account, view):
            raise PermissionDenied(code_words(problem))
        return view, account

    def show(
        self,
        request: HttpRequest,
        view: CaseView,
        sent: Sent,
        *,
        ticked: Collection[str] = (),
        errors: dict[str, str] | None = None,
        draft: Draft | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Render the page."""
        language = reader_language()
        submission = content.submission_of(view)
        matches = [each.match for each in view.findings]
        names, named = party_names(submission, language), content.named_officials(submission, matches)
        dismissed = {each.match.finding_id for each in view.findings if each.standing == StandingKind.DISMISSED}
        lacking = {sort: why_no_draft(view, submission, sort) for sort in LABELS}
        context = {
            "section": "partnerships",
            "partnership": view.partnership,
            "title": submission.shown_title,
            "assessed": view.done is not None,
            "sorts": [(each.value, label) for each, label in LABELS.items() if not lacking[each]],
            "impossible": [(label, code_words(why)) for each, label in LABELS.items() if (why := lacking[each])],
            "officials": [(key, names.get(key, key)) for key in named],
            "findings": [
                {
                    "id": match.finding_id,
                    "code": match.finding.code,
                    "title": text_in_language(rule_title(match.finding.code), language),
                    "severity": match.severity,
                    "severity_label": Severity(match.severity).label,
                    "names": [names.get(key, key) for key, found in named.items() if match.finding_id in found],
                    "reported": report_of(match.finding.code) is not None,
                    "ticked": str(match.finding_id) in ticked,
                    "dismissed": match.finding_id in dismissed,
                }
                for match in matches
            ],
            "sent": {"language": language, **sent},
            "errors": errors or {},
            "draft": draft,
        }
        return render(request, "rules/drafts.html", context, status=status)


def read_draft_request(sent: Sent, ticked: list[str]) -> DraftRequest:
    """Return the draft that a form asks for; InvalidError names the field."""
    errors: dict[str, Coded] = {}
    if sent.get("draft") not in list(DraftSort):
        errors["draft"] = NoDraftChosen()
    if sent.get("language") not in ("en", "ja"):
        errors["language"] = NoLanguageChosen()
    findings = {written_number(each) for each in ticked}
    if None in findings:
        errors["findings"] = FindingsOfOtherCase()
    if errors:
        raise InvalidError(errors)
    language: Language = "ja" if sent["language"] == "ja" else "en"
    return DraftRequest(
        sort=DraftSort(sent["draft"]),
        language=language,
        findings=frozenset(each for each in findings if each is not None),
        person=sent.get("person", ""),
        sensitive=sent.get("sensitive") == "yes",
    )
