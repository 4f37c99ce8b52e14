"""/partnerships/{id}/calendar/: every deadline of a case, and the day before which nothing may be signed."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.kinds.base import Label
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.conditional import tagged_response
from rules.access.sensitive_reads import note_read
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.review.calendar.calendar import Calendar, ShownEntry, SigningHold, calendar_of, do_not_sign_before
from rules.review.calendar.entry import LawText
from rules.web.api.endpoint import Endpoint, Json, caller_of
from rules.web.api.shared_descriptions import ETAG, IF_NONE_MATCH, NOT_MODIFIED

Shape = serializers.Serializer[Any]  # Any: plain data


class BothLanguages(Shape):
    """A text in both languages."""

    en = serializers.CharField()
    ja = serializers.CharField()


class CalendarLawShape(Shape):
    """A law behind a day."""

    law = serializers.CharField(allow_null=True, help_text="Its id in the rulebook.")
    article = serializers.CharField(allow_null=True)
    name = BothLanguages(allow_null=True)
    confidence = serializers.CharField(allow_null=True, help_text="seen, seen_2013, memory or ours (no legal source).")
    review_on = serializers.DateField(allow_null=True)


class CalendarEntryShape(Shape):
    """A day of a case, or the reason why it is unknown."""

    key = serializers.CharField(help_text="Unique within its case.")
    on = serializers.DateField(allow_null=True, help_text="The last day; null if it is not known or there is no end.")
    endless = serializers.BooleanField(help_text="Whether there is no time limit.")
    missing = BothLanguages(allow_null=True, help_text="The missing data without which the day is not known.")
    what = BothLanguages()
    duty = BothLanguages(help_text="Party or role that is responsible or entitled.")
    laws = CalendarLawShape(many=True)
    done = serializers.BooleanField()
    past = serializers.BooleanField()
    demands = serializers.BooleanField(help_text="Whether nothing may be signed before the day is over, or known.")
    rule = serializers.CharField(allow_null=True)
    finding = serializers.IntegerField(allow_null=True)
    sources = serializers.ListField(child=serializers.DictField(), help_text="The source of its fact.")
    claim = serializers.BooleanField(help_text="Whether the fact was stated as a claim.")


class SigningHoldShape(Shape):
    """The day before which nothing may be signed."""

    before = serializers.DateField(allow_null=True, help_text="The first day on which no dated entry prevents signing.")
    because = serializers.ListField(
        child=serializers.CharField(), help_text="Keys of the entries that require this day."
    )
    unknown = serializers.ListField(
        child=serializers.CharField(),
        help_text="Keys of the entries that may require a later day, once their day is known.",
    )
    certain = serializers.BooleanField(help_text="Whether no entry with an unknown day may require a later day.")


class CalendarShape(Shape):
    """The calendar of a case."""

    partnership = serializers.UUIDField()
    today = serializers.DateField()
    as_of = serializers.DateField(
        allow_null=True, help_text="The day as of which the newest finished assessment was made."
    )
    stale = serializers.BooleanField(help_text="Whether the current revision is not assessed yet.")
    withheld = serializers.IntegerField(
        help_text="Entries about kin, gifts, income or acts that your role may not see."
    )
    do_not_sign_before = SigningHoldShape()
    entries = CalendarEntryShape(many=True)


class CalendarDetail(Endpoint):
    """The calendar of a partnership that the caller may read."""

    @extend_schema(
        operation_id="calendar_read",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: CalendarShape, 304: NOT_MODIFIED, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return complaints, limits, notices, cooling-off, declarations, conditions; `missing` if a day is unknown."""
        partnership = get_object_or_404(self.partnerships(), pk=pk)
        calendar = calendar_of(partnership, caller_of(request))
        note_read(caller_of(request), f"calendar:{partnership.pk}", calendar.read, partnership.pk)
        return tagged_response(request, calendar_json(calendar, do_not_sign_before(calendar)))


def calendar_json(calendar: Calendar, hold: SigningHold) -> Json:
    """Return the calendar as plain data."""
    return {
        "partnership": str(calendar.partnership.pk),
        "today": calendar.today.isoformat(),
        "as_of": calendar.as_of.isoformat() if calendar.as_of else None,
        "stale": calendar.stale,
        "withheld": calendar.withheld,
        "do_not_sign_before": {
            "before": hold.before,
            "because": [each.key for each in hold.because],
            "unknown": [each.key for each in hold.unknown],
            "certain": hold.certain,
        },
        "entries": [calendar_entry_json(each, calendar.today.isoformat()) for each in calendar.rows],
    }


def calendar_entry_json(shown: ShownEntry, today: str) -> Json:
    """Return one entry as plain data."""
    entry = shown.entry
    return {
        "key": entry.key,
        "on": entry.on,
        "endless": entry.endless,
        "missing": bilingual_or_none(entry.missing),
        "what": bilingual_or_none(entry.what),
        "duty": bilingual_or_none(entry.duty),
        "laws": [law_json(each) for each in entry.laws],
        "done": entry.done,
        "past": bool(entry.on and entry.on < today),
        "demands": entry.demands,
        "rule": entry.code,
        "finding": entry.finding,
        "sources": list(shown.sources),
        "claim": shown.claim,
    }


def law_json(law: LawText) -> Json:
    """Return a law by its id and names."""
    name = bilingual_or_none(law.name) or current_rulebook().law(law.law or "").get("name")
    return {
        "law": law.law,
        "article": law.article,
        "name": name,
        "confidence": law.confidence,
        "review_on": law.review_on,
    }


def bilingual_or_none(text: Label | None) -> Json | None:
    """Return a text in both languages; None for none."""
    return {"en": text.en, "ja": text.ja} if text else None
