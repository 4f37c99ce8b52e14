"""The shapes of dated facts about a government body, for OpenAPI, and their values from rows."""

from typing import Any

from rest_framework import serializers

from institutions.models import Bitemporal, BodyParent, Mandate, MandateFunction, MandateLead, PartyName, Source
from rules.web.api.endpoint import Json
from rules.web.api.shapes import Text


class SourceRow(serializers.Serializer[Any]):  # Any: plain data
    """A document."""

    id = serializers.IntegerField(help_text="Its address is /api/v1/sources/{id}/.")
    title = Text(help_text="The Japanese title is empty if none was given.")
    publisher = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    retrieved_on = serializers.DateField(allow_null=True)


class DatedShape(serializers.Serializer[Any]):  # Any: plain data
    """The period of a fact, its certainty and its source."""

    from_on = serializers.DateField(allow_null=True, help_text="The first day; null: open or unknown.")
    until_on = serializers.DateField(allow_null=True, help_text="The last day; null: open or unknown.")
    confidence = serializers.CharField(help_text="seen, seen_2013, derived or memory; for a submission: fact or claim.")
    source = SourceRow(  # type: ignore[assignment]  # the metaclass takes it off the class
        allow_null=True, help_text="null: stated by a submission or import."
    )


class NameShape(DatedShape):
    """A name in one language."""

    language = serializers.CharField(help_text="en, ja or kana.")
    text = serializers.CharField()


class ParentShape(DatedShape):
    """A body that it is or was under."""

    parent = serializers.CharField(  # type: ignore[assignment]  # as above
        help_text="Code of the body, or its id."
    )


class MandateShape(DatedShape):
    """A mandate: a function in a domain."""

    function = serializers.ChoiceField(MandateFunction.choices)
    domain = serializers.CharField(allow_blank=True, help_text="As in the submission document; empty: every domain.")
    lead = serializers.ChoiceField(MandateLead.choices, help_text="The part of the body in the function.")
    target = serializers.CharField(allow_null=True, help_text="The body supervised or audited; null: none is named.")
    duty_to_answer = serializers.BooleanField(
        allow_null=True, help_text="Others have to answer or heed who coordinates; null: not known."
    )
    in_law = serializers.BooleanField(allow_null=True, help_text="A law or Cabinet Order is named; null: not known.")
    basis = Text(help_text="The law or decision, with the article if it is known.")
    review_on = serializers.DateField(allow_null=True, help_text="The day by which it is reviewed.")


def history_source(source: Source) -> Json:
    """Return a document."""
    return {
        "id": source.pk,
        "title": {"en": source.title, "ja": source.title_ja},
        "publisher": source.publisher,
        "url": source.url,
        "retrieved_on": source.retrieved_on.isoformat() if source.retrieved_on else None,
    }


def dated_json(row: Bitemporal) -> Json:
    """Return the fields that every row has."""
    return {
        "from_on": row.from_on.isoformat() if row.from_on else None,
        "until_on": row.until_on.isoformat() if row.until_on else None,
        "confidence": row.confidence,
        "source": history_source(row.source) if row.source else None,
    }


def name_json(row: PartyName) -> Json:
    """Return a name."""
    return {**dated_json(row), "language": row.language, "text": row.text}


def parent_json(row: BodyParent) -> Json:
    """Return a parent."""
    return {**dated_json(row), "parent": row.parent.key}


def mandate_json(row: Mandate) -> Json:
    """Return a mandate."""
    return {
        **dated_json(row),
        "function": row.function,
        "domain": row.domain,
        "lead": row.lead,
        "target": (row.target.same_as or row.target).key if row.target else None,
        "duty_to_answer": row.duty_to_answer,
        "in_law": row.in_law,
        "basis": {"en": row.basis_en, "ja": row.basis_ja},
        "review_on": row.review_on.isoformat() if row.review_on else None,
    }
