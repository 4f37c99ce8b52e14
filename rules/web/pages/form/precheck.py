"""The result of the rulebook for a draft: beside the form, fetched after each saving, and as a page of its own."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.vary import vary_on_headers

from institutions.access.callers import reader_for
from institutions.drafts.check import check_document
from institutions.drafts.restricted import refuse_restricted
from institutions.drafts.store import DraftConflict
from institutions.models import FormDraft
from institutions.web.htmx import HtmxRequest
from rules.access.readable_results import SEVERITY_RANK
from rules.assessing.code_answers import remark_in_form
from rules.assessing.precheck import Conclusion, conclude
from rules.assessing.precheck_places import PrecheckBusyError, precheck_place
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.contradictions import is_contradictory
from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.needs import need_rows
from rules.explaining.wording.words import nothing_flagged, reader_language, statement_in_language, text_in_language
from rules.facts.gathering.from_draft import gather_draft
from rules.models import Severity, State
from rules.web.pages.form.check import mending_links
from rules.web.pages.form.draft import body_code, draft_errors, signed_in_officer
from rules.web.pages.form.draft_page import DraftPage, own_draft
from rules.web.pages.form.steps import WAY

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
MOST_BESIDE: Final = 10  # beside the form; the separate page shows all


@method_decorator(vary_on_headers("HX-Request"), name="dispatch")
class PrecheckPage(DraftPage):
    """The findings of a draft if it were registered now. Nothing is stored, and nothing locked."""

    def get(self, request: HtmxRequest, pk: UUID) -> HttpResponse:
        """Show all of it; as a part of the form's page only the first few."""
        draft = own_draft(request, pk)
        part = bool(request.htmx)
        shown = {
            "draft": draft,
            "way": WAY,
            "part": part,
            "section": "partnerships",
            **precheck_context(request, draft, most=MOST_BESIDE if part else None),
        }
        return render(request, f"rules/form/precheck{'_part' if part else ''}.html", shown)


def precheck_context(request: HttpRequest, draft: FormDraft, *, most: int | None) -> Context:
    """Return the answers still missing, if there are any; otherwise the result."""
    language = reader_language()
    if errors := draft_errors(draft, body_code(request)):
        to_mend = [*mending_links(draft, errors, language)]
        said = ngettext("%(n)s answer is missing or wrong.", "%(n)s answers are missing or wrong.", len(to_mend))
        return {
            "news": said % {"n": len(to_mend)},
            "to_mend": to_mend[:most],
            "more_to_mend": rows_not_shown(to_mend, most),
        }
    reader = reader_for(signed_in_officer(request))
    checked = check_document(draft.document, account_body=body_code(request), reader=reader)
    try:
        refuse_restricted(checked)
    except DraftConflict:
        said = _("This reference is taken. Give the proposal another one.")
        return {"news": said, "trouble": said}
    try:
        with precheck_place(len(checked.statements)):
            case = gather_draft(checked)
            concluded = conclude(case)
    except PrecheckBusyError as busy:
        return {"news": busy.words, "trouble": busy.words}
    if concluded.answer["state"] == State.ERROR:
        said = concluded.answer["error_said"]["text"][language]
        return {"news": _("The rules could not be evaluated."), "trouble": said}
    return {"as_of": date_text(case.as_of, language), **result_context(concluded, language, most)}


def result_context(concluded: Conclusion, language: Language, most: int | None) -> Context:
    """Return findings, the worst first, and rules that lack data, and whether there are more than shown."""
    answer = concluded.answer
    findings = [
        {
            "code": each["code"],
            "severity": each["severity"],
            "severity_label": Severity(each["severity"]).label,
            "title": text_in_language(rule_title(each["code"]), language),
            "statement": statement_in_language(each["statement"], language),
        }
        for each in sorted(answer["findings"], key=lambda each: (-SEVERITY_RANK[each["severity"]], each["code"]))
    ]
    lacking = []
    for code, outcome in answer["outcomes"].items():
        if outcome in ("not_assessable", "error"):
            lines = concluded.missing.get(code, ())
            # Its reader submits the case, and so reads everything that the result of the stored one would lack.
            needs = need_rows(lines, language, sensitive=True, contradictory=is_contradictory(concluded.remarks))
            missing = [*dict.fromkeys(need["text"] for need in needs)]
            title = text_in_language(rule_title(code), language)
            lacking.append(
                {"code": code, "title": title, "missing": missing[:most], "more": rows_not_shown(missing, most)}
            )
    return {
        "news": news_of(len(findings), len(lacking)),
        "assessed": True,
        "remarks": [remark_in_form(each, language) for each in concluded.remarks],
        "findings": findings[:most],
        "more_findings": rows_not_shown(findings, most),
        "lacking": lacking[:most],
        "more_lacking": rows_not_shown(lacking, most) or any(each["more"] for each in lacking),
    }


def news_of(findings: int, lacking: int) -> str:
    """Return the result in one sentence, as it is read out."""
    if not findings:
        return nothing_flagged(lacking)
    said = ngettext("%(n)s finding", "%(n)s findings", findings) % {"n": findings}
    return _("%(said)s; %(n)s not assessable") % {"said": said, "n": lacking} if lacking else said


def rows_not_shown(rows: list[Any], most: int | None) -> int:
    """Return how many rows are not shown."""
    return max(len(rows) - most, 0) if most is not None else 0
