"""The shapes of an uploaded edition of a list: its head, its effect, and the partnerships it touches."""

from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from institutions.access.callers import reader_for
from institutions.access.partnerships import partnerships_for
from institutions.codes.wording import code_in_both_languages
from institutions.drafts.kept_errors import answered_error, kept_code
from institutions.imports.failures import error_of
from institutions.lists.declared_lists import OF_FORMAT
from institutions.models import Account, EditionPreview, Import, ImportState, PreviewedEntry, RecordOutcome
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import SentText
from rules.access.readable_results import hidden_keys
from rules.web.api.coded_shapes import CodedShape
from rules.web.api.endpoint import Json
from rules.web.api.form_body import Form, FormFlag, Upload, Written
from rules.web.api.register.lists import WORDS

SAID: Final = ("refusals", "notes")  # kept as codes


class SentEditionShape(serializers.Serializer[Import]):
    """An uploaded edition and its progress."""

    id = serializers.UUIDField()
    list = serializers.ChoiceField(WORDS)
    as_of = serializers.DateField()
    title = serializers.CharField()
    publisher = serializers.CharField()
    url = serializers.CharField(allow_blank=True)
    kept_by = serializers.CharField(help_text="Code of the body in whose name it is accepted.")
    file = serializers.CharField(help_text="Name of the file.")
    state = serializers.ChoiceField(
        ImportState.choices, help_text="unconfirmed: compared, and waiting to be accepted or discarded."
    )
    error = serializers.CharField(allow_blank=True, help_text="Why it failed or was set aside, in English.")
    error_said = CodedShape(allow_null=True, help_text="The same as a code; null if it did not fail.")
    created_at = serializers.DateTimeField()

    def to_representation(self, instance: Import) -> Json:
        """Return the edition with its head as it was given."""
        said = {name: str(instance.options.get(name, "")) for name in ("as_of", "title", "publisher", "url")}
        return {
            "id": str(instance.pk),
            "list": OF_FORMAT[instance.format].word,
            **said,
            "kept_by": instance.body.code,
            "file": instance.file_name,
            "state": instance.state,
            "error": instance.error,
            "error_said": code_in_both_languages(why) if (why := error_of(instance)) else None,
            "created_at": instance.created_at.isoformat(),
        }


class EditionReasonShape(serializers.Serializer[Any]):  # Any: plain data of a preview
    """The reason why a partnership is touched."""

    way = serializers.CharField(help_text="itself, owner, connected, named, described or treaty.")
    key = serializers.CharField(help_text="Id of the party on the list; for a treaty, the country.")
    name = serializers.CharField(allow_blank=True)
    path = serializers.ListField(
        child=serializers.CharField(), help_text="The chain from the participant to the party."
    )


class EditionTouchedShape(serializers.Serializer[Any]):  # Any: plain data of a preview
    """A partnership that the edition touches."""

    partnership = serializers.UUIDField()
    reference = serializers.CharField()
    because = EditionReasonShape(many=True)


class EditionPreviewShape(serializers.Serializer[Any]):  # Any: plain data of a preview
    """The effect of the edition as of the moment of comparison."""

    fingerprint = serializers.CharField(help_text="Fingerprint of the preview: send it when you accept the edition.")
    may_be_taken = serializers.BooleanField()
    again = serializers.BooleanField(
        help_text="Its effects have changed since it was shown; these are the current ones."
    )
    nothing = serializers.BooleanField(help_text="The register already has this edition.")
    held_as_of = serializers.DateField(allow_null=True, help_text="Date of the current edition.")
    added = serializers.IntegerField()
    changed = serializers.IntegerField()
    ended = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    refused = serializers.IntegerField(help_text="Rows with an error.")
    refusals = serializers.ListField(child=serializers.CharField(), help_text="Why it cannot be accepted, in English.")
    refusals_said = CodedShape(many=True, help_text="The same as codes.")
    notes = serializers.ListField(child=serializers.CharField())
    notes_said = CodedShape(many=True, help_text="The same as codes.")
    touched = EditionTouchedShape(many=True, help_text="Affected partnerships that you may see.")
    possible = EditionTouchedShape(
        many=True, help_text="Partnerships that would be affected if possible matches were confirmed."
    )


class EditionWithPreviewShape(SentEditionShape):
    """An edition with its effect."""

    preview = EditionPreviewShape(allow_null=True, help_text="Null before it is compared and once it has ended.")


@extend_schema_field({"type": "array", "items": {}})
class DifferencesField(serializers.JSONField):
    """The differences from the current entry."""


