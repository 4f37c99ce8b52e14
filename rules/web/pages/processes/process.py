"""The page of one published process, and the draft of a partnership that is begun from it."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.drafts.limits import MAX_BYTES
from institutions.kinds.words import DOMAINS
from institutions.models import Account, FormDraft
from institutions.values.hashing import canonical_json
from rules.access.processes import processes_for
from rules.engine.language.statements import Language
from rules.explaining.wording.evidence import evidence_lines
from rules.explaining.wording.findings import basis_row, parameter_row
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import Outcome, Severity, StoredProcess
from rules.process_files.joining import partnership_of
from rules.process_files.lacks import WITHHELD, word_of
from rules.process_files.outcomes import RANK
from rules.process_files.proposing import proposed
from rules.process_files.shown_releases import compared_with, shown_releases
from rules.process_files.troubles import ProposalRefusedError
from rules.processes.indicators.table import INDICATORS
from rules.web.pages.cases.posted_fields import posted_texts
from rules.web.pages.form.draft import may_propose, signed_in_officer
from rules.web.pages.form.drafts import has_too_many, refuse_draft
from rules.web.pages.form.steps import STEPS
from rules.web.pages.processes.listed import title_of
from rules.web.pages.reader import signed_in_reader

Json = dict[str, Any]  # Any: plain data, and a template's context
OF_MARKETS: Final = ("COL-08", "COL-21", "COL-22", "COL-23")


class ProcessPage(View):
    """One process."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show its findings with evidence and law, what could not be assessed and why, and what its market says."""
        return process_page(request, *readable(request, pk))


def readable(request: HttpRequest, pk: UUID) -> tuple[StoredProcess, Account]:
    """Return a process that the reader may read, and their account; Http404 otherwise."""
    account = signed_in_reader(request)
    rows = processes_for(account).select_related("body", "file__comparison").defer("file__content")
    return get_object_or_404(rows, pk=pk), account


def process_page(
    request: HttpRequest, process: StoredProcess, account: Account, error: str = "", status: int = 200
) -> HttpResponse:
    """Return the page of a process."""
    language, answer = reader_language(), process.answer
    partnership = partnership_of(process, account)
    own = may_propose(account) and account.body_id == process.body_id
    shown: Json = {
        "section": "processes",
        "process": process,
        "cards": [finding_card(each, language) for each in by_severity(answer["findings"])],
        "unassessed": outcome_rows(answer, (Outcome.NOT_ASSESSABLE, Outcome.ERROR), language),
        "quiet": outcome_rows(answer, (Outcome.NOT_APPLICABLE, Outcome.CLEAR), language),
        "market": [each for each in outcome_rows(answer, Outcome.values, language) if each["code"] in OF_MARKETS],
        "cardinal": [
            (code, Outcome(each["outcome"]).label) for code, each in sorted(answer.get("cardinal", {}).items())
        ],
        "rests_on": shown_releases(process),
        "compared": process.file.comparison,
        "compared_with": compared_with(process.file.comparison),
        "partnership": partnership,
        "may_register": own and partnership is None,
        "domains": [(name, text_in_language(label, language)) for name, label in DOMAINS.items()],
        "domain": process.file.options.get("domain", ""),
        "error": error,
    }
    return render(request, "rules/processes/process.html", shown, status=status)


def by_severity(findings: Iterable[Json]) -> list[Json]:
    """Sort findings worst first, then by code."""
    return sorted(findings, key=lambda each: (-RANK[each["severity"]], each["code"]))


def finding_card(found: Json, language: Language) -> Json:
    """Return a finding in words: of a rule with facts as evidence, of an indicator with places in the release."""
    today = timezone.localdate().isoformat()
    of_rule = found["code"] not in INDICATORS
    return {
        "code": found["code"],
        "of_rule": of_rule,
        "severity": found["severity"],
        "severity_label": Severity(found["severity"]).label,
        "title": title_of(found["code"], language),
        "statement": text_in_language(found["statement"], language),
        "evidence": evidence_lines(found["evidence"], language) if of_rule else (),
        "places": () if of_rule else [place_row(each) for each in found["evidence"]],
        "parameters": [parameter_row(each, language, today) for each in found["parameters"]] if of_rule else (),
        "limits": () if of_rule else [limit_row(each, language) for each in found["parameters"]],
        "basis": [basis_row(each, language, today) for each in found.get("basis", ())],
        "mitigations": [text_in_language(each, language) for each in found.get("mitigations", ())],
        "clears_if": [text_in_language(each, language) for each in found.get("clears_if", ())],
    }


def place_row(evidence: Json) -> tuple[str, object]:
    """Return the place of a value in the release, or the name of a count with its party, and the value."""
    if "path" in evidence:
        return evidence["path"], evidence["value"]
    return f"{evidence['count']} {evidence['of']}".strip(), evidence["value"]


def limit_row(entry: Json, language: Language) -> Json:
    """Return a parameter or a computed limit of an indicator."""
    return {
        "name": entry["name"],
        "value": entry["value"],
        "source": entry.get("source", ""),
        "note": text_in_language(entry.get("note"), language),
    }


def outcome_rows(answer: Json, outcomes: Iterable[str], language: Language) -> list[Json]:
    """Return the rules with one of these outcomes, each with its reasons; *withheld* is told from missing."""
    wanted = set(outcomes)
    return [
        {
            "code": code,
            "of_rule": code not in INDICATORS,
            "title": title_of(code, language),
            "outcome": outcome,
            "outcome_label": Outcome(outcome).label,
            "reasons": list(
                dict.fromkeys(
                    (word_of(each) == WITHHELD, text_in_language(each["text"], language))
                    for each in answer.get("reasons", {}).get(code, ())
                )
            ),
        }
        for code, outcome in answer["outcomes"].items()
        if outcome in wanted
    ]


class RegisterProcess(View):
    """The button that begins a draft of a partnership from a process, by an officer of its body."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Open a draft filled in from the process, which is joined with the partnership that the draft becomes."""
        account = signed_in_officer(request)
        rows = processes_for(account).filter(body=account.body_id)
        rows = rows.select_related("body", "file__comparison").defer("file__content")
        process = get_object_or_404(rows, pk=pk)
        if has_too_many(account):
            return refuse_draft(request)
        if partnership := partnership_of(process, account):
            return redirect("partnership", pk=partnership.pk)
        given = posted_texts(request)
        try:
            found = proposed(process, process.body, {"domain": given.get("domain", "")})
        except ProposalRefusedError as refused:
            return process_page(request, process, account, refused.words, 422)
        document = found.document
        if len(canonical_json(document)) > MAX_BYTES:
            said = _("The process and the earlier awards of its buyer are more than a document may hold.")
            return process_page(request, process, account, said, 422)
        with transaction.atomic():
            draft = FormDraft.objects.create(
                owner=account, document=document, step=STEPS[0].name, begun_from=process.pk
            )
            after = {"ocid": process.ocid, "draft": str(draft.pk), "earlier": len(found.earlier)}
            what = f"process:{process.pk}"
            record_event(
                actor=actor_of(account), verb="process_drafted", what=what, after=after, request_id=request_id.get()
            )
        messages.success(request, _("The draft is filled in from the process, which will show the partnership."))
        return redirect("propose-step", pk=draft.pk, step=STEPS[0].name)
