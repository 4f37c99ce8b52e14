"""Shapes of published processes and their files over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from institutions.access.keys import KeyHolder
from institutions.codes.restoring import restore_code
from institutions.models import Account
from rules.explaining.wording.missing_totals import MissingTotal
from rules.models import (
    ComparisonState,
    Outcome,
    ProcessComparison,
    ProcessFile,
    ProcessFileState,
    Severity,
    StoredProcess,
)
from rules.process_files.exporting import SEVERITIES
from rules.process_files.joining import registered_from
from rules.process_files.lacks import WITHHELD, word_of
from rules.process_files.options import FORMS
from rules.process_files.shown_releases import compared_with, shown_releases
from rules.processes.answer_lines import words_json
from rules.web.api.coded_shapes import BothLanguagesShape, CodedShape
from rules.web.api.endpoint import Json

PROCESS_FORMS = [(name, name) for name in FORMS]


class ProcessErrorShape(serializers.Serializer[Any]):
    """An error of a line."""

    field = serializers.CharField()
    code = serializers.CharField()
    text = BothLanguagesShape()


class RefusedLineShape(serializers.Serializer[Any]):
    """A line that was refused."""

    line = serializers.IntegerField()
    ocid = serializers.CharField(allow_null=True)
    errors = ProcessErrorShape(many=True)  # type: ignore[assignment]  # the metaclass takes it off the class

    def to_representation(self, instance: Json) -> Json:
        """Return the line without what only this program reads."""
        errors = [{name: each[name] for name in ("field", "code", "text")} for each in instance["errors"]]
        return {"line": instance["line"], "ocid": instance["ocid"], "errors": errors}


class ProcessCountsShape(serializers.Serializer[Any]):
    """The fate of the lines that were answered."""

    added = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    older = serializers.IntegerField(help_text="Older than the known release: they change nothing.")
    refused = serializers.IntegerField()

    def to_representation(self, instance: dict[str, int]) -> Json:
        """Return every number, also those of nothing."""
        return {str(name): instance.get(str(name), 0) for name in self.fields}


class ProcessFileShape(serializers.ModelSerializer[ProcessFile]):
    """A file of published processes, and the progress of its screening."""

    body = serializers.CharField(source="body.code")
    form = serializers.ChoiceField(PROCESS_FORMS)
    state = serializers.ChoiceField(ProcessFileState.choices)
    options = serializers.DictField(child=serializers.CharField())
    counts = ProcessCountsShape()
    error = serializers.SerializerMethodField(help_text="Why it was not read; null if it was.")

    class Meta:
        model = ProcessFile
        fields = (
            "id", "body", "name", "form", "options", "sha256", "state", "done", "total", "counts", "error",
            "requested_at", "finished_at",
        )  # fmt: skip

    @extend_schema_field(CodedShape(allow_null=True))
    def get_error(self, file: ProcessFile) -> Json | None:
        """Return the error as a code with its words."""
        return coded_error(file.error_said)


def coded_error(stored: Json | None) -> Json | None:
    """Return a stored error as a code with its words; None without one."""
    if not stored:
        return None
    said = restore_code(stored)
    return {"code": said.code, "parameters": said.stored().get("parameters", {}), "text": words_json(said)}


class ComparisonShape(serializers.ModelSerializer[ProcessComparison]):
    """The processes that those of a file are compared with: of the body's files of one form with the same options."""

    state = serializers.ChoiceField(ComparisonState.choices, help_text="Of the job that answers them again.")
    whole = serializers.BooleanField(source="is_whole", help_text="Every answer rests on all of them.")
    as_of = serializers.CharField(help_text="The latest day of the files, from which the rules look.")
    processes = serializers.SerializerMethodField(help_text="Their number.")
    error = serializers.SerializerMethodField(help_text="Why they could not be answered again; null if they could.")

    class Meta:
        model = ProcessComparison
        fields = ("id", "state", "whole", "as_of", "processes", "done", "total", "error")

    def get_processes(self, comparison: ProcessComparison) -> int:
        """Return the number of the processes."""
        return compared_with(comparison)

    @extend_schema_field(CodedShape(allow_null=True))
    def get_error(self, comparison: ProcessComparison) -> Json | None:
        """Return the error as a code with its words."""
        return coded_error(comparison.error_said)


