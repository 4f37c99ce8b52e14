"""/findings/{id}/hearings/: the people a finding names, their hearings, and acts on these."""

from functools import partial

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.codes.wording import code_words
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.conditional import require_match, tagged_response
from institutions.web.rest.declared.takes import takes
from rules.access.sensitive_reads import note_assessment, sensitive_in_findings
from rules.assessing.result import finding_json
from rules.models import Finding
from rules.review.casework.act_table import Act
from rules.review.casework.acting import refuse_act
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.people_concerned.asking import store_hearing
from rules.review.casework.people_concerned.hearing import PersonHeard, hearings_of, not_heard_reasons
from rules.review.casework.troubles.accounts import ActOfPeople
from rules.web.api.cases.case_answers import coded_answers, refusals_as_problems, text_for_caller
from rules.web.api.cases.my_bodies import HearingBody
from rules.web.api.cases.my_shapes import HearingsShape
from rules.web.api.endpoint import FindingEndpoint, Json, account_of, caller_of
from rules.web.api.shared_descriptions import ACTING_REFUSALS, ETAG, IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED


class FindingHearings(FindingEndpoint):
    """The hearings of one finding."""

    def answer(self, finding: Finding, view: CaseView) -> Json:
        """Return the people that the finding names with their hearings; reading sensitive evidence is recorded."""
        sensitive = self.reads_sensitive()
        standing = view.finding(finding.pk)
        people = hearings_of([standing.match], view.today)[finding.pk] if standing else ()
        if standing and view.done and sensitive:
            note_assessment(caller_of(self.request), view.done, sensitive_in_findings([finding_json(standing.match)]))
        unheard = not_heard_reasons([standing], view.today, names=sensitive) if standing else []
        return {
            "finding": finding.pk,
            "partnership": str(finding.partnership_id),
            "current": standing is not None,
            "confirming": [code_words(each, "en") for each in unheard],
            "confirming_said": coded_answers(unheard),
            "people": [person_json(each, sensitive=sensitive) for each in people],
        }

    @extend_schema(
        operation_id="findings_hearings",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: HearingsShape, 304: NOT_MODIFIED, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return the people that the finding names, their hearings, and the obstacles to confirming it."""
        finding = self.finding(pk)
        return tagged_response(request, self.answer(finding, read_case(finding.partnership)))

    @takes(
        HearingBody,
        operation_id="findings_hear",
        parameters=[IF_MATCH, ETAG],
        responses={
            200: OpenApiResponse(HearingsShape, "Recorded."),
            **problem_answers(*ACTING_REFUSALS),
        },
    )
    def post(self, request: Request, pk: int) -> Response:
        """Ask a person, note that they were heard in another way, or why they are not. An assigned reviewer."""
        finding, account = self.finding(pk), account_of(request)
        if account is None:
            raise problems.Forbidden(ActOfPeople())
        view = read_case(finding.partnership)
        require_match(request, self.answer(finding, view))
        with refusals_as_problems():
            refuse_act(view, Act.HEAR, account)
            store_hearing(finding.partnership, pk, self.checked_body(), account=account)
        return tagged_response(request, self.answer(finding, read_case(finding.partnership)))


def person_json(each: PersonHeard, *, sensitive: bool) -> Json:
    """Return one person, as far as the caller may read of them."""
    text = partial(text_for_caller, sensitive=sensitive)
    row = each.hearing
    return {
        "person": text(str(each.person.pk)),
        "hearing": each.state.value,
        "in_the_way": each.in_the_way,
        "disputes": each.disputes,
        "answer_by": row.answer_by.isoformat() if row and row.answer_by else None,
        "heard_on": row.heard_on.isoformat() if row and row.heard_on else None,
        "waiver": row.waiver if row else "",
        "note": text(row.note) if row else "",
        "answers": [
            {
                "text": text(answer.text),
                "at": answer.at.isoformat(),
                "corrections": [
                    {"place": one.place, "text": text(one.text), "document": text(one.document)}
                    for one in answer.corrections.all()
                ],
            }
            for answer in each.answers
        ],
    }
