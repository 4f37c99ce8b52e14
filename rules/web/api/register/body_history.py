"""The shapes of dated facts about a government body, for OpenAPI, and their values from rows."""

from typing import Any

from rest_framework import serializers

from institutions.kinds.government import BUDGETS, SECTORS
from institutions.models import (
    Bitemporal,
    BodyParent,
    Consent,
    Mandate,
    MandateFunction,
    MandateLead,
    Party,
    PartyKind,
    PartyName,
    Post,
    Source,
)
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


class PostShape(DatedShape):
    """A post, whoever holds it."""

    name = Text()
    grade = serializers.CharField(allow_blank=True, help_text="As in the submission document; empty: not known.")
    number = serializers.IntegerField(allow_null=True, help_text="How many hold it at once; null: not known.")
    term_years = serializers.IntegerField(allow_null=True, help_text="The term by law, in years; null: not known.")
    appointed_by = serializers.CharField(allow_null=True, help_text="Code of a body; null: not known.")
    dismissed_by = serializers.CharField(allow_null=True, help_text="Code of a body; null: not known.")
    consent = serializers.ChoiceField(Consent.choices, allow_blank=True, help_text="Empty: not known.")
    tenure = serializers.BooleanField(
        allow_null=True, help_text="A law protects the holder until the term ends; null: not known."
    )
    basis = Text(help_text="The law or decision, with the article if it is known.")
    review_on = serializers.DateField(allow_null=True, help_text="The day by which it is reviewed.")


class SeatShape(DatedShape):
    """A seat: of a member in this body, or of this body in another one."""

    council = serializers.CharField(help_text="Code of the council or steering body, or its id.")
    holder = serializers.CharField(help_text="Code of a body, or the id of a body, company or person.")
    holder_kind = serializers.ChoiceField(PartyKind.choices)
    votes = serializers.IntegerField(help_text="1 where none are stated.")


class PostingShape(DatedShape):
    """Officials from elsewhere whom no source names: of another body in this one, or of this body in another one."""

    body = serializers.CharField(help_text="Code of the body in which they work.")
    origin = serializers.CharField(allow_null=True, help_text="Code of a body, or id of a company; null: not named.")
    domain = serializers.CharField(allow_null=True, help_text="Their industry; null: not stated.")
    from_sector = serializers.ChoiceField([*SECTORS], allow_null=True, help_text="null: not stated.")
    posts = serializers.CharField(allow_null=True, help_text="The name of their post; null: not stated.")
    people = serializers.IntegerField(allow_null=True, help_text="How many they are; null: not stated.")
    keeps_post = serializers.BooleanField(allow_null=True, help_text="They keep a post where they come from.")
    approved_exchange = serializers.BooleanField(allow_null=True, help_text="null: not stated.")


class DelegationShape(DatedShape):
    """A function that another body exercises: one of this body's, or one that this body exercises."""

    body = serializers.CharField(help_text="Code of the body whose function it is.")
    delegate = serializers.CharField(help_text="Code of the body that exercises it.")
    function = serializers.ChoiceField(MandateFunction.choices, allow_null=True, help_text="null: not stated.")
    domain = serializers.CharField(allow_null=True, help_text="null: every domain, or not stated.")
    basis = serializers.CharField(allow_null=True, help_text="The law or order; null: not stated.")


class BudgetLineShape(DatedShape):
    """A published amount of the budget; its days are those of the fiscal year."""

    body = serializers.CharField(help_text="Code of the body that has it.")
    programme = serializers.CharField(allow_null=True, help_text="The item; null: not stated.")
    domain = serializers.CharField(allow_null=True, help_text="null: not stated.")
    budget = serializers.ChoiceField([*BUDGETS], allow_null=True, help_text="null: not stated.")
    amount_yen = serializers.IntegerField(allow_null=True, help_text="null: not stated.")
    shared_with = serializers.CharField(
        allow_null=True, help_text="Code of another body in the same amount; null: none is stated."
    )


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
        "target": key_or_none(row.target),
        "duty_to_answer": row.duty_to_answer,
        "in_law": row.in_law,
        "basis": {"en": row.basis_en, "ja": row.basis_ja},
        "review_on": row.review_on.isoformat() if row.review_on else None,
    }


def post_json(row: Post) -> Json:
    """Return a post."""
    return {
        **dated_json(row),
        "name": {"en": row.name_en, "ja": row.name_ja},
        "grade": row.grade,
        "number": row.number,
        "term_years": row.term_years,
        "appointed_by": key_or_none(row.appointed_by),
        "dismissed_by": key_or_none(row.dismissed_by),
        "consent": row.consent,
        "tenure": row.tenure,
        "basis": {"en": row.basis_en, "ja": row.basis_ja},
        "review_on": row.review_on.isoformat() if row.review_on else None,
    }


def seat_json(row: Any) -> Json:  # Any: tables of statements are made at run time
    """Return a seat."""
    return {
        **dated_json(row),
        "council": key_or_none(row.body),
        "holder": key_or_none(row.holder),
        "holder_kind": row.holder.kind,
        "votes": 1 if row.votes is None else row.votes,
    }


def posting_json(row: Any) -> Json:  # Any: as above
    """Return officials from elsewhere."""
    stated = ("domain", "from_sector", "posts", "people", "keeps_post", "approved_exchange")
    return {
        **dated_json(row),
        "body": key_or_none(row.body),
        "origin": key_or_none(row.origin),
        **{name: getattr(row, name) for name in stated},
    }


def delegation_json(row: Any) -> Json:  # Any: as above
    """Return a delegation."""
    return {
        **dated_json(row),
        "body": key_or_none(row.body),
        "delegate": key_or_none(row.delegate),
        "function": row.delegated_function,
        "domain": row.domain,
        "basis": row.basis_in_law,
    }


def budget_line_json(row: Any) -> Json:  # Any: as above
    """Return a budget line."""
    return {
        **dated_json(row),
        "body": key_or_none(row.body),
        **{name: getattr(row, name) for name in ("programme", "domain", "budget", "amount_yen")},
        "shared_with": key_or_none(row.shared_with),
    }


def key_or_none(party: Party | None) -> str | None:
    """Return the key of a party, or of the one that it was found to be."""
    return (party.same_as or party).key if party else None
