"""/companies/{id}/owners/: the owners and controllers of a company, along all chains, as of a day."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.models import Company
from institutions.parties.ownership.owners import Owners, OwnerShare, owners_of
from institutions.parties.ownership.ties import TieSources, tie_sources
from institutions.parties.ownership.ultimate_owners import Composition, chain_composition
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from rules.web.api.days import ON, day_or_today
from rules.web.api.endpoint import Endpoint, Json, caller_of, refuse_strange_parameters
from rules.web.api.register.parties import shown_to_caller
from rules.web.api.register.tie_shapes import PartyAlong, StatedShape, import_json, party_json, source_json
from rules.web.import_links import ImportedFrom, imported_from


class OwnerShape(serializers.Serializer[Any]):  # Any: plain data
    """One party's total part in the company, directly and through others."""

    party = PartyAlong()
    share_bp = serializers.IntegerField(
        allow_null=True,
        help_text="Effective share in basis points, rounded down: of votes if they are stated, otherwise of "
        "capital. Null: above the company without a share.",
    )
    partly_unknown = serializers.BooleanField(help_text="A share on the way is unknown: share_bp is a lower bound.")
    controls = serializers.BooleanField(help_text="Over half of the votes at each hop of a chain, or as stated.")
    control_disputed = serializers.BooleanField(
        help_text=(
            "It controls by shares alone, but the shares stated of that company add up to more than "
            "the whole: its controller is unknown."
        )
    )
    controls_with_others = serializers.BooleanField(help_text="With the votes of parties that it controls.")
    ultimate = serializers.BooleanField(help_text="No owner or controller of this party is stated.")


class CompositionShape(serializers.Serializer[Any]):
    """The owners' shares added up at the ends of their chains, in basis points.

    A foreign body counts as State and as foreign. If 10 % of a company are stated to be held, the other 90 % of its
    part count for its own country.
    """

    state_bp = serializers.IntegerField(help_text="Government bodies, of any country.")
    foreign_bp = serializers.IntegerField()
    domestic_bp = serializers.IntegerField()
    country_unknown_bp = serializers.IntegerField()
    own_bp = serializers.IntegerField(help_text="The company's own shares.")
    unstated_bp = serializers.IntegerField(
        help_text="No owner is stated for this part, or its controller has no stated share."
    )
    partly_unknown = serializers.BooleanField(
        help_text="A share on the way is unknown: unstated_bp is an upper bound, the other figures are lower bounds."
    )
    state_controls = PartyAlong(
        many=True, help_text="Government bodies and countries that control the company, whatever share is stated."
    )
    over_whole = serializers.BooleanField(
        help_text="The shares stated of a company on the way add up to more than the whole: they are scaled down, and "
        "do not show who controls it."
    )


class OwningShape(StatedShape):
    """One statement that a party owns, controls or is the parent of a company."""

    upper = serializers.CharField(help_text="The owner: id, or code of a country.")
    lower = serializers.CharField(help_text="The company: id.")
    share_bp = serializers.IntegerField(allow_null=True)
    voting_bp = serializers.IntegerField(allow_null=True)
    vehicle = serializers.CharField(allow_null=True)
    by = serializers.CharField(allow_null=True, help_text="For control: its basis.")


class OwnersShape(serializers.Serializer[Any]):  # Any: plain data
    """The owners of a company, the largest first, and the direct ties that they are known from."""

    company = PartyAlong()
    on = serializers.DateField()
    owners = OwnerShape(many=True)
    treasury_bp = serializers.IntegerField(
        allow_null=True, help_text="The company's own shares, which have no votes and no owner. Null: not stated."
    )
    composition = CompositionShape()
    parties = PartyAlong(many=True, help_text="Every party that a tie names.")
    ties = OwningShape(many=True)
    cut = serializers.BooleanField(
        help_text="The chains lead to more parties than can be followed; the rest is missing."
    )


class OwnerDetail(Endpoint):
    """The owners of one company."""

    @extend_schema(
        operation_id="companies_owners",
        parameters=[ON],
        responses={200: OwnersShape, **problem_answers(problems.NotFound, problems.InvalidParameter)},
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return the owners as of a day. Statements about people are used as far as the caller may read them."""
        refuse_strange_parameters(request.query_params, frozenset({ON.name}))
        company = get_object_or_404(shown_to_caller(self, Company.objects.all()), pk=pk)
        owners = owners_of([company.pk], on=day_or_today(request), reader=self.reader())
        undocumented = (each.imported_id for each in owners.ties if not each.source_id)
        imports = imported_from(caller_of(request), undocumented)
        return Response(owners_json(owners, owners.companies[0], tie_sources(owners.ties), imports))


def owners_json(owners: Owners, company: str, sources: TieSources, imports: Mapping[int, ImportedFrom]) -> Json:
    """Return everything about one company that the endpoint shows."""
    found = owners.owners(company)
    return {
        "company": party_json(owners.parties[company]),
        "on": owners.on.isoformat(),
        "owners": [owner_json(each) for each in found],
        "treasury_bp": treasury.share_bp if (treasury := owners.treasury.get(company)) else None,
        "composition": composition_json(chain_composition(owners, company, found)),
        "parties": [party_json(each) for _, each in sorted(owners.parties.items())],
        "ties": list(ties_json(owners, sources, imports)),
        "cut": owners.cut,
    }


def composition_json(whole: Composition) -> Json:
    """Return the figures, and the States that control."""
    return {**asdict(whole), "state_controls": [party_json(each) for each in whole.state_controls]}


def owner_json(owner: OwnerShare) -> Json:
    """Return one owner."""
    return {
        "party": party_json(owner.party),
        "share_bp": owner.share.share_bp if owner.share else None,
        "partly_unknown": owner.share is None or owner.share.partly_unknown,
        "controls": owner.controls,
        "control_disputed": owner.disputed,
        "controls_with_others": owner.controls_with_others,
        "ultimate": owner.ultimate,
    }


def ties_json(owners: Owners, sources: TieSources, imports: Mapping[int, ImportedFrom]) -> list[Json]:
    """Return every direct tie, by its two sides."""
    return [
        {
            "kind": tie.kind,
            "statement": tie.ref,
            "upper": upper,
            "lower": lower,
            "share_bp": tie.share_bp,
            "voting_bp": tie.voting_bp,
            "vehicle": tie.vehicle,
            "by": tie.by,
            "from_on": tie.from_on,
            "until_on": tie.until_on,
            "confidence": tie.confidence,
            "source": source_json(sources.document(tie)),
            "submission": sources.reference(tie),
            "import": import_json(None if tie.source_id else imports.get(tie.imported_id or 0)),
        }
        for (upper, lower), ties in sorted(owners.by_pair.items())
        for tie in ties
    ]
