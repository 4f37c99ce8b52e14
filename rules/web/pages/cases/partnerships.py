"""The page of one partnership."""

from typing import TYPE_CHECKING, Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.views.generic import DetailView

from institutions.access.callers import reads_sensitive
from institutions.access.partnerships import partnerships_for
from institutions.codes.wording import code_words
from institutions.models import Partnership
from institutions.web.divided_list import part_of
from rules.access.readable_results import SEVERITY_RANK
from rules.access.sensitive_reads import note_assessment
from rules.assessing.code_answers import remark_json
from rules.assessing.retry import RETRYABLE, may_retry
from rules.engine.language.statements import date_text
from rules.explaining.wording.finding_order import blocks_in_order
from rules.explaining.wording.findings import finding_blocks, outcome_rows
from rules.explaining.wording.words import nothing_flagged, reader_language, text_in_language
from rules.models import Outcome, Severity, State
from rules.models.outcome_reading import COULD_NOT_TELL
from rules.review.calendar.calendar import calendar_of
from rules.review.calendar.signing_sentence import signing_sentence
from rules.review.casework.case_view import read_case
from rules.review.casework.people_concerned.hearing import hearings_of
from rules.review.casework.proposal import proposal_context
from rules.web.case_words.gaps import gap_groups
from rules.web.case_words.next_acts import next_act_on
from rules.web.case_words.rows import CaseWords
from rules.web.pages.cases.later_releases import later_stages
from rules.web.pages.cases.next_steps import next_for_reader
from rules.web.pages.cases.opened_findings import FINDINGS, asked_findings, opened_findings
from rules.web.pages.cases.partnership_summary import standing_summary, who_summary
from rules.web.pages.cases.timeline.changes import changed_since_last_act
from rules.web.pages.form.revising import may_revise
from rules.web.pages.reader import Context, signed_in_reader
from rules.web.pages.register.downloads import downloads_of
from rules.web.report.requirements import report_obstacle

DETAILED: Final = 20  # findings whose details come with the page; those of the others come when they are opened

if TYPE_CHECKING:  # Django's views take no type argument at run time
    Detail = DetailView[Partnership]
else:
    Detail = DetailView


class ReadableMixin:
    """A mixin that finds a partnership among those that the reader may see; 404 for others."""

    request: HttpRequest

    def get_queryset(self) -> QuerySet[Partnership]:
        """Return the partnerships that this reader may see."""
        return partnerships_for(signed_in_reader(self.request))


def assessment_context(request: HttpRequest, partnership: Partnership) -> Context:
    """Return the newest assessment, and the newest finished one with its findings and outcomes."""
    view, language, account = read_case(partnership), reader_language(), signed_in_reader(request)
    newest, done = view.newest, view.done
    sensitive = reads_sensitive(account)
    outcomes = outcome_rows(done, language, sensitive=sensitive) if done else {"all": []}
    asked = asked_findings(request.GET)
    matches = [each.match for each in view.findings]
    in_order = blocks_in_order(matches) if done else []
    numbers = [matches[place].finding_id for block in in_order for place in block.places]
    opened = opened_findings(asked, numbers)
    part = part_of(numbers, request.GET, FINDINGS, shown=numbers.index(opened.shown[0]) if opened.shown else None)
    blocks: list[dict[str, Any]] = []  # Any: what a template shows
    if done:
        blocks = finding_blocks(
            done,
            language,
            sensitive=sensitive,
            most=DETAILED,
            opened=asked,
            matches=matches,
            blocks=in_order,
            part=part.bounds,
        )
    words = CaseWords(view, account, language, sensitive=sensitive)
    standings = {each.match.finding_id: each for each in view.findings}
    cards = [card for block in blocks for card in block["cards"]]
    named = hearings_of(matches, view.today)
    for card in cards:
        number = card["finding"]
        standing = standings[number]
        act = next_act_on(standing, named[number], words)
        card |= {"standing": words.finding(standing), "next": act, "open": number in opened.shown}
    worst = max((block.severity for block in in_order), key=SEVERITY_RANK.__getitem__, default="")
    calendar = calendar_of(partnership, account, view=view, named=named)
    if done:
        sensitive_read = {place: value for row in (*cards, *outcomes["all"]) for place, value in row["read"].items()}
        note_assessment(account, done, {**sensitive_read, **calendar.read})
    unknown = sum(row["outcome"] in COULD_NOT_TELL for row in outcomes["all"])
    return {
        "partnership": partnership,
        "state": words.state(),
        "newest": newest,
        "names_wait": view.names_wait,
        "done": done,
        "as_of": date_text(done.as_of.isoformat(), language) if done else "",
        "failed": newest is not None and newest.state in RETRYABLE,
        "may_retry": may_retry(account),
        "waiting": newest is not None and newest.state in (State.QUEUED, State.RUNNING),
        "explains": sensitive,  # an explanation may name anything that facts say
        "worst_level": worst,
        "worst_label": Severity(worst).label if worst else nothing_flagged(unknown),
        "standing": standing_summary(view, named, language, sensitive=sensitive),
        "next": next_for_reader(view, words, account),
        "signing": signing_sentence(calendar, language),
        "changed": changed_since_last_act(partnership, done, account, language, sensitive=sensitive),
        "blocks": blocks,
        "cards_number": len(numbers),
        "part": part,
        "opened": opened,
        "gaps": gap_groups(outcomes["not_assessable"]) if done else [],
        "may_revise": may_revise(account, partnership),
        "outcomes": outcomes,
        "counts": [
            {"label": label, "number": sum(row["outcome"] == value for row in outcomes["all"])}
            for value, label in Outcome.choices
            if value != Outcome.ERROR
        ],
        "remarks": [text_in_language(remark_json(each), language) for each in done.remarks] if done else [],
    }


class PartnershipPage(ReadableMixin, Detail):
    """One partnership: the proposal, its findings, and the rules that could not be assessed."""

    template_name = "rules/partnership.html"

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return the proposal as it was submitted, and its assessment."""
        context = super().get_context_data(**kwargs)
        submission = self.object.submissions.select_related("sponsor").filter(superseded_at__isnull=True).get()
        account = signed_in_reader(self.request)
        sensitive = reads_sensitive(account)
        proposal = proposal_context(submission, reader_language(), people=sensitive)
        assessed = assessment_context(self.request, self.object)
        downloads = downloads_of(self.object.pk, sensitive=sensitive)
        files = {
            "downloads": downloads,
            "report": {"lacking": code_words(lacking) if (lacking := report_obstacle()) else None},
        }
        own = {"who": who_summary(proposal), "later_stages": later_stages(submission), "section": "partnerships"}
        return {**context, **assessed, **proposal, **files, **own}


class AssessmentPart(ReadableMixin, Detail):
    """The part fetched again while the assessment runs: its results, and the state of the case.

    The notice that names are still compared asks for itself alone: the page of the case has it too, and no other part.
    """

    template_name = "rules/assessment_update.html"

    def get_template_names(self) -> list[str]:
        """Return the template of the part that asks."""
        notice = self.request.headers.get("HX-Target") == "names-wait"
        return ["rules/names_wait.html"] if notice else super().get_template_names()

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return the context of the assessment alone."""
        return {**super().get_context_data(**kwargs), **assessment_context(self.request, self.object)}