class OneProcessFileShape(ProcessFileShape):
    """A file with the first lines that were refused, and what its processes are compared with."""

    errors = RefusedLineShape(many=True)  # type: ignore[assignment]  # the metaclass takes it off the class
    comparison = ComparisonShape()

    class Meta(ProcessFileShape.Meta):
        fields = (*ProcessFileShape.Meta.fields, "errors", "comparison")  # type: ignore[assignment]  # two fields more


class ProcessFactsShape(serializers.Serializer[Any]):
    """A process in short: of its awards in force the day, parties and amount."""

    title = serializers.CharField()
    day = serializers.CharField(allow_null=True)
    supplier = serializers.CharField(allow_blank=True)
    amount_yen = serializers.IntegerField(allow_null=True)
    method = serializers.CharField(allow_null=True)
    bidders = serializers.IntegerField(allow_null=True)
    withheld = serializers.CharField(allow_null=True, help_text="Why the reserve price is not published.")


class ProcessShape(serializers.ModelSerializer[StoredProcess]):
    """A published process. `partnership`: the one registered from it, if the caller may read it."""

    body = serializers.CharField(source="body.code")
    file = serializers.UUIDField(source="file_id")
    facts = ProcessFactsShape()
    severity = serializers.SerializerMethodField(help_text="The highest of its findings; empty without one.")
    flagged = serializers.SerializerMethodField(help_text="Codes of the rules and indicators that flagged it.")
    not_assessable = serializers.SerializerMethodField(help_text="Codes of those that could not be assessed.")
    partnership = serializers.SerializerMethodField()

    class Meta:
        model = StoredProcess
        fields = (
            "id", "body", "file", "line", "ocid", "facts", "severity", "flagged", "not_assessable", "rulebook",
            "screened_at", "partnership",
        )  # fmt: skip

    @extend_schema_field(serializers.ChoiceField(Severity.choices, allow_blank=True))
    def get_severity(self, process: StoredProcess) -> str:
        """Return the highest severity."""
        return SEVERITIES.get(process.worst, "")

    def get_flagged(self, process: StoredProcess) -> list[str]:
        """Return the codes in their order."""
        return codes_with(process, Outcome.FLAGGED)

    def get_not_assessable(self, process: StoredProcess) -> list[str]:
        """Return the codes in their order."""
        return codes_with(process, Outcome.NOT_ASSESSABLE)

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_partnership(self, process: StoredProcess) -> str | None:
        """Return the id of the partnership."""
        found = self.context["partnerships"].get((process.body_id, process.ocid))
        return str(found.pk) if found else None


def codes_with(process: StoredProcess, outcome: str) -> list[str]:
    """Return the codes with an outcome."""
    return sorted(each.code for each in process.outcomes.all() if each.outcome == outcome)


class ProcessFindingShape(serializers.Serializer[Any]):
    """A finding, as `screen_processes --json` prints it. Evidence, parameters and law depend on the rule."""

    code = serializers.CharField()
    severity = serializers.ChoiceField(Severity.choices)
    statement = BothLanguagesShape()
    evidence = serializers.ListField(child=serializers.DictField())
    parameters = serializers.ListField(child=serializers.DictField())


class ProcessReasonShape(serializers.Serializer[Any]):
    """A reason why a rule was silent or not assessable. `withheld`: the body has the data and does not publish it."""

    code = serializers.CharField(allow_blank=True)
    field = serializers.CharField(allow_null=True)
    withheld = serializers.BooleanField()
    text = BothLanguagesShape()


class ReleaseOfProcessShape(serializers.Serializer[Any]):
    """A release that a process was merged from."""

    date = serializers.CharField(allow_null=True, help_text="As published; null without a usable one.")
    tags = serializers.ListField(child=serializers.CharField())
    id = serializers.CharField(allow_blank=True)


class ReleasesOfProcessShape(serializers.Serializer[Any]):
    """The releases that a process rests on."""

    number = serializers.IntegerField()
    releases = ReleaseOfProcessShape(many=True, help_text="The oldest first.")
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="Stages of which an earlier release was never given, such as /tender."
    )


