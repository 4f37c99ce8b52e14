"""The page on which an official declares for a case, signs, and reads earlier declarations."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.accounts.sign_in.fresh_sign_in import require_sign_in_again
from institutions.accounts.sign_in.kept_form import KeptFormView, typed_before
from institutions.models import Account
from rules.access.sensitive_reads import note_read, sensitive_in_evidence
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.evidence import EvidenceLine, evidence_lines
from rules.explaining.wording.words import reader_language, role_words, text_in_language
from rules.models import DeclarationResult, OfficialDeclaration
from rules.review.casework.errors import CaseworkError, InvalidError, NotYoursError
from rules.review.casework.people_concerned.answering import keys_of_account
from rules.review.casework.people_concerned.declaring import TEXTS, sign_declaration
from rules.review.casework.people_concerned.own_cases import MyCase, my_case, my_declarations
from rules.review.casework.people_concerned.standing import LABELS, max_age_months
from rules.review.casework.people_concerned.ties_on_record import on_record_for
from rules.review.casework.proposal import party_names
from rules.web.pages.cases.people_concerned.declared_form import (
    TypedDeclaration,
    declaration_in_words,
    declaration_sections,
    read_typed,
)
from rules.web.pages.cases.people_concerned.my import person_behind
from rules.web.pages.cases.posted_fields import number_of, posted_texts, texts_with_plain_ends
from rules.web.pages.reader import Context


class MyDeclarationPage(KeptFormView):
    """The declaration for one case."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show the empty form, and earlier declarations."""
        typed = typed_before(request)
        return self.show(request, pk, texts_with_plain_ends(typed) if typed else {})

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Sign, or add more rows; after a refusal the page keeps the text typed."""
        sent = posted_texts(request)
        mine = own_case(person_behind(request), pk)
        if sent.get("action") == "more":
            return self.show(request, pk, sent)
        require_sign_in_again(request)
        typed = read_typed(mine.case.key, sent)
        given = {**typed.given, "revision": number_of(sent, "revision")}
        try:
            sign_declaration(mine.submission.partnership, given, account=person_behind(request))
        except CaseworkError as refused:
            return self.refused(request, pk, sent, typed, refused)
        messages.success(request, _("Your declaration was signed and saved. The case is assessed again."))
        return HttpResponseRedirect(reverse("my-declaration", args=[pk]))

    def refused(
        self, request: HttpRequest, pk: UUID, sent: dict[str, str], typed: TypedDeclaration, refused: CaseworkError
    ) -> HttpResponse:
        """Render the page with the reasons for a refusal."""
        errors = typed.on_page(refused.errors) if isinstance(refused, InvalidError) else {}
        status = 422 if errors else 403 if isinstance(refused, NotYoursError) else 409
        return self.show(request, pk, sent, errors=errors, reasons=refused.reasons, status=status)

    def show(
        self,
        request: HttpRequest,
        pk: UUID,
        sent: dict[str, str],
        *,
        errors: dict[str, str] | None = None,
        reasons: tuple[str, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        """Render the page, with the text typed and its errors."""
        account, language, wrong = person_behind(request), reader_language(), errors or {}
        mine = own_case(account, pk)
        names = party_names(mine.submission, language)
        document = mine.submission.document
        companies = [
            {"key": row["company"], "name": {language: names.get(row["company"], row["company"])}}
            for row in document.get("participants") or ()
        ]
        form = declaration_sections(mine.case.key, companies, sent, wrong, language)
        shown = [each for section in form for row in section.rows for each in row if each.error]
        context = {
            "section": "my",
            "case": case_words(mine, [text_in_language(each["name"], language) for each in companies], language),
            "revision": mine.submission.revision,
            "earlier": earlier_rows(account, pk, names, language),
            "sections": form,
            "on_record": record_lines(mine, account, language),
            "choices": [
                (value, label, value == sent.get("says"), TEXTS[DeclarationResult(value)])
                for value, label in DeclarationResult.choices
            ],
            "sent": sent,
            "errors": wrong,
            "summary": [(each.id, f"{each.label}: {each.error}") for each in shown]
            + [(field, said) for field, said in wrong.items() if not field.startswith("/")],
            "reasons": () if errors else reasons,
            "months": max_age_months(timezone.localdate()),
        }
        return render(request, "rules/my/declaration.html", context, status=status)


def own_case(account: Account, pk: UUID) -> MyCase:
    """Return a case in which the person is an official; else Http404."""
    mine = my_case(account, pk)
    if mine is None:
        raise Http404
    return mine


def case_words(mine: MyCase, companies: list[str], language: Language) -> Context:
    """Return the facts of the case that its official must know."""
    standing = mine.standing
    return {
        "pk": mine.case.partnership,
        "reference": mine.submission.partnership.reference,
        "title": mine.submission.shown_title,
        "sponsor": mine.submission.sponsor.name,
        "submitted_by": mine.submission.partnership.submitted_by.name,
        "companies": companies,
        "roles": [role_words(role, language) for role in mine.case.roles],
        "state": LABELS[standing.state],
        "current": standing.state == "current",
        "reasons": standing.reasons,
    }


def record_lines(mine: MyCase, account: Account, language: Language) -> list[EvidenceLine]:
    """Return the newest finished assessment's facts about the person, to read before signing. Reading is recorded."""
    assessment, facts = on_record_for(mine.case.partnership, keys_of_account(account))
    if assessment is None:
        return []
    note_read(account, f"assessment:{assessment.pk}", dict(sensitive_in_evidence(facts)), mine.case.partnership)
    return list(evidence_lines(facts, language))


def earlier_rows(account: Account, pk: UUID, names: dict[str, str], language: Language) -> list[Context]:
    """Return everything that the person has signed for the case, the last first."""
    rows = my_declarations(account, pk).reverse()
    return [
        {
            "number": row.number,
            "on": date_text(timezone.localdate(row.at).isoformat(), language),
            "says": row.get_says_display(),
            "text": row.text,
            "signature": row.signature,
            "sha256": row.sha256,
            "ties": declaration_in_words(row.content, {**names, **brought_in_names(row, language)}, language),
        }
        for row in rows
    ]


def brought_in_names(row: OfficialDeclaration, language: Language) -> dict[str, str]:
    """Return the names of parties that a declaration added, which a later revision may no longer have."""
    return {
        each["key"]: text_in_language(each.get("name"), language)
        for table in ("companies", "people")
        for each in row.content.get(table, ())
    }
