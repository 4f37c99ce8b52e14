"""Lists that are narrowed by parameters, and refuse a parameter that they do not know."""

from typing import Any

from django_filters.rest_framework import (  # type: ignore[import-untyped]  # the package has no types
    CharFilter,
    ChoiceFilter,
    FilterSet,
    UUIDFilter,
)
from rest_framework.request import Request

from rules.api.endpoint import refuse_strange_parameters

__all__ = ["CharFilter", "ChoiceFilter", "FilterSet", "Filtered", "UUIDFilter"]

OF_EVERY_LIST = frozenset({"cursor", "page_size"})


class Filtered:
    """Checks the names of the parameters before the first query."""

    filterset_class: Any = None  # a FilterSet, whose class django-filter makes at run time
    further: frozenset[str] = frozenset()  # parameters that do not narrow the list

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # Any: passed on as REST framework does
        """After authentication, so that only callers learn the names."""
        super().initial(request, *args, **kwargs)  # type: ignore[misc]  # mixed into an APIView
        if request.method == "GET":
            own = self.filterset_class.base_filters if self.filterset_class else ()
            refuse_strange_parameters(request.query_params, OF_EVERY_LIST | self.further | frozenset(own))