class OneProcessShape(ProcessShape):
    """A process with everything that was answered, its release as published, and what that was merged from.

    `compared_with`: the processes whose limits and awards it was answered with, itself among them.
    """

    outcomes = serializers.DictField(child=serializers.ChoiceField(Outcome.choices))
    findings = ProcessFindingShape(many=True)
    reasons = serializers.DictField(child=ProcessReasonShape(many=True))
    release = serializers.DictField()
    rests_on = ReleasesOfProcessShape()
    compared_with = ComparisonShape()

    class Meta(ProcessShape.Meta):
        fields = (  # type: ignore[assignment]
            *ProcessShape.Meta.fields, "outcomes", "findings", "reasons", "release", "rests_on", "compared_with"
        )  # fmt: skip

    def to_representation(self, instance: StoredProcess) -> Json:
        """Return the list's answer, then what is stored as it was answered."""
        answer = instance.answer
        own = ProcessShape(instance, context=self.context).data
        reasons = {
            code: [{**each, "withheld": word_of(each) == WITHHELD} for each in lines]
            for code, lines in answer["reasons"].items()
        }
        stored = {"outcomes": answer["outcomes"], "findings": answer["findings"], "reasons": reasons}
        found = shown_releases(instance)
        rests_on = {
            "number": len(found.releases),
            "releases": [{"date": each.date, "tags": list(each.tags), "id": each.id} for each in found.releases],
            "missing": list(found.missing),
        }
        compared = ComparisonShape(instance.file.comparison).data
        return {**own, **stored, "release": instance.release, "rests_on": rests_on, "compared_with": compared}


def shown_processes(
    processes: list[StoredProcess], user: Account | KeyHolder, shape: type[ProcessShape] = ProcessShape
) -> list[Json]:
    """Return processes as they are answered, with one query for the partnerships of all."""
    context = {"partnerships": registered_from(processes, user)}
    return [dict(shape(each, context=context).data) for each in processes]


class MissingRequestShape(serializers.Serializer[Any]):
    """A request that can be sent; empty if nobody can supply the data."""

    subject = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)


class MissingRequestsShape(serializers.Serializer[Any]):
    """The request in both languages."""

    en = MissingRequestShape()
    ja = MissingRequestShape()


class MissingThingShape(serializers.Serializer[MissingTotal]):
    """A missing thing over many cases."""

    missing = serializers.CharField(help_text="Its name, the same in all cases.")
    text = BothLanguagesShape()
    supplier = serializers.CharField(help_text="Who can supply it.")
    rules = serializers.ListField(child=serializers.CharField())
    cases = serializers.IntegerField()
    unlocks = serializers.IntegerField(help_text="Answers that wait for nothing else; one is of a rule about a case.")
    waiting = serializers.IntegerField(help_text="All answers that wait for it.")
    withheld = serializers.IntegerField(help_text="In how many cases the body says that it withholds it.")
    request = MissingRequestsShape()

    def to_representation(self, instance: MissingTotal) -> Json:
        """Return it in both languages."""
        return {
            "missing": instance.name.name,
            "text": {language: instance.name.text(language) for language in ("en", "ja")},
            "supplier": instance.supplier.value,
            "rules": sorted(instance.rules),
            "cases": instance.cases,
            "unlocks": instance.unlocked,
            "waiting": instance.waiting,
            "withheld": instance.withheld,
            "request": {language: instance.request(language) for language in ("en", "ja")},
        }


class MissingOverShape(serializers.Serializer[Any]):
    """Missing things, first those to ask for first."""

    of = serializers.ChoiceField(["processes", "partnerships"])
    cases = serializers.IntegerField(help_text="How many were read.")
    cut = serializers.BooleanField(help_text="There are more partnerships than were read: narrow them by body.")
    missing = MissingThingShape(many=True)


class ProcessDocumentShape(serializers.Serializer[Any]):
    """The document of a partnership, made from a process, and what has to be added before it can be registered."""

    document = serializers.DictField()
    errors = ProcessErrorShape(many=True)  # type: ignore[assignment]  # the metaclass takes it off the class
    earlier = serializers.ListField(child=serializers.CharField(), help_text="Ocids whose awards are in it.")
