"""Pages of trials: what a draft would change in the register, and the curve of the findings over one number."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views import View

from institutions.access.callers import Reader, reader_for
from institutions.audit.logs import request_id
from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_words
from institutions.models import Account, GovernmentBody
from institutions.values.written_number import written_number
from rules.access.readable_results import edits_rulebooks
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.wording.evidence import evidence_lines
from rules.explaining.wording.words import reader_language, text_in_language
from rules.facts.kinds.labels import word_label
from rules.models import RulebookTrial, Severity, TrialState
from rules.web.pages.cases.posted_fields import posted_texts
from rules.web.pages.workshop.organisation import history_context
from rules.web.pages.workshop.reader import draft_editor, draft_of, draft_reader
from rules.workshop.drawn_cases import changed_findings
from rules.workshop.files import files_of, files_of_version, rulebook_of_files
from rules.workshop.narrowed import narrowed
from rules.workshop.reading import TrialEffect, drawn_for, effect_for
from rules.workshop.trials import OPEN, ask_trial
from rules.workshop.troubles import DraftRefusedError

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
TABLES: Final = (
    ("rules", _("By rule")),
    ("bodies", _("By government body")),
    ("domains", _("By domain")),
    ("severities", _("By severity")),
)


class StartTrial(View):
    """The forms that try a draft: its whole effect, or the curve of a number."""

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Queue the trial and lead to its page; lead back with the reason where it cannot be tried."""
        account, draft, sent = draft_editor(request), draft_of(pk), posted_texts(request)
        curve: Context | None = None
        if "parameter" in sent:
            numbers = {name: written_number(sent.get(name, "")) for name in ("least", "most", "number")}
            curve = {**numbers, **{name: sent.get(name, "").strip() for name in ("parameter", "index", "on")}}
        try:
            mutants = sent.get("mutants", "")
            made = ask_trial(draft.pk, account, curve=curve, mutants=mutants, request_id=request_id.get())
        except DraftRefusedError as refused:
            messages.warning(request, refused.words)
            return redirect("workshop-draft", pk=draft.pk)
        return redirect("workshop-trial", pk=made.pk)


class TrialPage(View):
    """One trial."""

    template = "rules/workshop/trial.html"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show its progress, then what it found over the partnerships that the reader may read."""
        return render(request, self.template, trial_context(draft_reader(request), pk))


class TrialProgress(TrialPage):
    """The part of the page that is fetched again while the trial runs."""

    template = "rules/workshop/trial_part.html"


def trial_context(account: Account, pk: UUID) -> Context:
    """Return a trial as its page shows it."""
    trial = get_object_or_404(RulebookTrial.objects.select_related("draft", "account"), pk=pk)
    reader = reader_for(account)
    shown: Context = {
        "section": "workshop",
        "trial": trial,
        "draft": trial.draft,
        "waiting": trial.state in OPEN,
        "progress": (trial.screened, trial.cases) if shows_progress(trial, reader) else None,
        "error": code_words(restore_code(trial.error_said)) if trial.error_said else "",
        "may_edit": edits_rulebooks(account),
    }
    if trial.state != TrialState.DONE:
        return shown
    if "mutants" in trial.asked:
        return {**shown, "mutants": trial.summary}
    effect = effect_for(trial, reader)
    shown |= {"effect": effect, "tables": tables_of(effect), **history_context(trial.summary)}
    return {**shown, **curve_context(trial, effect), **drawn(trial, reader)}


def shows_progress(trial: RulebookTrial, reader: Reader) -> bool:
    """Return whether the progress is shown: to those who read every partnership, since it counts all cases."""
    everything = reader.restricted and reader.bodies is None
    return bool(trial.cases) and (everything or "mutants" in trial.asked)


def tables_of(effect: TrialEffect) -> list[Context]:
    """Return the tables of an effect with names in the reader's language, without rows that have no finding."""
    language = reader_language()
    codes = {each.name for each in effect.bodies}
    rows = GovernmentBody.objects.filter(code__in=codes).values_list("code", "name_en", "name_ja")
    bodies = {str(code): text_in_language({"en": en, "ja": ja}, language) for code, en, ja in rows}
    named: dict[str, Callable[[str], object]] = {
        "bodies": lambda code: bodies.get(code) or code,
        "domains": lambda name: text_in_language(word_label("domain", name), language) if name else "–",
        "severities": lambda name: Severity(name).label,
    }
    return [
        {
            "name": name,
            "label": label,
            "rows": [
                {"row": each, "label": str(named.get(name, str)(each.name))}
                for each in getattr(effect, name)
                if each.before or each.after or each.changed
            ],
        }
        for name, label in TABLES
    ]


def curve_context(trial: RulebookTrial, effect: TrialEffect) -> Context:
    """Return the points of a curve with the length of each bar in a hundred; the value that stands is marked."""
    if not trial.asked:
        return {"curve": None}
    most, stands = max([each.findings for each in effect.curve], default=0), trial.asked["stands"]
    return {
        "curve": [
            {"row": each, "bar": 100 * each.findings // most if most else 0, "stands": each.value == stands}
            for each in effect.curve
        ],
        "curve_last": len(effect.curve) - 1,
        "curve_start": next((place for place, each in enumerate(effect.curve) if each.value >= stands), 0),
    }


def drawn(trial: RulebookTrial, reader: Reader) -> Context:
    """Return the drawn cases with the findings that differ, in words."""
    if trial.asked:
        return {"drawn": []}
    language, codes = reader_language(), trial.summary.get("codes", ())
    base, draft = (narrowed(each, codes) for each in rulebooks_of(trial))
    rows = []
    for row in drawn_for(trial, reader):
        changes = changed_findings(row.partnership, base, draft)
        findings = [
            {
                "change": each,
                "statement": text_in_language(each.finding["statement"], language),
                "evidence": evidence_lines(each.finding["evidence"], language),
            }
            for each in changes or ()
        ]
        rows.append({"partnership": row.partnership, "findings": findings, "failed": changes is None})
    return {"drawn": rows}


def rulebooks_of(trial: RulebookTrial) -> tuple[LoadedRulebook, LoadedRulebook]:
    """Return the base of a trial, and the draft as it was tried."""
    files = files_of(trial.draft, trial.revision, trial.base)
    return rulebook_of_files(files_of_version(trial.base)), rulebook_of_files(files)
