"""/my/: the questions to the person behind an account, and their answers. A session only: keys speak for nobody."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.accounts.sign_in.fresh_sign_in import must_sign_in_again
from institutions.models import Account, Partnership
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.conditional import require_match, tagged_response
from institutions.web.rest.declared.takes import takes
from rules.access.sensitive_reads import note_read, sensitive_in_evidence
from rules.assessing.result import finding_json
from rules.models import Hearing, Match, OfficialDeclaration
from rules.review.casework.account_person import official_cases
from rules.review.casework.act_table import Act
from rules.review.casework.acting import refuse_act
from rules.review.casework.case_view import read_case
from rules.review.casework.people_concerned.answering import answer_hearing, keys_of_account
from rules.review.casework.people_concerned.declaring import TEXTS, sign_declaration
from rules.review.casework.people_concerned.own_cases import MyCase, my_case, my_cases, my_declarations, my_hearings
from rules.review.casework.people_concerned.own_facts import facts_about, finding_sentence
from rules.review.casework.people_concerned.question_state import later_of, question_of
from rules.review.casework.people_concerned.ties_on_record import on_record_for
from rules.web.api.api_troubles import CallerWithoutPerson, SignInAgain
from rules.web.api.cases.case_answers import coded_answers, refusals_as_problems
from rules.web.api.cases.my_bodies import AnswerBody, DeclarationBody
from rules.web.api.cases.my_shapes import MyDeclarationShape, MyHearingShape, MyShape
from rules.web.api.endpoint import Endpoint, Json, account_of
from rules.web.api.shared_descriptions import ACTING_REFUSALS, ETAG, IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED

MOST = 200  # cases and hearings that are listed; the pages of further ones still work
DOING: dict[Any, Any] = problem_answers(*ACTING_REFUSALS)


class OwnEndpoint(Endpoint):
    """An endpoint for a person's own part."""

    def person_behind(self) -> Account:
        """Return the caller's account if it is linked to a person; else Forbidden."""
        account = account_of(self.request)
        if account is None or account.person_id is None:
            raise problems.Forbidden(CallerWithoutPerson())
        return account

    def signing(self, request: Request, answer: Json, partnership: Partnership, act: Act) -> Json:
        """Return the body of a signed act that is possible now: on the present version, soon after the password."""
        require_match(request, answer)
        if must_sign_in_again(request._request):  # noqa: SLF001 - the request of the session
            raise problems.Forbidden(SignInAgain())
        with refusals_as_problems():
            refuse_act(read_case(partnership), act, self.person_behind())
        return dict(self.checked_body())


class MyMatters(OwnEndpoint):
    """Everything asked of the caller."""

    @extend_schema(operation_id="my_read", responses={200: MyShape, **problem_answers(problems.Forbidden)})
    def get(self, request: Request) -> Response:
        """Return your cases with your declarations, and findings you were asked about; the latest 200 of each."""
        account, today = self.person_behind(), timezone.localdate()
        with translation.override("en"):
            cases = [my_case_json(each) for each in my_cases(account, official_cases(account)[:MOST], today)]
            hearings = [my_hearing_json(each) for each in my_hearings(account)[:MOST]]
        return tagged_response(request, {"person": str(account.person_id), "cases": cases, "hearings": hearings})


