"""The shapes of answers, for OpenAPI and for values from rows."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from institutions.models import Partnership
from rules.access.readable_results import severity_of
from rules.models import Assessment, Severity, State, Trigger
from rules.models.outcome import Outcome
from rules.web.api.coded_shapes import CodedShape


class Text(serializers.Serializer[Any]):  # Any: what the instance is differs by use
    """A text in both languages; empty in a language in which it is unknown."""

    en = serializers.CharField(allow_blank=True)
    ja = serializers.CharField(allow_blank=True)


class SaidShape(serializers.Serializer[Any]):  # Any: plain data
    """One statement of the engine, for programs and for people."""

    code = serializers.CharField(help_text="In the engine's words, such as market_known(domain=semiconductors).")
    name = serializers.CharField(
        required=False,
        help_text="Name of the code, such as missing.field. Results from before codes had names lack it.",
    )
    parameters = serializers.DictField(
        required=False, help_text="The parameters of the code: ids of facts, their kinds, fields, values."
    )
    text = Text(help_text="For people: do not compare it, it may be worded better at any time.")


class ExplainedShape(serializers.Serializer[Any]):  # Any: plain data
    """The data that one rule lacks, or the reason for its silence."""

    missing = SaidShape(many=True, help_text="The missing data; `code` as in `missing`.")
    reason = SaidShape(allow_null=True, help_text="Why it is clear or does not apply; null if it is neither.")


class FindingShape(serializers.Serializer[Any]):
    """One finding: a question to a person, with everything needed to check it."""

    code = serializers.CharField(help_text="The rule, such as COI-01.")
    severity = serializers.ChoiceField(Severity.choices)
    statement = Text()
    evidence = serializers.ListField(
        child=serializers.DictField(),
        help_text="Each fact with its source. `confidence` is claim if it rests on a statement made as a claim. "
        "`not_recorded` names what the body keeps on file and nobody has stated: it counts as not done. "
        "`tax_not_stated` names what was compared although it is not stated whether consumption tax is in it. "
        "`in_statement` names the values that the statement tells. "
        "`further`: the fact rests on so many more awards, whose sources are not listed; `sha256` is the hash of their "
        "references, sorted, one a line.",
    )
    parameters = serializers.DictField(help_text="Each value that the rule read, with its law, date, note and review.")
    basis = serializers.ListField(child=serializers.DictField())
    mitigations = serializers.ListField(child=serializers.DictField())
    clears_if = serializers.ListField(
        child=serializers.DictField(),
        help_text="Facts that would clear it if they were stated, and last when the rule is silent. An entry with a "
        "code `clears.needed_…` clears nothing by itself: without it the rule cannot be assessed after the others.",
    )


class GroupShape(serializers.Serializer[Any]):
    """Findings of different rules with one cause."""

    cause = serializers.CharField(help_text="Name of the cause, such as benefit.")
    title = Text()
    severity = serializers.ChoiceField(Severity.choices, help_text="The worst of its findings.")
    findings = serializers.ListField(child=serializers.IntegerField(), help_text="Places in `findings`, from 0.")


class ResultShape(serializers.Serializer[Any]):
    """One assessment. Outcomes and findings are there once the state is `done`."""

    reference = serializers.CharField()
    partnership = serializers.UUIDField(allow_null=True, help_text="Null in a precheck.")
    assessment = serializers.UUIDField(allow_null=True, help_text="Null in a precheck.")
    state = serializers.ChoiceField(State.choices)
    as_of = serializers.DateField()
    rulebook = serializers.CharField(allow_null=True, help_text="Version of the rulebook; null until it is done.")
    outcomes = serializers.DictField(child=serializers.ChoiceField(Outcome.choices), help_text="By code of the rule.")
    missing = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="The data that a rule lacks, in the engine's words; `explained` has it for people.",
    )
    explained = serializers.DictField(child=ExplainedShape(), help_text="By code of the rule.")
    findings = FindingShape(many=True, help_text="Within one code, the worst comes first.")
    groups = GroupShape(many=True, help_text="Groups of findings about the same thing; other findings are in no group.")
    remarks = serializers.ListField(child=serializers.DictField(), help_text="Further notes for the reader.")
    parties = serializers.DictField(child=serializers.CharField(), help_text="Id of each key of the document.")
    names_searched = serializers.BooleanField(
        required=False,
        help_text="Whether all names of the document were compared with the register. If not, possible matches may "
        "follow; until somebody decides on them, they change no outcome. Left out in a precheck.",
    )
    error = serializers.CharField(required=False, help_text="Why the assessment failed, if it did.")
    error_said = CodedShape(required=False, help_text="The same as a code, with its words in both languages.")


class PartnershipRow(serializers.ModelSerializer[Partnership]):
    """A partnership in the list, with the state of its newest assessment and its worst finding."""

    submitted_by = serializers.CharField(source="submitted_by.code")
    revision = serializers.IntegerField(source="current.revision")
    title = serializers.SerializerMethodField()
    sponsor = serializers.CharField(source="current.sponsor.key")
    domain = serializers.CharField(source="current.domain")
    value_yen = serializers.IntegerField(source="current.value_yen")
    proposed_on = serializers.DateField(source="current.proposed_on")
    received_at = serializers.DateTimeField(source="current.received_at")
    assessment = serializers.UUIDField(source="assessment_id", allow_null=True)
    state = serializers.ChoiceField(State.choices, allow_null=True)
    severity = serializers.SerializerMethodField(
        help_text="Severity of the worst finding of the last finished assessment."
    )
    not_assessable = serializers.IntegerField(
        source="unknown",
        allow_null=True,
        help_text="Number of rules that the last finished assessment could not assess; null before one is finished.",
    )

    class Meta:
        model = Partnership
        fields = (
            "id", "reference", "submitted_by", "revision", "title", "sponsor", "domain", "value_yen", "proposed_on",
            "received_at", "assessment", "state", "severity", "not_assessable",
        )  # fmt: skip

    @extend_schema_field(Text)
    def get_title(self, row: Partnership) -> dict[str, str]:
        """Return both titles, which the list has read apart from the rest of the document."""
        return {language: getattr(row.current, f"title_{language}", None) or "" for language in ("en", "ja")}

    @extend_schema_field(serializers.ChoiceField(Severity.choices, allow_null=True))
    def get_severity(self, row: Any) -> str | None:  # Any: `worst` is an annotation of rules.access.readable_results
        """Return the level in words; None if there is no finding."""
        return severity_of(row.worst) or None


class PartnershipShape(serializers.Serializer[Any]):
    """A partnership as it was submitted.

    Conclusions are under `assessments`, so that a finished assessment does not change the ETag that a correction must
    name.
    """

    id = serializers.UUIDField()
    reference = serializers.CharField()
    submitted_by = serializers.CharField()
    revision = serializers.IntegerField()
    received_at = serializers.DateTimeField()
    way = serializers.ChoiceField(["form", "rest", "file"])
    sha256 = serializers.CharField(help_text="Hash of the document as canonical JSON.")
    document = serializers.DictField(help_text="The submission document with its own keys.")
    parties = serializers.DictField(child=serializers.CharField(), help_text="Id of each key of the document.")
    assessments = serializers.CharField(help_text="Address of its assessments.")


class AssessmentRow(serializers.ModelSerializer[Assessment]):
    """An assessment in the list of a partnership's; its findings are at its own address."""

    assessment = serializers.UUIDField(source="id")
    revision = serializers.IntegerField(source="submission.revision")
    state = serializers.ChoiceField(State.choices)
    trigger = serializers.ChoiceField(Trigger.choices)

    class Meta:
        model = Assessment
        fields = (
            "assessment", "state", "as_of", "revision", "trigger", "rulebook", "requested_at", "started_at",
            "finished_at",
        )  # fmt: skip
