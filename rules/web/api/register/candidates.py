"""/candidates/: parties of the register that a described party may be, before anything is submitted."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.drafts.errors import FieldError
from institutions.drafts.values import text_trouble
from institutions.kinds.base import MAX_NAME
from institutions.models import PartyKind
from institutions.parties.identities.candidates import LEAD_FROM, LikenessReason, MatchCandidate, PartyDescription
from institutions.parties.identities.finding import find_candidates
from institutions.query.parameters import none_of
from institutions.query.troubles import NameMissing
from institutions.web.rest.problems import FieldTrouble, coded_trouble, invalid_parameters
from institutions.web.rest.troubles import field_troubles
from rules.web.api.endpoint import Endpoint, caller_of, refuse_strange_parameters
from rules.web.api.shapes import Text

MOST = 10
WEAKEST = 70  # of 100: the search shows weaker candidates than those that leave a possible match
PARAMETERS = {
    "name": "In kanji, kana or Latin letters; the spelling does not matter.",
    "kind": "body, company (default) or person. People are limited to those stated by your own body or by nobody.",
    "corporate_number": "Of 13 digits.",
    "lei": "Of 20 characters.",
    "country": "ISO 3166-1 alpha-2.",
    "address": "Compared after numbers and counters are normalised.",
    "phone": "Only its digits are compared.",
}


class CandidateShape(serializers.Serializer[MatchCandidate]):
    """A party that may be the one."""

    id = serializers.UUIDField(source="party.id")
    kind = serializers.ChoiceField(PartyKind.choices, source="party.kind")
    name = Text()
    corporate_number = serializers.CharField(source="party.corporate_number", allow_null=True)
    lei = serializers.CharField(source="party.lei", allow_null=True)
    country = serializers.CharField(source="party.country", allow_blank=True)
    score = serializers.IntegerField(
        min_value=0, max_value=100, help_text=f"Of 100. From {LEAD_FROM} on a new party leaves a possible match."
    )
    certain = serializers.BooleanField(help_text="Whether a number is the same. A name alone is never certain.")
    reasons = serializers.ListField(child=serializers.ChoiceField(LikenessReason.choices))

    def to_representation(self, found: MatchCandidate) -> dict[str, Any]:  # Any: plain data for JSON
        """Return the candidate with its name in both languages."""
        party = found.party
        return {
            "id": str(party.pk),
            "kind": party.kind,
            "name": {"en": party.name_en, "ja": party.name_ja},
            "corporate_number": party.corporate_number,
            "lei": party.lei,
            "country": party.country,
            "score": found.score,
            "certain": found.certain,
            "reasons": [reason.value for reason in found.reasons],
        }


class CandidatesShape(serializers.Serializer[Any]):  # Any: plain data
    """The candidates, the likeliest first."""

    results = CandidateShape(many=True)


class CandidateList(Endpoint):
    """The parties that one with this name, number, address or telephone may be."""

    @extend_schema(
        operation_id="candidates_list",
        parameters=[
            OpenApiParameter(name, str, required=name == "name", description=text) for name, text in PARAMETERS.items()
        ],
        responses={200: CandidatesShape},
    )
    def get(self, request: Request) -> Response:
        """List up to ten candidates, each with its score and its reasons; nothing is stored."""
        given = request.query_params
        refuse_strange_parameters(given, frozenset(PARAMETERS))
        refuse_wrong_values({name: given.get(name) for name in PARAMETERS})
        said = {name: given[name] for name in PARAMETERS if name in given and name not in ("name", "kind")}
        asked = PartyDescription(kind=given.get("kind", PartyKind.COMPANY), names=(given["name"],), **said)
        body, reader = caller_of(request).body, self.reader()
        (found,) = find_candidates([asked], body=body.pk if body else None, reader=reader, least=WEAKEST, most=MOST)
        return Response({"results": [CandidateShape(each).data for each in found]})


def refuse_wrong_values(given: dict[str, str | None]) -> None:
    """Refuse by name values that nothing in the register could have."""
    errors: list[FieldTrouble] = []
    if given["name"] is None:
        errors.append(coded_trouble("name", NameMissing()))
    for name, value in given.items():
        if value is not None and (trouble := text_trouble(value, MAX_NAME, one_line=True)):
            errors += field_troubles([FieldError(name, trouble)])
    if (kind := given["kind"]) is not None and kind not in PartyKind.values:
        errors.append(coded_trouble("kind", none_of(kind, PartyKind.values), None))
    if errors:
        raise invalid_parameters(errors)
