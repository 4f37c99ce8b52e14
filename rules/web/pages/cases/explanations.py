"""Two pages of a finished assessment, computed on request: why a rule did not fire, and ways to clear findings."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from institutions.access.callers import reads_sensitive
from institutions.access.partnerships import partnerships_for
from rules.access.sensitive_reads import note_assessment, sensitive_in_snapshot
from rules.assessing.precheck_places import PrecheckBusyError
from rules.assessing.result_lines import ResultReader
from rules.engine.language.statements import Language, date_text
from rules.explaining.clearing.assessed_findings import (
    CannotExplainError,
    ClearedFinding,
    clearing_of,
    why_rule_stopped,
)
from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.words import reader_language, text_in_language, with_one_stop
from rules.models import Assessment, Outcome, Severity
from rules.models.outcome_reading import outcomes_of
from rules.web.pages.reader import signed_in_reader

if TYPE_CHECKING:  # Django's views take no type argument at run time
    Detail = DetailView[Assessment]
else:
    Detail = DetailView

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows


class ExplanationPage(Detail):
    """The base of the two pages: an assessment that the reader may see."""

    request: HttpRequest
    context_object_name = "assessment"

    def get_queryset(self) -> QuerySet[Assessment]:
        """Return assessments of partnerships that the reader may see.

        PermissionDenied without the right to all facts.
        """
        if not reads_sensitive(signed_in_reader(self.request)):
            raise PermissionDenied(
                _("An explanation may name kin, gifts, income or an official's act, which your role may not see.")
            )
        rows = Assessment.objects.select_related("partnership", "submission", "snapshot", "rulebook")
        return rows.filter(partnership__in=partnerships_for(signed_in_reader(self.request)))

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return the partnership's context. All facts that an explanation may name are recorded as read."""
        note_assessment(signed_in_reader(self.request), self.object, sensitive_in_snapshot(self.object))
        language = reader_language()
        submission = self.object.submission
        return {
            **super().get_context_data(**kwargs),
            "partnership": self.object.partnership,
            "title": text_in_language(submission.document.get("title"), language),
            "as_of": date_text(self.object.as_of.isoformat(), language),
            "section": "partnerships",
        }


class ClearingPage(ExplanationPage):
    """The ways to clear each finding."""

    template_name = "rules/clearing.html"

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return the findings with the ways to clear them, or why there are none to show."""
        context = super().get_context_data(**kwargs)
        try:
            found = clearing_of(self.object)
        except (CannotExplainError, PrecheckBusyError) as trouble:
            return {**context, "trouble": trouble.words}
        statements = {match.finding.fingerprint: match for match in self.object.matches.select_related("finding")}
        language = reader_language()
        rows = []
        for each in found:
            match = statements[each.fingerprint]
            statement = with_one_stop(match.statement_ja if language == "ja" else match.statement_en)
            rows.append({**cleared_row(each, language), "statement": statement, "anchor": match.finding_id})
        return {**context, "rows": rows}


def cleared_row(each: ClearedFinding, language: Language) -> Context:
    """Return one finding with the ways to clear it in the reader's language."""
    code = each.cleared.key[0]
    return {
        "code": code,
        "rule": text_in_language(rule_title(code), language),
        "severity": each.cleared.severity,
        "severity_label": Severity(each.cleared.severity).label,
        "tried": each.cleared.tried,
        "all_tried": each.cleared.all_tried,
        "ways": [
            {
                "changes": [text_in_language(edit.text, language) for edit in way.edits],
                "also_clears": way.also_clears,
                "newly_flags": [(code, Severity(level).label) for code, level in way.newly_flags],
                "newly_unknown": way.newly_unknown,
            }
            for way in each.cleared.ways
        ],
    }


class WhyNotPage(ExplanationPage):
    """The place where one rule stopped."""

    template_name = "rules/why_not.html"

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return the outcome of the rule, and where each of its ways to fire stops."""
        context, code = super().get_context_data(**kwargs), self.kwargs["code"]
        outcome = outcomes_of(self.object).get(code)
        if outcome is None:
            message = f"This assessment has no outcome of {code}."
            raise Http404(message)
        language = reader_language()
        shown = {
            "code": code,
            "rule": text_in_language(rule_title(code), language),
            "outcome": outcome.outcome,
            "outcome_label": Outcome(outcome.outcome).label,
        }
        try:
            stopped = why_rule_stopped(self.object, code)
        except CannotExplainError as trouble:
            return {**context, **shown, "trouble": trouble.words}
        said = ResultReader.of(self.object)
        return {
            **context,
            **shown,
            "missing": list(dict.fromkeys(each.words(language) for each in said.missing(outcome))),
            "applies": list(dict.fromkeys(said.said(each).words(language) for each in stopped.applies)),
            "stops": list(dict.fromkeys(said.said(each).words(language) for each in stopped.variants)),
        }