class MyDeclaration(OwnEndpoint):
    """The declaration for one case."""

    def mine(self, pk: UUID) -> MyCase:
        """Return the case if the caller is an official of it; else Http404."""
        mine = my_case(self.person_behind(), pk)
        if mine is None:
            raise Http404
        return mine

    def answer(self, pk: UUID) -> Json:
        """Return the case, the facts on record about the caller, the texts to sign, and the signed declarations."""
        mine, account = self.mine(pk), self.person_behind()
        return {
            **my_case_json(mine),
            "on_record": record_before_signing(pk, account),
            "texts": signed_texts(),
            "declarations": [declaration_json(row) for row in my_declarations(account, pk)],
        }

    @extend_schema(
        operation_id="my_declaration_read",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={
            200: MyDeclarationShape,
            304: NOT_MODIFIED,
            **problem_answers(problems.Forbidden, problems.NotFound),
        },
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return the state of your declaration. A declaration must name the ETag of this answer."""
        return tagged_response(request, self.answer(pk))

    @takes(
        DeclarationBody,
        operation_id="my_declaration_sign",
        parameters=[IF_MATCH, ETAG],
        responses={200: OpenApiResponse(MyDeclarationShape, "Signed; the case is assessed again."), **DOING},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Sign a declaration, which replaces the one before."""
        mine = self.mine(pk)
        partnership = mine.submission.partnership
        given = self.signing(request, self.answer(pk), partnership, Act.DECLARE_TIES)
        with refusals_as_problems():
            sign_declaration(
                partnership,
                {**given, "revision": mine.submission.revision},
                account=self.person_behind(),
            )
        return tagged_response(request, self.answer(pk))


class MyHearing(OwnEndpoint):
    """One finding that the caller was asked about."""

    def hearing(self, pk: int) -> Hearing:
        """Return the hearing; Http404 for those of others."""
        return get_object_or_404(my_hearings(self.person_behind()), pk=pk)

    def answer(self, hearing: Hearing) -> Json:
        """Return the question, the facts on record about the caller, the law, and the answers.

        Reading it is recorded.
        """
        account = self.person_behind()
        keys = keys_of_account(account)
        rows = Match.objects.select_related("finding")
        match = rows.get(assessment=hearing.assessment_id, finding=hearing.finding_id)
        facts = facts_about(match, keys)
        read = dict(sensitive_in_evidence(facts))
        note_read(account, f"assessment:{match.assessment_id}", read, hearing.finding.partnership_id)
        stored = finding_json(match)
        answers = hearing.answers.prefetch_related("corrections")
        return {
            **my_hearing_json(hearing),
            "statement": {language: finding_sentence(match, keys, language) for language in ("en", "ja")},
            "facts": [{"place": place, **fact} for place, fact in enumerate(facts)],
            "basis": stored["basis"],
            "answers": [
                {
                    "text": each.text,
                    "at": each.at.isoformat(),
                    "corrections": [
                        {"place": one.place, "text": one.text, "document": one.document}
                        for one in each.corrections.all()
                    ],
                }
                for each in answers
            ],
        }

    @extend_schema(
        operation_id="my_hearing_read",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: MyHearingShape, 304: NOT_MODIFIED, **problem_answers(problems.Forbidden, problems.NotFound)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return the part of a finding that is about you."""
        return tagged_response(request, self.answer(self.hearing(pk)))

    @takes(
        AnswerBody,
        operation_id="my_hearing_answer",
        parameters=[IF_MATCH, ETAG],
        responses={200: OpenApiResponse(MyHearingShape, "Stored beside the finding."), **DOING},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Answer, and say which facts are wrong."""
        hearing = self.hearing(pk)
        given = self.signing(request, self.answer(hearing), hearing.finding.partnership, Act.ANSWER)
        with refusals_as_problems():
            answer_hearing(hearing, given, account=self.person_behind())
        return tagged_response(request, self.answer(self.hearing(pk)))


def record_before_signing(partnership: UUID, account: Account) -> list[Json] | None:
    """Return the facts shown before signing, or None if no assessment has finished. Records the access."""
    assessment, facts = on_record_for(partnership, keys_of_account(account))
    if assessment is None:
        return None
    note_read(account, f"assessment:{assessment.pk}", dict(sensitive_in_evidence(facts)), partnership)
    return facts


def signed_texts() -> dict[str, dict[str, str]]:
    """Return the texts to sign, by declaration and language."""
    found: dict[str, dict[str, str]] = {}
    for language in ("en", "ja"):
        with translation.override(language):
            for says, text in TEXTS.items():
                found.setdefault(says.value, {})[language] = str(text)
    return found


def my_case_json(mine: MyCase) -> Json:
    """Return a case and the state of the declaration for it."""
    document: Json = mine.submission.document
    with translation.override("en"):
        return {
            "partnership": str(mine.case.partnership),
            "reference": mine.submission.partnership.reference,
            "revision": mine.submission.revision,
            "title": document["title"],
            "person": mine.case.key,
            "roles": list(mine.case.roles),
            "participants": [row["company"] for row in document.get("participants") or ()],
            "declaration": mine.standing.state.value,
            "reasons": list(mine.standing.reasons),
            "reasons_said": coded_answers(mine.standing.said),
        }


def declaration_json(row: OfficialDeclaration) -> Json:
    """Return a signed declaration."""
    return {
        "number": row.number,
        "says": row.says,
        "text": row.text,
        "statements": row.content["statements"],
        "signature": row.signature,
        "sha256": row.sha256,
        "at": row.at.isoformat(),
    }


def my_hearing_json(hearing: Hearing) -> Json:
    """Return a finding that somebody was asked about."""
    return {
        "hearing": hearing.pk,
        "partnership": str(hearing.finding.partnership_id),
        "reference": hearing.finding.partnership.reference,
        "code": hearing.finding.code,
        "answer_by": hearing.answer_by.isoformat() if hearing.answer_by else None,
        "answered": getattr(hearing, "answered", 0),
        "question": question_of(hearing).value,
        "asked_again": later_of(hearing),
    }