class EditionEntryTrouble(CodedShape):
    """An error in a row."""

    field = serializers.CharField(allow_blank=True)
    message = serializers.CharField(help_text="In English.")


class EditionEntryLead(serializers.Serializer[Any]):  # Any: plain data of a preview
    """A possible match of the entry."""

    party = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    score = serializers.IntegerField()


class EditionEntryShape(serializers.ModelSerializer[PreviewedEntry]):
    """The outcome of one entry, or the errors in one row."""

    outcome = serializers.ChoiceField(RecordOutcome.choices)
    differs = DifferencesField()
    differs_said = CodedShape(many=True, source="differs")
    errors = EditionEntryTrouble(many=True)  # type: ignore[assignment]  # the metaclass takes it off the class
    leads = EditionEntryLead(many=True)

    class Meta:
        model = PreviewedEntry
        fields = (
            "number",
            "line",
            "outcome",
            "record",
            "name",
            "from_on",
            "until_on",
            "differs",
            "differs_said",
            "errors",
            "leads",
        )

    def to_representation(self, instance: PreviewedEntry) -> Json:
        """Return the entry as it is stored, with differences and errors also as codes."""
        return {
            **super().to_representation(instance),
            "differs": [preview_in_english(each) for each in instance.differs],
            "differs_said": [code_in_both_languages(kept_code(each)) for each in instance.differs],
            "errors": [answered_error(each) for each in instance.errors],
        }


def preview_in_english(kept: Json | str) -> str:
    """Return the English words of a stored text of a preview."""
    return kept if isinstance(kept, str) else str(kept["message"])


class EditionForm(Form):
    """A whole list to be compared with the current edition."""

    file = Upload(help_text="The whole list: CSV or Excel.")
    list = Written(help_text="The list, if the file does not name it.")
    as_of = Written(help_text="The edition date, if the file does not give it.")
    title = Written()
    publisher = Written()
    url = Written()
    body = Written(help_text="Code of the body that will keep a list without a keeper.")
    allow_shrink = FormFlag(help_text="More than half of the entries may end.")


class EditionTakeBody(Body):
    """The preview that is meant."""

    fingerprint = SentText(max_length=64, help_text="Of the preview that you saw.")


def edition_answer(job: Import, account: Account) -> Json:
    """Return an edition with its preview: a fixed number of queries, however many partnerships it touches."""
    preview = EditionPreview.objects.filter(job=job).first() if job.state == ImportState.UNCONFIRMED else None
    return {**SentEditionShape(job).data, "preview": preview_json(preview, account) if preview else None}


def preview_json(preview: EditionPreview, account: Account) -> Json:
    """Return the effect of the edition, and the touched partnerships that the account may read."""
    same = ("fingerprint", "may_be_taken", "again", "nothing", "added", "changed", "ended", "unchanged", "refused",
            )  # fmt: skip
    both = (*preview.touched, *preview.possible)
    readable = partnerships_for(account).filter(pk__in=[each["partnership"] for each in both])
    references = {str(each.pk): each.reference for each in readable.only("pk", "reference")}
    shown = [each for each in both if each["partnership"] in references]
    hidden = hidden_keys({reason["key"] for each in shown for reason in each["because"]}, reader_for(account))
    return {
        **{name: getattr(preview, name) for name in same},
        **{name: [preview_in_english(each) for each in getattr(preview, name)] for name in SAID},
        **{
            f"{name}_said": [code_in_both_languages(kept_code(each)) for each in getattr(preview, name)]
            for name in SAID
        },
        "held_as_of": preview.held_as_of.isoformat() if preview.held_as_of else None,
        "touched": [
            touched_json_for(each, references, hidden) for each in preview.touched if may_read_touched(each, references)
        ],
        "possible": [
            touched_json_for(each, references, hidden)
            for each in preview.possible
            if may_read_touched(each, references)
        ],
    }


def may_read_touched(touched: Json, references: dict[str, str]) -> bool:
    """Return whether the reader may read the partnership."""
    return touched["partnership"] in references


def touched_json_for(touched: Json, references: dict[str, str], hidden: set[str]) -> Json:
    """Return a partnership with the reasons that the reader may know."""
    pk = touched["partnership"]
    reasons = [each for each in touched["because"] if each["key"] not in hidden]
    return {
        "partnership": pk,
        "reference": references[pk],
        "because": [{name: each[name] for name in ("way", "key", "name", "path")} for each in reasons],
    }
