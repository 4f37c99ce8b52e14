"""The shapes of drafts of rulebooks, their files and trials in answers."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from institutions.codes.base import plain_parameters
from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_in_both_languages, code_words
from rules.models import RulebookDraft, RulebookTrial, Severity, TrialState
from rules.web.api.coded_shapes import BothLanguagesShape, CodedShape
from rules.workshop.case_running import RanCase
from rules.workshop.checking import FileTrouble, troubles_in
from rules.workshop.files import changed_files, files_of
from rules.workshop.reading import drawn_for, effect_for
from rules.workshop.rebasing import base_in_force

Json = dict[str, Any]  # Any: as the shape says


class RuleTroubleShape(serializers.Serializer[Any]):
    """An error in a file, or a warning, which keeps nothing from compiling."""

    path = serializers.CharField()
    line = serializers.IntegerField()
    trouble = serializers.CharField()
    remedy = serializers.CharField(allow_blank=True)
    warning = serializers.BooleanField()
    code = serializers.CharField(source="said.code")
    parameters = serializers.SerializerMethodField(help_text="The parameters of the code's text.")
    text = serializers.SerializerMethodField(help_text="Trouble and remedy in both languages.")

    def get_parameters(self, found: FileTrouble) -> Json:
        """Return the parameters of the trouble."""
        return plain_parameters(found.said)

    @extend_schema_field(BothLanguagesShape)
    def get_text(self, found: FileTrouble) -> dict[str, str]:
        """Return trouble and remedy in both languages."""
        return {"en": found.said.sentence("en"), "ja": found.said.sentence("ja")}


class DraftShape(serializers.ModelSerializer[RulebookDraft]):
    """A draft of a rulebook."""

    base = serializers.CharField(source="base_id", help_text="The version that it rests on.")
    base_in_force = serializers.SerializerMethodField()
    account = serializers.CharField(source="account.username")

    class Meta:
        model = RulebookDraft
        fields = ("id", "name", "base", "base_in_force", "account", "begun_at", "closed_at")

    def get_base_in_force(self, draft: RulebookDraft) -> bool:
        """Return whether it rests on the rulebook in force."""
        return base_in_force(draft)


class ChangedFileShape(serializers.Serializer[Any]):
    """A file that differs from the base."""

    path = serializers.CharField()
    number = serializers.IntegerField(help_text="Of its newest revision.")
    removed = serializers.BooleanField()
    account = serializers.CharField(source="account.username")
    at = serializers.DateTimeField()


class DraftWithFilesShape(DraftShape):
    """A draft with its changed files, and what is wrong in all of its files."""

    changed = serializers.SerializerMethodField()
    troubles = serializers.SerializerMethodField()

    class Meta(DraftShape.Meta):
        fields = (*DraftShape.Meta.fields, "changed", "troubles")  # type: ignore[assignment]  # two fields more

    @extend_schema_field(ChangedFileShape(many=True))
    def get_changed(self, draft: RulebookDraft) -> list[Json]:
        """Return the changed files."""
        return list(ChangedFileShape(changed_files(draft).values(), many=True).data)

    @extend_schema_field(RuleTroubleShape(many=True))
    def get_troubles(self, draft: RulebookDraft) -> list[Json]:
        """Return what is wrong."""
        return list(RuleTroubleShape(troubles_in(files_of(draft)), many=True).data)


class DraftFileShape(serializers.Serializer[Any]):
    """A file of a draft."""

    path = serializers.CharField()
    text = serializers.CharField(allow_null=True, help_text="null if the draft has no such file.")
    number = serializers.IntegerField(help_text="Of its newest revision; 0 where it is that of the base.")
    troubles = RuleTroubleShape(many=True)


class CaseAnswerShape(serializers.Serializer[Any]):
    """A case of a rule, and its answer."""

    it = serializers.CharField()
    ja = serializers.CharField(allow_blank=True, help_text="The sentence in Japanese; a worked example has one.")
    expected = serializers.CharField()
    trouble = serializers.CharField(allow_blank=True, help_text="How the answer differs; empty if it does not.")
    differs = serializers.SerializerMethodField(help_text="The same as a code; null if it does not differ.")

    @extend_schema_field(CodedShape(allow_null=True))
    def get_differs(self, ran: RanCase) -> Json | None:
        """Return how the answer differs, with its words in both languages."""
        return code_in_both_languages(ran.differs) if ran.differs else None


class CasesShape(serializers.Serializer[Any]):
    """The answers to the cases of a rule, or what keeps them from being run."""

    cases = CaseAnswerShape(many=True)
    trouble = RuleTroubleShape(allow_null=True)


class EffectRowShape(serializers.Serializer[Any]):
    """Findings of a rule, body, domain or severity, before and after."""

    name = serializers.CharField()
    before = serializers.IntegerField()
    after = serializers.IntegerField()
    new = serializers.IntegerField()
    gone = serializers.IntegerField()
    changed = serializers.IntegerField(help_text="Of another severity, or resting on other facts.")
    per_hundred_before = serializers.FloatField(allow_null=True, help_text="Cases flagged of a hundred; of rules.")
    per_hundred_after = serializers.FloatField(allow_null=True)


class LackingShape(serializers.Serializer[Any]):
    """Cases that a rule can no longer assess, with the data that they lack and how often."""

    rule = serializers.CharField()
    cases = serializers.IntegerField()
    missing = serializers.ListField(child=serializers.ListField())


class CurvePointShape(serializers.Serializer[Any]):
    """The findings at one value of a number, together and by rule."""

    value = serializers.IntegerField()
    findings = serializers.IntegerField()
    by_rule = serializers.ListField(child=serializers.ListField())


class EffectShape(serializers.Serializer[Any]):
    """The findings of a trial over the partnerships that the caller may read."""

    cases = serializers.IntegerField()
    rules = EffectRowShape(many=True)
    bodies = EffectRowShape(many=True)
    domains = EffectRowShape(many=True)
    severities = EffectRowShape(many=True)
    lacking = LackingShape(many=True)
    curve = CurvePointShape(many=True)


class DrawnShape(serializers.Serializer[Any]):
    """A partnership that the trial drew: one that the draft would change."""

    partnership = serializers.UUIDField(source="partnership_id")
    reference = serializers.CharField(source="partnership.reference")


class DraftFindingShape(serializers.Serializer[Any]):
    """A finding on the organisation of government; null where a body, domain or function does not apply."""

    code = serializers.CharField()
    body = serializers.CharField(allow_null=True)
    domain = serializers.CharField(allow_null=True)
    function = serializers.CharField(allow_null=True)
    severity = serializers.ChoiceField(Severity.choices)
    was = serializers.ChoiceField(Severity.choices, required=False, help_text="Of one that changed.")
    statement = serializers.DictField(child=serializers.CharField())


class SidesShape(serializers.Serializer[Any]):
    """A number by the base and by the draft."""

    before = serializers.IntegerField()
    after = serializers.IntegerField()


class DraftOnDayShape(serializers.Serializer[Any]):
    """The findings on the organisation of a day that differ by a draft."""

    on = serializers.DateField()
    rules = serializers.ListField(child=serializers.CharField(), help_text="Those that differ from the base.")
    numbers = serializers.ListField(child=serializers.CharField(), help_text="Those that the rules of the draft read.")
    findings = SidesShape()
    appear = DraftFindingShape(many=True)
    gone = DraftFindingShape(many=True)
    changed = DraftFindingShape(many=True)
    outcomes = serializers.DictField(help_text="By rule that differs: before and after, each by domain.")


class TrialShape(serializers.ModelSerializer[RulebookTrial]):
    """A trial of a draft."""

    draft = serializers.UUIDField(source="draft_id")
    state = serializers.ChoiceField(TrialState.choices)
    error = serializers.SerializerMethodField()
    effect = serializers.SerializerMethodField(help_text="null until it is done, and for one of `mutants`.")
    drawn = serializers.SerializerMethodField(help_text="Up to ten, drawn with the seed.")

    class Meta:
        model = RulebookTrial
        fields = (
            "id", "draft", "revision", "base", "asked", "seed", "state", "error", "requested_at", "finished_at",
            "summary", "seconds", "effect", "drawn",
        )  # fmt: skip

    def get_error(self, trial: RulebookTrial) -> str:
        """Return the error, or an empty text."""
        return code_words(restore_code(trial.error_said), "en") if trial.error_said else ""

    @extend_schema_field(EffectShape(allow_null=True))
    def get_effect(self, trial: RulebookTrial) -> Json | None:
        """Return the counts for the caller."""
        if trial.state != TrialState.DONE or "mutants" in trial.asked:
            return None
        return dict(EffectShape(asdict(effect_for(trial, self.context["reader"]))).data)

    @extend_schema_field(DrawnShape(many=True))
    def get_drawn(self, trial: RulebookTrial) -> list[Json]:
        """Return the drawn partnerships that the caller may read."""
        return list(DrawnShape(drawn_for(trial, self.context["reader"]), many=True).data)
