"""The shapes of stored drafts of reorganisations and of their effect in answers."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from institutions.drafts.kept_errors import answered_error
from institutions.values.written_day import is_written_day
from rules.models import ReorganisationDraft, ReorganisationState
from rules.planning.drafting import newest_revision
from rules.web.api.shapes import Text

Json = dict[str, Any]  # Any: plain data


class ReorganisationOwnerShape(serializers.Serializer[Any]):
    """The owner of a draft: an account or a body."""

    account = serializers.CharField(allow_null=True, help_text="User name; null if a body's system sent it.")
    body = serializers.CharField(allow_null=True, help_text="Code of the body whose system sent it.")


class ReorganisationErrorShape(serializers.Serializer[Any]):
    """An error of a document, as in a problem."""

    field = serializers.CharField(help_text="JSON pointer; empty for the whole document.")
    message = serializers.CharField()
    code = serializers.CharField()
    parameters = serializers.DictField()
    text = Text()


class OrganisationEntryShape(serializers.Serializer[Any]):
    """A finding about the organisation; null where a body, a domain or a function does not apply."""

    code = serializers.CharField()
    body = serializers.CharField(allow_null=True)
    domain = serializers.CharField(allow_null=True)
    function = serializers.CharField(allow_null=True)
    severity = serializers.CharField()


class OrganisationFindingShape(OrganisationEntryShape):
    """A finding that appears or goes."""

    statement = Text()


class OtherSeverityShape(OrganisationFindingShape):
    """A finding of another severity."""

    was = serializers.CharField(help_text="The severity without the draft.")


class OrganisationEffectShape(serializers.Serializer[Any]):
    """The findings about the organisation, by rule, without and with the draft."""

    before = serializers.DictField(child=OrganisationEntryShape(many=True))
    after = serializers.DictField(child=OrganisationEntryShape(many=True))
    appear = OrganisationFindingShape(many=True)
    gone = OrganisationFindingShape(many=True)
    changed = OtherSeverityShape(many=True)


class PreviewProgressShape(serializers.Serializer[Any]):
    """The progress of the workers with the partnerships of a draft."""

    state = serializers.ChoiceField(["computing", "error"])
    percent = serializers.IntegerField(help_text="Hundredths of the work, however many partnerships it reads.")
    since = serializers.DateTimeField()
    error = serializers.DictField(required=False, help_text="Code and parameters of what ended it.")


class ReorganisationEffectShape(serializers.Serializer[Any]):
    """The effect of a draft; a document that is refused has `errors` alone."""

    id = serializers.UUIDField(required=False, help_text="Of a stored draft.")
    revision = serializers.IntegerField(required=False, help_text="Of a stored draft: the one that was tried.")
    reference = serializers.CharField()
    state = serializers.ChoiceField(ReorganisationState.choices)
    on = serializers.DateField(help_text="The day of the document.")
    base = serializers.CharField(help_text="Digest of the organisation that it was laid over.")
    organisation = OrganisationEffectShape()
    orphans = serializers.ListField(child=serializers.DictField(), help_text="What the acts leave to no body.")
    notes = ReorganisationErrorShape(
        many=True, required=False, help_text="On single acts, as that a post is not on record; none refuses the draft."
    )
    partnerships = serializers.DictField(
        required=False,
        help_text="`screened`, `derived`, `on_record` (of these: compared with their newest results), and findings "
        "that appear, go or change; for planners, and for keys without the scope `read`, `counts`. `by_body` (sponsor "
        "without the draft) and `by_domain` have their numbers. `failed`: those that could not be compared.",
    )
    obligations = serializers.ListField(
        child=serializers.DictField(), required=False, help_text="Of the effect: what another body has to fulfil."
    )
    reviewers = serializers.ListField(
        child=serializers.DictField(),
        required=False,
        help_text="Assigned reviewers who would be tied, by the sorts of their ties; or in numbers. `own_body`: their "
        "body signs.",
    )
    duties = serializers.ListField(
        child=serializers.DictField(),
        required=False,
        help_text="Holders of published posts whose body or functions change: `from`, `to`, and what begins and ends; "
        "or in numbers.",
    )
    known_at = serializers.DateTimeField(
        required=False, help_text="Moment as of which workers read the register; left out where it was read now."
    )
    progress = PreviewProgressShape(
        required=False, help_text="In place of partnerships, obligations and reviewers until these are computed."
    )
    errors = ReorganisationErrorShape(many=True, required=False)  # type: ignore[assignment]  # the metaclass takes it off the class


class ReorganisationRowShape(serializers.ModelSerializer[ReorganisationDraft]):
    """A stored draft."""

    owner = serializers.SerializerMethodField()
    title = serializers.SerializerMethodField()
    on = serializers.SerializerMethodField(help_text="The day of the document.")

    class Meta:
        model = ReorganisationDraft
        fields = ("id", "reference", "title", "on", "state", "revision", "owner", "begun_at", "changed_at")

    @extend_schema_field(ReorganisationOwnerShape)
    def get_owner(self, draft: ReorganisationDraft) -> Json:
        """Return whose it is."""
        return {
            "account": draft.account.username if draft.account else None,
            "body": draft.body.code if draft.body else None,
        }

    @extend_schema_field(Text(allow_null=True))
    def get_title(self, draft: ReorganisationDraft) -> dict[str, str] | None:
        """Return the title of the newest revision; None where a refused document has something else there."""
        title = self.document(draft).get("title")
        if not isinstance(title, dict):
            return None
        return {each: text if isinstance(text := title.get(each), str) else "" for each in ("en", "ja")}

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_on(self, draft: ReorganisationDraft) -> str | None:
        """Return the day of the newest revision; None as with the title."""
        day = self.document(draft).get("on")
        return day if isinstance(day, str) and is_written_day(day) else None

    def document(self, draft: ReorganisationDraft) -> Json:
        """Return the document of the newest revision."""
        return dict(newest_revision(draft).document)


class ReorganisationShape(ReorganisationRowShape):
    """A stored draft with its document."""

    base = serializers.SerializerMethodField(help_text="Digest that it was last checked against; empty if refused.")
    document = serializers.SerializerMethodField()  # type: ignore[assignment]  # the metaclass takes it off the class
    errors = serializers.SerializerMethodField(help_text="Why it is refused; empty otherwise.")  # type: ignore[assignment]

    class Meta(ReorganisationRowShape.Meta):
        fields = (*ReorganisationRowShape.Meta.fields, "base", "document", "errors")  # type: ignore[assignment]  # three more

    def get_base(self, draft: ReorganisationDraft) -> str:
        """Return the digest."""
        return newest_revision(draft).base

    def get_document(self, draft: ReorganisationDraft) -> Json:
        """Return the document as it was sent."""
        return dict(newest_revision(draft).document)

    @extend_schema_field(ReorganisationErrorShape(many=True))
    def get_errors(self, draft: ReorganisationDraft) -> list[Json]:
        """Return the errors."""
        return [answered_error(each) for each in newest_revision(draft).errors]
