"""The shapes of the rulebook's answers, for OpenAPI."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from rules.explaining.catalogue.certainty import MARKS
from rules.models import Severity
from rules.web.api.shapes import Text


class BasisShape(serializers.Serializer[Any]):  # Any: plain data
    """A law and article, or a policy default of ours."""

    law = serializers.CharField()
    name = Text(allow_null=True)
    article = serializers.CharField(allow_blank=True)
    confidence = serializers.CharField(help_text="How well the text was checked: seen, seen_2013, memory, ours.")
    review_on = serializers.DateField(allow_null=True, help_text="The day by which it is reviewed.")
    certainty = Text(help_text="Confidence and review in words.")
    note = Text(allow_null=True)


@extend_schema_field({"type": "array", "items": {"$ref": "#/components/schemas/SeverityEnum"}})
class SeverityList(serializers.ListField):
    """Levels, described by the component that every other level has."""

    child = serializers.ChoiceField(Severity.choices)


class MarkShape(serializers.Serializer[Any]):
    """A mark that warns a reader of a rule."""

    mark = serializers.ChoiceField(list(MARKS))
    text = Text(help_text="For people: do not compare it, it may be worded better at any time.")


class FiresShape(serializers.Serializer[Any]):
    """The newest finished assessment of each partnership that the caller may see, counted by outcome."""

    flagged = serializers.IntegerField()
    clear = serializers.IntegerField()
    not_assessable = serializers.IntegerField()
    not_applicable = serializers.IntegerField()


class RuleRow(serializers.Serializer[Any]):
    """A rule in the list."""

    code = serializers.CharField()
    family = serializers.CharField()
    title = Text()
    severities = SeverityList(help_text="The levels that it may give, as tried in order.")
    marks = MarkShape(many=True, help_text="The most urgent first.")
    fires = FiresShape()


class LineShape(serializers.Serializer[Any]):
    """One condition in words; lines below it, one level deeper, state its parts."""

    depth = serializers.IntegerField(min_value=0)
    text = Text()


class ReadsShape(serializers.Serializer[Any]):
    """The conditions of a rule in words, by the part of its file."""

    applies = LineShape(many=True, help_text="It applies if all of this is on record.")
    needs = LineShape(many=True, help_text="It cannot be assessed without each of these.")
    when = LineShape(many=True, help_text="It flags if all of this is on record.")
    unless = LineShape(many=True, help_text="It does not flag if any of these is on record.")
    one_per = Text(help_text="What identifies a finding; empty: the combination of records.")


class RaisedShape(serializers.Serializer[Any]):
    """A severity, and the conditions for it. They are tried in order."""

    severity = serializers.ChoiceField(Severity.choices)
    conditions = LineShape(many=True, help_text="Empty: whenever no earlier one held.")


@extend_schema_field({"type": ["integer", "boolean", "string", "null"]})
class NumberValue(serializers.JSONField):
    """The value of a number, by its unit."""


class PeriodShape(serializers.Serializer[Any]):
    """A value of a number with the days on which it is in force, both included."""

    standing = serializers.ChoiceField(["value", "not_in_force", "unknown"])
    value = NumberValue(help_text="A number, a flag or a date; null if there is none.")
    text = Text()
    first_on = serializers.DateField(allow_null=True, help_text="Null: from the beginning.")
    last_on = serializers.DateField(allow_null=True, help_text="Null: open.")
    law = serializers.CharField(allow_null=True)
    article = serializers.CharField(allow_null=True)
    confidence = serializers.CharField(allow_null=True)
    review_on = serializers.DateField(allow_null=True)
    note = Text(allow_null=True)


class NumberShape(serializers.Serializer[Any]):
    """A number of the law that the rule reads, over time."""

    name = serializers.CharField()
    index = serializers.CharField(allow_null=True, help_text="The word that it is looked up by, if it depends on one.")
    meaning = Text()
    unit = serializers.CharField()
    how = serializers.CharField(allow_blank=True, help_text="How a limit is read: exceeds, at least, at most, below.")
    periods = PeriodShape(many=True)


class RuleShape(RuleRow):
    """A rule with the parts that a lawyer reads first."""

    why = Text()
    silent_when = Text()
    reads = ReadsShape()
    severity_cases = RaisedShape(many=True)
    statement = Text()
    other_statements = Text(many=True, help_text="In place of it, by what was found.")
    mitigations = Text(many=True)
    basis = BasisShape(many=True)
    numbers = NumberShape(many=True)
    source_text = serializers.CharField(help_text="The rule file, as it is.")


class RulebookShape(serializers.Serializer[Any]):
    """The rulebook in force."""

    version = serializers.CharField()
    rules = RuleRow(many=True)
