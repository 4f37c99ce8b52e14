"""/bodies/: the government bodies of the register as they were on a day."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.access.callers import Reader
from institutions.access.parties import party_by_id_or_code
from institutions.access.statements import held_statements_for
from institutions.kinds.parties import BODY_KINDS
from institutions.models import BodyParent, GovernmentBody, Mandate, PartyKind, PartyName, Post
from institutions.parties.organisation.mandates import both_sides
from institutions.parties.organisation.register import ChartHistory, japanese_bodies_once
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from rules.web.api.days import ON, day_or_today
from rules.web.api.endpoint import Endpoint, Json, refuse_strange_parameters
from rules.web.api.filtering import ChoiceFilter, Filtered
from rules.web.api.register.body_history import (
    BudgetLineShape,
    DelegationShape,
    MandateShape,
    NameShape,
    ParentShape,
    PostingShape,
    PostShape,
    SeatShape,
    budget_line_json,
    delegation_json,
    mandate_json,
    name_json,
    parent_json,
    post_json,
    posting_json,
    seat_json,
)
from rules.web.api.register.parties import PartyFilter, PartyShape, shown_to_caller
from rules.web.api.shapes import Text

MOST_ROWS: Final = 500  # of one kind in an answer: anybody who registers may state further ones
IN_ORDER: Final = (F("from_on").asc(nulls_first=True), "pk")  # rows with days: the earliest first


class BodyShape(PartyShape[GovernmentBody]):
    """A government body as it was on the day; fields without dates are as they are today."""

    kind = serializers.CharField(source="type")
    law = serializers.SerializerMethodField(help_text="The founding law.")
    parent = serializers.SerializerMethodField(  # type: ignore[assignment]  # the metaclass takes it off the class
        help_text="Code of the body that it is under on the day."
    )
    there = serializers.SerializerMethodField(help_text="Whether it exists on the day; null: not known.")

    class Meta:
        model = GovernmentBody
        fields: tuple[str, ...] = (
            "id", "code", "name", "kind", "parent", "there", "country", "gpa_class", "local", "corporate_number",
            "founded_on", "dissolved_on", "law",
        )  # fmt: skip

    @extend_schema_field(Text)
    def get_name(self, party: Any) -> dict[str, str]:  # Any: `then` is added by `bodies_as_of`
        """Return the name on the day in both languages."""
        return {"en": party.then.en, "ja": party.then.ja}

    @extend_schema_field(Text)
    def get_law(self, body: GovernmentBody) -> dict[str, str]:
        """Return the law in both languages."""
        return {"en": body.law_en, "ja": body.law_ja}

    def get_parent(self, body: Any) -> str | None:  # Any: as above
        """Return the code of the parent on the day, if there is one."""
        return body.parent_then  # type: ignore[no-any-return]

    def get_there(self, body: Any) -> bool | None:  # Any: as above
        """Return whether the body existed on the day; None if unknown."""
        return body.there  # type: ignore[no-any-return]


class BodyInFullShape(BodyShape):
    """A government body with its past, what it does, who works in it, and the bodies under it on the day."""

    names = NameShape(many=True, help_text="All its names, current and former.")
    parents = ParentShape(many=True, help_text="All its superior bodies, current and former.")
    mandates = MandateShape(many=True, help_text="Its mandates, current and former.")
    posts = PostShape(many=True, help_text="Its posts, current and former; who holds them is no part of this.")
    seats = SeatShape(many=True, help_text="Seats in it and its own in others, current and former, that you may see.")
    postings = PostingShape(many=True, help_text="Officials from elsewhere, and its own elsewhere; nobody is named.")
    delegations = DelegationShape(many=True, help_text="Functions that another body exercises, of both bodies.")
    budget_lines = BudgetLineShape(many=True, help_text="Published amounts of its budget.")
    cut_short = serializers.ListField(
        child=serializers.CharField(),
        help_text=f"The lists of statements that are cut after {MOST_ROWS} entries.",
    )
    children = serializers.ListField(
        child=serializers.CharField(), help_text="Codes of the bodies directly under it on the day."
    )
    promotes_and_regulates = serializers.ListField(
        child=serializers.CharField(allow_blank=True),
        help_text="The domains that it both promotes and regulates on the day; an empty text: every domain.",
    )

    class Meta(BodyShape.Meta):
        fields = (
            *(*BodyShape.Meta.fields, "names", "parents", "mandates", "posts", "seats", "postings"),
            *("delegations", "budget_lines", "cut_short"),
            *("children", "promotes_and_regulates"),
        )


class BodyFilter(PartyFilter):
    """The filters of parties, and by kind."""

    of_kind = PartyKind.BODY
    kind = ChoiceFilter(
        field_name="type",
        choices=[(word, label.en) for word, label in BODY_KINDS.items()],
        help_text="As in the submission document, such as ministry.",
    )


@extend_schema_view(get=extend_schema(parameters=[ON]))
class BodyList(Filtered, Endpoint, ListAPIView[GovernmentBody]):
    """Every government body of the register as of a day, latest entry first."""

    queryset = GovernmentBody.objects.none()  # what the list is of; get_queryset says which
    serializer_class = BodyShape
    filterset_class = BodyFilter
    further = frozenset({ON.name})
    ordering = ("-created_at", "-pk")

    def get_queryset(self) -> QuerySet[GovernmentBody]:
        """Return each body once, whether it existed on the day or not."""
        return shown_to_caller(self, japanese_bodies_once())

    def paginate_queryset(self, queryset: Any) -> Any:  # Any: as the parent declares it
        """Return the bodies of a page as they were on the day."""
        day = day_or_today(self.request)
        page = super().paginate_queryset(queryset)
        return page if page is None else bodies_as_of(page, day)


class BodyDetail(Endpoint):
    """One government body."""

    @extend_schema(
        operation_id="bodies_read",
        parameters=[ON],
        responses={200: BodyInFullShape, **problem_answers(problems.NotFound, problems.InvalidParameter)},
    )
    def get(self, request: Request, code: str) -> Response:
        """Return a body by code or id, as of a day, with all that is dated about it."""
        refuse_strange_parameters(request.query_params, frozenset({ON.name}))
        day = day_or_today(request)
        if "\0" in code:  # a database may refuse to look for it
            raise Http404
        body: Any = get_object_or_404(
            shown_to_caller(self, japanese_bodies_once()), party_by_id_or_code(code)
        )  # Any: as above
        bodies_as_of([body], day)
        past = body_past(body, shown_to_caller(self, japanese_bodies_once()), day)
        return Response({**BodyShape(body).data, **past, **body_statements(body, self.reader())})


def body_past(body: GovernmentBody, others: QuerySet[GovernmentBody], on: date) -> Json:
    """Return the dated facts about a body, and those of the other bodies that are under it on a day."""
    names = PartyName.objects.current().filter(party=body).select_related("source").order_by(*IN_ORDER)
    parents = BodyParent.objects.current().filter(body=body).select_related("source", "parent").order_by(*IN_ORDER)
    mandates = list(
        Mandate.objects.current().filter(body=body).select_related("source", "target__same_as").order_by(*IN_ORDER)
    )
    chart = ChartHistory.read(others).chart(on)
    return {
        "names": [name_json(each) for each in names],
        "parents": [parent_json(each) for each in parents],
        "mandates": [mandate_json(each) for each in mandates],
        "children": [each.key for each in chart.under(body.pk)],
        "promotes_and_regulates": sorted({each.domain for each in both_sides(mandates, on)}),
    }


def body_statements(body: GovernmentBody, reader: Reader) -> Json:
    """Return posts, seats, officials from elsewhere and budget lines of a body, as far as a reader may see them."""
    ids = (body.pk, *body.also.values_list("pk", flat=True))
    posts = Post.objects.current().filter(body__in=ids).order_by(*IN_ORDER)
    posts = posts.select_related("source", "appointed_by__same_as", "dismissed_by__same_as")

    def stated(kind: str, *fields: str) -> Any:  # Any: tables of statements are made at run time
        named = Q(*((f"{field}__in", ids) for field in fields), _connector=Q.OR)
        rows = held_statements_for(kind, reader).filter(named).order_by(*IN_ORDER)
        return rows.select_related("source", *(f"{field}__same_as" for field in fields))

    found: dict[str, tuple[Any, Callable[[Any], Json]]] = {
        "posts": (posts, post_json),
        "seats": (stated("seat", "body", "holder"), seat_json),
        "postings": (stated("posting", "body", "origin"), posting_json),
        "delegations": (stated("delegation", "body", "delegate"), delegation_json),
        "budget_lines": (stated("budget_line", "body", "shared_with"), budget_line_json),
    }
    rows = {name: [written(each) for each in of_kind[: MOST_ROWS + 1]] for name, (of_kind, written) in found.items()}
    cut_short = sorted(name for name, each in rows.items() if len(each) > MOST_ROWS)
    return {**{name: each[:MOST_ROWS] for name, each in rows.items()}, "cut_short": cut_short}


def bodies_as_of(bodies: Sequence[Any], on: date) -> Sequence[Any]:  # Any: bodies with what is added here
    """Add the state of each body on a day: `then`, `there`, and the code of its parent. Two queries."""
    history = ChartHistory.read(bodies)
    for each in bodies:
        each.then, each.there = history.placed(each, on), history.there(each, on)
        each.parent_then = history.keys.get(each.then.parent)
    return bodies
