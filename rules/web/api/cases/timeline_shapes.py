"""The shape of a timeline, for OpenAPI."""

from typing import Any

from rest_framework import serializers

from rules.models import Severity, State, Trigger
from rules.review.timeline.acts import SORTS as ACT_SORTS
from rules.review.timeline.sentence import ORDER
from rules.web.api.cases.case_shapes import WITHHELD
from rules.web.api.coded_shapes import CodedShape
from rules.web.api.shapes import Text

Shape = serializers.Serializer[Any]  # Any: plain data


class SentenceShape(Shape):
    """One change in the data that the rulebook reads."""

    sort = serializers.ChoiceField([(each, each) for each in ORDER], help_text="The subject, for programs.")
    text = Text(help_text="For people: do not compare it, it may be worded better at any time.")
    withheld = serializers.BooleanField(help_text="Whether it is about kin, gifts, income or acts, and not for you.")
    sources = serializers.ListField(child=serializers.DictField(), help_text="The source that states it.")


class SaidOfFindingShape(Shape):
    """A finding in an assessment."""

    finding = serializers.IntegerField()
    code = serializers.CharField()
    severity = serializers.ChoiceField(Severity.choices)
    about = Text(many=True, help_text="The parties that distinguish it from other findings of its rule.")


class ChangedFindingShape(SaidOfFindingShape):
    """A finding on other evidence or with another severity."""

    severity_before = serializers.CharField(help_text="Its severity before.")


class GoneFindingShape(SaidOfFindingShape):
    """A finding that only the earlier assessment has."""

    could_not_tell = serializers.BooleanField(help_text="Whether its rule could not be assessed: it is not cleared.")


class WhatChangedShape(Shape):
    """The differences between an assessment and the finished one before it, with their causes."""

    sentences = SentenceShape(many=True)
    new = SaidOfFindingShape(many=True)
    gone = GoneFindingShape(many=True)
    changed = ChangedFindingShape(many=True)
    assessable = serializers.ListField(child=serializers.CharField(), help_text="Rules that could not be assessed.")
    not_assessable = serializers.ListField(
        child=serializers.CharField(), help_text="Rules that can no longer be assessed."
    )
    derived = serializers.IntegerField(help_text="Number of derived facts that differ.")


class CaseActShape(Shape):
    """An act on the case."""

    sort = serializers.ChoiceField([(each, each) for each in ACT_SORTS])
    at = serializers.DateTimeField()
    by = serializers.CharField(allow_blank=True, help_text="Empty if a system did it.")
    what = serializers.CharField(
        allow_blank=True,
        help_text="Act of a move, decision, way of a submission, why an assignment ended, how somebody was heard "
        "(asked, otherwise, waived), what an official declares (nothing, ties), or `corrects` of an answer that says "
        "that a fact is wrong.",
    )
    text = serializers.CharField(allow_blank=True, help_text=WITHHELD)
    findings = serializers.ListField(child=serializers.IntegerField())
    codes = serializers.ListField(child=serializers.CharField(), help_text="The rules concerned.")
    about = serializers.CharField(
        allow_blank=True,
        help_text="A reviewer, who owns a condition, whom a finding names, which official declares, or the state "
        "after a move. Whom a finding names, and so by whom an answer is, is withheld as texts are.",
    )
    revision = serializers.IntegerField(allow_null=True)


class ChapterShape(Shape):
    """One assessment, its changes, and the acts until the next one was requested."""

    assessment = serializers.UUIDField()
    state = serializers.ChoiceField(State.choices)
    trigger = serializers.ChoiceField(Trigger.choices, help_text="Why it was requested.")
    revision = serializers.IntegerField()
    as_of = serializers.DateField()
    rulebook = serializers.CharField(allow_null=True)
    requested_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    error = serializers.CharField(allow_blank=True)
    error_said = CodedShape(allow_null=True, help_text="The same as a code; null if it did not fail.")
    compared_with = serializers.UUIDField(allow_null=True, help_text="The previous finished assessment.")
    changes = WhatChangedShape(allow_null=True, help_text="Null if there is nothing to compare.")
    acts = CaseActShape(many=True, help_text="Newest first, a thousand a part.")
    acts_next = serializers.URLField(allow_null=True, help_text="The next part of the acts; null on the last.")
