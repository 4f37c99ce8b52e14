"""The page on which a person reads the part of a finding about them, and answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.accounts.sign_in.fresh_sign_in import require_sign_in_again
from institutions.accounts.sign_in.kept_form import KeptFormView, typed_before
from institutions.codes.wording import code_words
from institutions.models import Account
from institutions.values.written_number import written_number
from rules.access.sensitive_reads import note_read, sensitive_in_evidence
from rules.engine.language.statements import Language, date_text
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.wording.evidence import evidence_lines
from rules.explaining.wording.findings import basis_row, rule_title
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import Hearing, Match
from rules.review.casework.errors import CaseworkError, InvalidError, NotYoursError
from rules.review.casework.people_concerned.answering import answer_hearing, keys_of_account
from rules.review.casework.people_concerned.own_cases import my_hearings
from rules.review.casework.people_concerned.own_facts import facts_about, finding_sentence
from rules.review.casework.people_concerned.question_state import LABELS, REASONS, QuestionState, later_of, question_of
from rules.web.pages.cases.people_concerned.my import person_behind
from rules.web.pages.cases.posted_fields import posted_texts, texts_with_plain_ends
from rules.web.pages.reader import Context


class MyHearingPage(KeptFormView):
    """One hearing of the person behind the account; 404 for those of others."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what was found about them, and their answers."""
        typed = typed_before(request)
        return self.show(request, self.hearing(request, pk), texts_with_plain_ends(typed) if typed else {})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store the answer; after a refusal the page keeps the text typed."""
        hearing, sent = self.hearing(request, pk), posted_texts(request)
        require_sign_in_again(request)
        numbers = (written_number(name.removeprefix("wrong-")) for name in sent if name.startswith("wrong-"))
        places = [place for place in numbers if place is not None]
        corrections: list[Context] = [
            {"place": place, "text": sent.get(f"wrong-{place}"), "document": sent.get(f"document-{place}")}
            for place in places
            if sent.get(f"wrong-{place}", "").strip() or sent.get(f"document-{place}", "").strip()
        ]
        given = {"text": sent.get("text"), "corrections": corrections}
        try:
            answer_hearing(hearing, given, account=person_behind(request))
        except CaseworkError as refused:
            errors = errors_by_input(refused, [each["place"] for each in corrections])
            status = 422 if isinstance(refused, InvalidError) else 403 if isinstance(refused, NotYoursError) else 409
            # The question may have lapsed meanwhile: the page shows its present state.
            return self.show(
                request, self.hearing(request, pk), sent, errors=errors, reasons=refused.reasons, status=status
            )
        messages.success(request, _("Your answer was saved. The reviewers see it beside the finding."))
        return HttpResponseRedirect(reverse("my-hearing", args=[pk]))

    def hearing(self, request: HttpRequest, pk: int) -> Hearing:
        """Return the hearing; Http404 for that of another person."""
        return get_object_or_404(my_hearings(person_behind(request)), pk=pk)

    def show(
        self,
        request: HttpRequest,
        hearing: Hearing,
        sent: dict[str, str],
        *,
        errors: dict[str, str] | None = None,
        reasons: tuple[str, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        """Render the page, with the text typed and its errors."""
        context = {
            **my_hearing_context(hearing, person_behind(request), sent, errors or {}),
            "section": "my",
            "sent": sent,
            "errors": errors or {},
            "reasons": () if errors else reasons,
        }
        return render(request, "rules/my/hearing.html", context, status=status)


def errors_by_input(refused: CaseworkError, places: list[int]) -> dict[str, str]:
    """Return the errors by the ids of the inputs."""
    found = {}
    for field, message in refused.errors.items() if isinstance(refused, InvalidError) else ():
        _table, _slash, rest = field.partition("corrections/")
        number, _slash, name = rest.partition("/")
        kind = "document" if name == "document" else "wrong"
        found[f"{kind}-{places[int(number)]}" if rest else field] = message
    return found


def my_hearing_context(hearing: Hearing, account: Account, sent: dict[str, str], errors: dict[str, str]) -> Context:
    """Return the question with the facts of the assessment of that time. Reading is recorded, even of own data."""
    language, keys = reader_language(), keys_of_account(account)
    match = Match.objects.select_related("finding").get(assessment=hearing.assessment_id, finding=hearing.finding_id)
    facts = facts_about(match, keys)
    note_read(
        account, f"assessment:{match.assessment_id}", dict(sensitive_in_evidence(facts)), hearing.finding.partnership_id
    )
    rule = current_rulebook().rules.get(match.finding.code)
    submission = hearing.finding.partnership.current
    until, question, today = hearing.answer_by, question_of(hearing), timezone.localdate()
    return {
        "hearing": hearing,
        "open": question == QuestionState.OPEN,
        "question": LABELS[question],
        "lapsed": code_words(REASONS[question]()) if question in REASONS else "",
        "later": later_of(hearing),
        "reference": hearing.finding.partnership.reference,
        "case_title": submission.shown_title if submission else "",
        "title": text_in_language(rule_title(match.finding.code), language),
        "why": text_in_language({"en": rule.why.en, "ja": rule.why.ja}, language) if rule else "",
        "sentence": finding_sentence(match, keys, language),
        "facts": fact_rows(facts, language, sent, errors),
        "basis": [basis_row(entry, language, today.isoformat()) for entry in match.basis],
        "mitigations": [text_in_language(text, language) for text in match.mitigations],
        "until": date_text(until.isoformat(), language) if until else "",
        "over": until is not None and until < today,
        "answers": [
            {
                "on": date_text(timezone.localdate(each.at).isoformat(), language),
                "text": each.text,
                "corrections": list(each.corrections.all()),
            }
            for each in hearing.answers.prefetch_related("corrections")
        ],
    }


def fact_rows(facts: list[Context], language: Language, sent: dict[str, str], errors: dict[str, str]) -> list[Context]:
    """Return each fact with the inputs for correcting it."""
    rows = []
    for place, fact in enumerate(facts):
        lines = evidence_lines([fact], language)
        if lines:
            rows.append(
                {
                    "place": place,
                    "at": str(place),
                    "kind": lines[0].kind,
                    "values": lines[0].values,
                    "wrong": sent.get(f"wrong-{place}", ""),
                    "document": sent.get(f"document-{place}", ""),
                    "wrong_error": errors.get(f"wrong-{place}", ""),
                    "document_error": errors.get(f"document-{place}", ""),
                }
            )
    return rows
