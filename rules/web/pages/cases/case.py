"""The page of a case: its state, the possible acts and their obstacles, findings, reviewers and conditions."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from institutions.access.callers import reads_sensitive
from institutions.access.partnerships import partnerships_for
from institutions.accounts.sign_in.kept_form import KeptFormView, typed_before
from institutions.codes.wording import code_words
from institutions.models import Account, Partnership, Role, Submission
from institutions.query.parameters import word_parameter
from institutions.web.divided_list import ListPart, kept_parts, part_of
from rules.access.sensitive_reads import note_assessment
from rules.explaining.wording.findings import outcome_rows
from rules.explaining.wording.words import reader_language
from rules.review.calendar.calendar import calendar_of
from rules.review.calendar.signing_sentence import signing_sentence
from rules.review.casework.accepting import accept_and_assign
from rules.review.casework.acknowledging import acknowledge_gaps, acknowledge_rules, acknowledge_withdrawn
from rules.review.casework.act_table import Act
from rules.review.casework.actors import refuse_unless_reviewer
from rules.review.casework.assigning import DECLARATION, assign_reviewer, declare_none
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.conditions import add_condition, fulfil_condition
from rules.review.casework.errors import BlockedError, CaseworkError, InvalidError, NotYoursError
from rules.review.casework.known_ties import is_known_without_ties
from rules.review.casework.moving import MOVES, move_case
from rules.review.casework.offered_acts import offered_acts
from rules.review.casework.recusing import record_recusal, recuse_reviewer
from rules.review.casework.standing import StandingKind
from rules.review.casework.troubles.acts import UnknownAct
from rules.review.drafting.making import draft_refusal
from rules.review.keeping.holds import hold_over, may_read_keeping
from rules.review.work.queues import queues_of
from rules.review.work.walking import QueuePlace, place_in
from rules.web.case_words.hearings import declaration_rows, disputed_context
from rules.web.case_words.rows import CaseWords
from rules.web.case_words.told_apart import told_apart
from rules.web.case_words.withdrawn_findings import withdrawn_cards
from rules.web.pages.cases.case_gaps import gap_cards
from rules.web.pages.cases.case_people import reviewer_called, reviewers_to_choose, unrecused_officials
from rules.web.pages.cases.field_labels import case_summary
from rules.web.pages.cases.finding import STATUS
from rules.web.pages.cases.next_steps import moves_in_order, next_for_reader, next_steps, waits_for
from rules.web.pages.cases.posted_fields import number_of, posted_texts, texts_with_plain_ends
from rules.web.pages.cases.timeline.changes import changed_since_last_act
from rules.web.pages.cases.undo import undo_row, undo_shown_act
from rules.web.pages.reader import signed_in_reader
from rules.web.report.requirements import report_obstacle

# The parameters of the parts of its lists, each the anchor of its list as well.
PARTS: Final = ("findings", "disagreements", "gone", "corrections", "declarations", "conditions", "history")
Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
Sent = dict[str, str]
LONGEST_NAME: Final = 150  # characters of a user name
ACCEPT_AND_ASSIGN: Final = "accept_and_assign"  # two acts of the table as one form
ACKNOWLEDGE_SEVERAL: Final = "acknowledge_several"
ACT_BEHIND: Final[dict[str, str]] = {ACCEPT_AND_ASSIGN: Act.TAKE_IN, ACKNOWLEDGE_SEVERAL: Act.ACKNOWLEDGE}
# Where the page goes on after an act, so that it keeps its place.
PLACE_AFTER: Final[dict[str, str]] = {
    ACCEPT_AND_ASSIGN: "#acts",
    ACKNOWLEDGE_SEVERAL: "#not-assessable",
    Act.ACKNOWLEDGE: "#not-assessable",
    Act.DECLARE: "#acts",
    Act.ASSIGN: "#acts",
    Act.ADD_CONDITION: "#conditions",
    Act.FULFIL: "#conditions",
}


def do_assign(partnership: Partnership, account: Account, sent: Sent) -> None:
    """Check for ties and assign the chosen reviewer."""
    if typed := sent.get("reviewer_name", "").strip()[:LONGEST_NAME]:
        chosen = reviewer_called(typed)
    else:
        chosen = Account.objects.filter(pk=number_of(sent, "reviewer")).first()
    assign_reviewer(partnership, chosen, account=account, version=number_of(sent, "version"), typed=typed)


def do_acknowledge(partnership: Partnership, account: Account, sent: Sent) -> None:
    """Acknowledge rules that could not be assessed, or a finding withdrawn by new data."""
    reason = sent.get("reason")
    if "finding" in sent:
        finding, last_in = number_of(sent, "finding"), sent.get("last_in", "")
        acknowledge_withdrawn(partnership, finding, last_in, reason=reason, account=account)
    else:
        codes = sent.get("codes", "").split()
        acknowledge_rules(partnership, codes, sent.get("lacking", ""), reason=reason, account=account)


FORMS: dict[Act, Callable[[Partnership, Account, Sent], object]] = {
    Act.ASSIGN: do_assign,
    Act.DECLARE: lambda partnership, account, sent: declare_none(
        partnership, signature=sent.get("signature"), account=account, version=number_of(sent, "version")
    ),
    Act.RECUSE: lambda partnership, account, sent: recuse_reviewer(
        partnership, reason=sent.get("reason"), account=account, version=number_of(sent, "version")
    ),
    Act.RECORD_RECUSAL: lambda partnership, account, sent: record_recusal(
        partnership, sent.get("person"), account=account, version=number_of(sent, "version"), on=sent.get("on")
    ),
    Act.ACKNOWLEDGE: do_acknowledge,
    Act.ADD_CONDITION: lambda partnership, account, sent: add_condition(
        partnership, sent, account=account, version=number_of(sent, "version")
    ),
    Act.FULFIL: lambda partnership, account, sent: fulfil_condition(
        partnership, number_of(sent, "condition"), note=sent.get("note"), account=account
    ),
    Act.UNDO: undo_shown_act,
}


def do_acknowledge_several(partnership: Partnership, account: Account, sent: Sent, gaps: Sequence[str]) -> None:
    """Acknowledge what several rules lack with one reason; each of `gaps` is `lacking:codes`."""
    pairs = (each.partition(":") for each in gaps)
    wanted = {lacking: codes.split() for lacking, _colon, codes in pairs}
    acknowledge_gaps(partnership, wanted, reason=sent.get("reason"), account=account)


def do_posted_act(partnership: Partnership, account: Account, sent: Sent, gaps: Sequence[str] = ()) -> None:
    """Carry out the act that a form of the page asks for. BlockedError for an unknown act."""
    name = sent.get("act", "")
    if name == ACCEPT_AND_ASSIGN:
        accept_and_assign(partnership, account=account, version=number_of(sent, "version"))
        return
    if name == ACKNOWLEDGE_SEVERAL:
        do_acknowledge_several(partnership, account, sent, gaps)
        return
    act = Act(name) if name in list(Act) else None
    if act in FORMS:
        FORMS[act](partnership, account, sent)
    elif act in MOVES:
        move_case(partnership, act, account=account, version=number_of(sent, "version"), reason=sent.get("reason"))
    else:
        raise BlockedError([UnknownAct()])


class CasePage(KeptFormView):
    """The page of a case, with every act on it except decisions on findings."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show the case in its present state."""
        typed = typed_before(request)
        return self.show(request, self.partnership(request, pk), texts_with_plain_ends(typed) if typed else {})

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Act on the case; after a refusal the page says why and keeps the text typed."""
        partnership, sent = self.partnership(request, pk), posted_texts(request)
        kept = place_query(request)  # first: a wrong parameter is refused before anything is done
        try:
            do_posted_act(partnership, signed_in_reader(request), sent, request.POST.getlist("gap"))
        except CaseworkError as refused:
            errors = refused.errors if isinstance(refused, InvalidError) else {}
            status = 403 if isinstance(refused, NotYoursError) else STATUS.get(type(refused), 409)
            return self.show(request, partnership, sent, errors=errors, reasons=refused.reasons, status=status)
        messages.success(request, _("Done. It was recorded."))
        place = PLACE_AFTER.get(sent.get("act", ""), "")
        return HttpResponseRedirect(f"{reverse('case', args=[pk])}{kept}{place}")

    def partnership(self, request: HttpRequest, pk: UUID) -> Partnership:
        """Return a partnership that the reader may see; else Http404."""
        return get_object_or_404(partnerships_for(signed_in_reader(request)).select_related("submitted_by"), pk=pk)

    def show(
        self,
        request: HttpRequest,
        partnership: Partnership,
        sent: Sent,
        *,
        errors: dict[str, str] | None = None,
        reasons: tuple[str, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        """Render the page, with the text typed and its errors."""
        view, account = read_case(partnership), signed_in_reader(request)
        shown = case_context(view, account, request.GET)
        context = {
            **shown,
            "possible": shown["can"].get(ACT_BEHIND.get(sent.get("act", ""), sent.get("act", "")), False),
            "ticked_gaps": request.POST.getlist("gap"),
            "section": "partnerships",
            "undo": undo_row(view, account),
            "way": way_through(request, partnership),
            "report": {"lacking": code_words(lacking) if (lacking := report_obstacle()) else None},
            "sent": sent,
            "typed": " ".join(filter(None, (sent.get(name, "").strip() for name in ("reason", "note", "text")))),
            "errors": case_summary(errors or {}, sent.get("act", "")),
            "reasons": () if errors else reasons,
        }
        return render(request, "rules/case.html", context, status=status)


def way_through(request: HttpRequest, partnership: Partnership) -> QueuePlace | None:
    """Return the place of the case in the queue that the address names; None where it names none."""
    account = signed_in_reader(request)
    queues = {each.name: each for each in queues_of(account)}
    name = word_parameter(request.GET, "queue", queues)
    return place_in(queues[name], account, partnership.pk) if name else None


def place_query(request: HttpRequest) -> str:
    """Return the query that keeps the place in a queue, and the parts of lists, after an act; empty without any."""
    name = word_parameter(request.GET, "queue", {each.name for each in queues_of(signed_in_reader(request))})
    kept = {**({"queue": name} if name else {}), **kept_parts(request.GET, PARTS)}
    return f"?{urlencode(kept)}" if kept else ""


def case_context(view: CaseView, account: Account, given: Mapping[str, str]) -> Context:
    """Return everything that the page shows of a case. `given`: the parts of its lists that the address names."""

    def part(name: str, rows: Any, **where: Any) -> ListPart:  # Any: a list or a query; as `part_of` takes it
        return part_of(rows, given, name, **where)

    language, sensitive = reader_language(), reads_sensitive(account)
    words = CaseWords(view, account, language, sensitive=sensitive)
    offered = offered_acts(view, account)
    can = {each.act for each in offered if each.possible}
    submission = Submission.objects.select_related("sponsor", "partnership__submitted_by").get(
        pk=view.submissions[-1].pk
    )
    missing = {
        row["code"]: row
        for row in (outcome_rows(view.done, language, sensitive=sensitive)["not_assessable"] if view.done else ())
    }
    declarations = part("declarations", declaration_rows(view, submission, words)[0])
    beside = {place: value for row in declarations.rows for place, value in row["read"].items()}
    calendar = calendar_of(view.partnership, account, view=view)
    findings = part("findings", view.findings)
    apart = told_apart(view, findings.rows, language, sensitive=sensitive)
    if view.done:
        read = {place: value for row in missing.values() for place, value in row["read"].items()}
        note_assessment(account, view.done, {**read, **beside, **calendar.read, **apart.read})
    own = view.of_account(account.pk)
    disputed, corrections = disputed_context(view, words)
    disagreements = part("disagreements", [each for each in view.findings if each.standing == StandingKind.DISPUTED])
    # The part of what waits for the reader, and of the condition that was just added: links and acts lead there.
    waits = (place for place, each in enumerate(view.gone) if waits_for(each, account))
    gone, corrected = part("gone", view.gone, shown=next(waits, None)), part("corrections", corrections)
    conditions, history = part("conditions", view.conditions, last=True), part("history", view.moves().reverse())
    barred = refuse_unless_reviewer(account, view) if account.role == Role.REVIEWER else None
    return {
        "partnership": view.partnership,
        "hold": hold_over(view.partnership.pk) if may_read_keeping(account) else None,
        "title": submission.shown_title,
        "changed": changed_since_last_act(view.partnership, view.done, account, language, sensitive=sensitive),
        "version": view.case.version,
        "state": words.state(),
        "closed": view.closed,
        "names_wait": view.names_wait,
        "accepts_and_assigns": Act.TAKE_IN in can and account.person_id is not None,
        "signing": signing_sentence(calendar, language),
        "next": next_for_reader(view, words, account),
        "steps": list(next_steps(view, words, frozenset(can), account)),
        "moves": (moves := moves_in_order(offered, view)),
        "not_now": [each for each in moves if not each["possible"]],
        "can": {act.value: act in can for act in Act},
        "parts": {
            each.name: each for each in (findings, disagreements, declarations, conditions, history, gone, corrected)
        },
        "findings": [
            {
                **words.finding(each),
                "disputed": each.match.finding_id in disputed,
                "sentence": apart.sentences.get(each.match.finding_id, ""),
            }
            for each in findings.rows
        ],
        "disagreements": [words.disagreement(each) for each in disagreements.rows],
        "corrections": corrected.rows,
        "declarations": declarations.rows,
        "gone": withdrawn_cards(view, words, gone.rows),
        "unassessed_number": len(view.unassessed),
        "gaps": (gaps := gap_cards(view, missing, words)),
        "several": [each for each in gaps if each["left"] and not each["critical"]],
        "assessed": view.done is not None,
        "reviewers": [words.reviewer(each) for each in view.assigned],
        "tied": words.screenings(),
        "barred": code_words(barred) if barred else None,
        "may_be_assigned": reviewers_to_choose(view, account) if Act.ASSIGN in can else None,
        "assigns_self": Act.ASSIGN in can and is_known_without_ties(account, view) is False,
        "declares": Act.DECLARE in can and own is not None and not own.ready,
        "declaration": DECLARATION,
        "officials": unrecused_officials(submission) if Act.RECORD_RECUSAL in can else (),
        "conditions": [words.condition(each) for each in conditions.rows],
        "history": words.history(history.rows),
        "drafts": draft_refusal(account, view) is None,
    }
