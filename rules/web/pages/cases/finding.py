"""The page of one finding: the finding, its decisions, and the form by which a reviewer decides it."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from institutions.access.callers import reads_sensitive
from institutions.access.partnerships import partnerships_for
from institutions.accounts.sign_in.kept_form import KeptFormView, typed_before
from institutions.models import Account
from institutions.values.written_number import written_number
from rules.access.audiences import paper_reader
from rules.access.sensitive_reads import note_assessment
from rules.assessing.result import finding_json
from rules.engine.language.statements import Language
from rules.engine.loading.causes import cause_groups
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.wording.evidence_sources import NONE_KNOWN, known_sources
from rules.explaining.wording.findings import finding_card, rule_title
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import DecisionKind, Finding, Match, Severity
from rules.review.casework.act_table import Act
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.deciding import decide_findings, read_token
from rules.review.casework.errors import BlockedError, CaseworkError, InvalidError, StaleError
from rules.review.casework.offered_acts import offered_acts
from rules.review.casework.one_reason import others_for_reason
from rules.review.casework.people_concerned.asking import store_hearing
from rules.review.casework.same_measures import decision_to_follow
from rules.review.casework.standing import FindingStanding
from rules.review.correspondence.reading import comments_for
from rules.web.case_words.consequences import CONSEQUENCES
from rules.web.case_words.hearings import finding_hearing_context
from rules.web.case_words.rows import CaseWords
from rules.web.case_words.told_apart import told_apart
from rules.web.pages.cases.field_labels import finding_summary
from rules.web.pages.cases.finding_queue import address_after, queue_around
from rules.web.pages.cases.posted_fields import (
    errors_on_page,
    filled_measure_rows,
    measure_rows,
    posted_texts,
    texts_with_plain_ends,
)
from rules.web.pages.cases.undo import undo_row, undo_shown_act
from rules.web.pages.reader import signed_in_reader
from rules.web.papers.comment_rows import comment_rows

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
STATUS: dict[type[CaseworkError], int] = {InvalidError: 422, StaleError: 409, BlockedError: 409}


class FindingPage(KeptFormView):
    """The page of a finding, with its decision."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the finding and its decisions."""
        typed, finding = typed_before(request), self.finding(request, pk)
        if typed is None:
            return self.show(request, finding, {})
        return self.show(request, finding, texts_with_plain_ends(typed), ticked=ticked_findings(typed.getlist("also")))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide the finding, with others of its group if ticked; after a refusal the page keeps the text typed."""
        finding, sent = self.finding(request, pk), posted_texts(request)
        if sent.get("act") == Act.HEAR:
            return self.hear(request, finding, sent)
        if sent.get("act") == Act.UNDO:
            return self.undo(request, finding, sent)
        rows, places = filled_measure_rows(measure_rows(sent))
        ticked = ticked_findings(request.POST.getlist("also"))
        findings = {pk: sent.get("seen", ""), **ticked}
        try:
            decide_findings(
                finding.partnership, findings, {**sent, "measures": rows}, account=signed_in_reader(request)
            )
        except CaseworkError as refused:
            errors = errors_on_page(refused.errors, places) if isinstance(refused, InvalidError) else {}
            status = STATUS.get(type(refused), 403)
            return self.show(request, finding, sent, ticked=ticked, errors=errors, trouble=refused.words, status=status)
        number = len(findings)
        several = _("%(number)s decisions were saved.") % {"number": number}
        messages.success(request, several if number > 1 else _("Your decision was saved."))
        view = read_case(finding.partnership)
        return HttpResponseRedirect(address_after(view, pk, signed_in_reader(request)))

    def undo(self, request: HttpRequest, finding: Finding, sent: dict[str, str]) -> HttpResponse:
        """Undo the reader's last decision."""
        try:
            undo_shown_act(finding.partnership, signed_in_reader(request), sent)
        except CaseworkError as refused:
            status = STATUS.get(type(refused), 403)
            return self.show(request, finding, sent, trouble=refused.words, status=status)
        messages.success(request, _("Your decision was undone. That it was made and undone stays on record."))
        return HttpResponseRedirect(reverse("finding", args=[finding.pk]))

    def hear(self, request: HttpRequest, finding: Finding, sent: dict[str, str]) -> HttpResponse:
        """Record how a person that the finding names is heard."""
        try:
            store_hearing(finding.partnership, finding.pk, sent, account=signed_in_reader(request))
        except CaseworkError as refused:
            errors = refused.errors if isinstance(refused, InvalidError) else {}
            at = {f"{field}-{sent.get('person')}": message for field, message in errors.items()}
            status = STATUS.get(type(refused), 403)
            return self.show(request, finding, sent, errors=at, trouble=refused.words, status=status)
        messages.success(request, _("The hearing was recorded."))
        return HttpResponseRedirect(f"{reverse('finding', args=[finding.pk])}#hearing")

    def finding(self, request: HttpRequest, pk: int) -> Finding:
        """Return a finding of a partnership that the reader may see; else Http404."""
        rows = Finding.objects.filter(partnership__in=partnerships_for(signed_in_reader(request)))
        return get_object_or_404(rows.select_related("partnership__submitted_by"), pk=pk)

    def show(
        self,
        request: HttpRequest,
        finding: Finding,
        sent: dict[str, str],
        *,
        ticked: Collection[int] = (),
        errors: dict[str, str] | None = None,
        trouble: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """Render the page, with the text typed and its errors."""
        account, language = signed_in_reader(request), reader_language()
        view, sensitive = read_case(finding.partnership), reads_sensitive(account)
        words = CaseWords(view, account, language, sensitive=sensitive)
        standing = view.finding(finding.pk)
        counting = {row.pk for row in standing.standing_decisions} if standing else set()
        rows = (
            finding.decisions.with_state()
            .select_related("account")
            .prefetch_related("measures", "answers__account")
            .order_by("-number")
        )
        context = {
            "section": "partnerships",
            "partnership": finding.partnership,
            "finding": finding.pk,
            "code": finding.code,
            "title": text_in_language(rule_title(finding.code), language),
            "row": words.finding(standing) if standing else None,
            "card": card_of(standing.match, account, language, sensitive=sensitive) if standing else None,
            "history": [words.decision(row, counts=row.pk in counting) for row in rows],
            "form": decision_form_context(view, standing, account, sent, errors or {}, words, ticked),
            "hearing": finding_hearing_context(view, standing, account, words, sent),
            "undo": undo_row(view, account),
            "comments": comment_rows(
                comments_for(paper_reader(account, finding.partnership), finding.partnership).filter(finding=finding),
                account,
            ),
            "queue": queue_around(view, finding.pk, account, words),
            "sent": sent,
            "trouble": trouble,
            "errors": errors or {},
            "summary": finding_summary(errors or {}),
        }
        return render(request, "rules/finding.html", context, status=status)


class FindingDetails(FindingPage):
    """The details of one finding, for the page of its partnership, where they are fetched when the row is opened."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Render the details as the newest assessment has them; Http404 if it lacks the finding."""
        finding, account = self.finding(request, pk), signed_in_reader(request)
        standing = read_case(finding.partnership).finding(finding.pk)
        if standing is None:
            raise Http404
        card = card_of(standing.match, account, reader_language(), sensitive=reads_sensitive(account))
        context = {"card": card, "partnership": finding.partnership}
        return render(request, "rules/finding_opened.html", context)


def card_of(match: Match, account: Account, language: Language, *, sensitive: bool) -> Context:
    """Return the finding as on the page of its partnership; reading of sensitive content is recorded."""
    known = known_sources(match.evidence, match.finding.partnership) if sensitive else NONE_KNOWN
    card = finding_card(match, language, known, sensitive=sensitive)
    note_assessment(account, match.assessment, card["read"])
    return card


def ticked_findings(given: list[str]) -> dict[int, str]:
    """Return other findings that were ticked, from `id:seen` each. Entries of another form are ignored."""
    pairs = (text.partition(":") for text in given)
    return {number: token for pk, _, token in pairs if (number := written_number(pk)) is not None}


def decision_form_context(
    view: CaseView,
    standing: FindingStanding | None,
    account: Account,
    sent: dict[str, str],
    errors: dict[str, str],
    words: CaseWords,
    ticked: Collection[int],
) -> Context:
    """Return the form, or why the reader cannot decide here."""
    if standing is None:
        return {"reasons": [_("The newest assessment no longer has this finding.")]}
    offered = next((each for each in offered_acts(view, account) if each.act == Act.DECIDE), None)
    if offered is None:
        said = _("Findings can be decided only while the case is under review; it is: %(state)s.")
        return {"reasons": [said % {"state": view.case.get_state_display()}]}
    if not offered.possible:
        return {"reasons": list(offered.reasons)}
    measures: list[Context] = [
        {
            **row,
            "place": place,
            "place_text": str(place),
            "errors": {name: errors.get(f"measure-{place}-{name}", "") for name in row},
        }
        for place, row in enumerate(measure_rows(sent))
    ]
    followed = decision_to_follow(standing, account)
    same_cause = findings_of_same_cause(view, standing)
    alike = [each for each in others_for_reason(view, standing) if each not in same_cause]
    apart = told_apart(view, [*same_cause, *alike], words.language, sensitive=words.sensitive)
    note_assessment(account, standing.match.assessment, apart.read)

    def ticked_row(each: FindingStanding) -> Context:
        row = words.finding(each)
        return {**row, "ticked": row["id"] in ticked, "sentence": apart.sentences.get(row["id"], "")}

    return {
        "possible": True,
        "same": words.decision(followed, counts=True) if followed else None,
        "seen": read_token(standing),
        "choices": [
            (value, label, value == sent.get("decided"), CONSEQUENCES[DecisionKind(value)])
            for value, label in DecisionKind.choices
        ],
        "sent": sent,
        "errors": errors,
        "measures": measures,
        "further_measures": any(value for row in measures[1:] for value in (*row["errors"].values(), *typed_in(row))),
        "others": [ticked_row(each) for each in same_cause],
        "alike": [ticked_row(each) for each in alike],
        "critical": standing.match.severity == "critical",
    }


def typed_in(measure: Context) -> list[str]:
    """Return the texts of a measure of the form."""
    return [measure[name] for name in measure["errors"]]


def findings_of_same_cause(view: CaseView, standing: FindingStanding) -> list[FindingStanding]:
    """Return the other findings of the groups that a finding is in, without critical ones: those share no reason."""
    groups = cause_groups([finding_json(each.match) for each in view.findings], current_rulebook().causes)
    own = view.findings.index(standing)
    places = {place for group in groups if own in group.findings for place in group.findings} - {own}
    if standing.match.severity == Severity.CRITICAL:
        return []
    others = (view.findings[place] for place in sorted(places))
    return [each for each in others if each.match.severity != Severity.CRITICAL]
