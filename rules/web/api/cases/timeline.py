"""/partnerships/{id}/timeline/: every assessment of a partnership, its changes with reasons, and the acts after it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param

from institutions.codes.wording import code_in_both_languages
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.pages import NewestFirst
from rules.access.sensitive_reads import note_assessment
from rules.assessing.failures import error_of
from rules.models import Assessment
from rules.review.timeline.acts import CaseAct
from rules.review.timeline.change_note import ChangeNote
from rules.review.timeline.chapters import Chapter, assessments_of, timeline_chapters
from rules.review.timeline.difference import AssessedFinding
from rules.review.timeline.note_sources import sensitive_parts_of_note, sentence_sources
from rules.review.timeline.sentence import LANGUAGES, TimelineSentence
from rules.web.api.cases.case_answers import WITHHELD, text_for_caller
from rules.web.api.cases.parts import ACTS, OF_ACTS, asked_part_of_acts, part_of_acts
from rules.web.api.cases.timeline_shapes import ChapterShape
from rules.web.api.endpoint import Endpoint, Json, caller_of


class ChapterPages(NewestFirst):
    """Pages of 10: each assessment is compared from its snapshot."""

    page_size = 10
    max_page_size = 50

    def paginate_queryset(
        self, queryset: Any, request: Request, view: Any = None
    ) -> list[Any] | None:  # Any: as REST framework declares them
        """Return the assessments of a page; the pages beside it begin with the first part of their acts."""
        found = super().paginate_queryset(queryset, request, view)
        self.base_url = remove_query_param(self.base_url, ACTS)
        return found


class Timeline(Endpoint, GenericAPIView[Assessment]):
    """The history of a case."""

    queryset = Assessment.objects.none()  # what the list is of; `get` says which
    serializer_class = ChapterShape
    pagination_class = ChapterPages
    filter_backends = ()
    ordering = ("-requested_at", "-pk")

    @extend_schema(
        operation_id="partnerships_timeline",
        parameters=[OF_ACTS],
        responses={200: ChapterShape(many=True), **problem_answers(problems.InvalidParameter, problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """List assessments, newest first, each compared with the finished one before, and the acts until the next, in
        parts of a thousand.

        Sentences may be worded better at any time: compare `sort`, findings and rules.
        """
        partnership = get_object_or_404(self.partnerships(), pk=pk)
        sensitive, part = self.reads_sensitive(), asked_part_of_acts(request)
        chapters = timeline_chapters(partnership, self.paginate_queryset(assessments_of(partnership)) or [])
        for each in chapters:
            if each.note and sensitive:
                note_assessment(caller_of(request), each.assessment, sensitive_parts_of_note(each.note))
        return self.get_paginated_response(
            [
                chapter_json(each, *part_of_acts(each.acts[::-1], part, request), sensitive=sensitive)
                for each in chapters
            ]
        )


def chapter_json(chapter: Chapter, acts: Sequence[CaseAct], acts_next: str | None, *, sensitive: bool) -> Json:
    """Return one assessment and a part of the acts after it, with the address of the next part."""
    each = chapter.assessment
    return {
        "assessment": str(each.pk),
        "state": each.state,
        "trigger": each.trigger,
        "revision": each.submission.revision,
        "as_of": each.as_of.isoformat(),
        "rulebook": each.rulebook_id,
        "requested_at": each.requested_at.isoformat(),
        "finished_at": each.finished_at.isoformat() if each.finished_at else None,
        "error": each.error,
        "error_said": code_in_both_languages(said) if (said := error_of(each)) else None,
        "compared_with": str(chapter.before.pk) if chapter.before else None,
        "changes": what_changed_json(chapter.note, sensitive=sensitive) if chapter.note else None,
        "acts": [act_json(act, sensitive=sensitive) for act in acts],
        "acts_next": acts_next,
    }


def what_changed_json(note: ChangeNote, *, sensitive: bool) -> Json:
    """Return the changes, and their effect on findings."""
    difference = note.difference

    def said(each: AssessedFinding) -> Json:
        whom = difference.whom(each.finding, sensitive=sensitive)
        return {
            "finding": each.finding,
            "code": each.code,
            "severity": each.severity,
            "about": [{each: called.get(each, "") for each in LANGUAGES} for called in whom],
        }

    return {
        "sentences": [sentence_json(note, line, sensitive=sensitive) for line in note.lines],
        "new": [said(each) for each in difference.new],
        "gone": [{**said(each), "could_not_tell": difference.could_not_tell(each.code)} for each in difference.gone],
        "changed": [{**said(each.after), "severity_before": each.before.severity} for each in difference.changed],
        "assessable": list(difference.assessable),
        "not_assessable": list(difference.not_assessable),
        "derived": difference.facts.derived,
    }


def sentence_json(note: ChangeNote, line: TimelineSentence, *, sensitive: bool) -> Json:
    """Return a sentence, and the sources of the statements that it is about."""
    withheld = line.sensitive and not sensitive
    return {
        "sort": line.sort,
        "text": dict(line.read_by(sensitive=sensitive)),
        "withheld": withheld,
        "sources": [] if withheld else sentence_sources(note, line),
    }


def act_json(act: CaseAct, *, sensitive: bool) -> Json:
    """Return one act; sensitive texts and the people a finding names are withheld as in the case."""
    private = frozenset() if sensitive else act.private
    return {
        "sort": act.sort,
        "at": act.at.isoformat(),
        "by": WITHHELD if "by" in private else act.by,
        "what": act.what,
        "text": act.said or text_for_caller(act.text, sensitive=sensitive),
        "findings": [pk for pk, _ in act.findings],
        "codes": sorted({*act.codes, *(code for _, code in act.findings)}),
        "about": WITHHELD if "about" in private else act.about,
        "revision": act.revision,
    }
