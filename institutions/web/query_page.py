"""The page that answers a wrong value in the query of an address: the parameter, the trouble, and a form to mend it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from institutions.query.parameters import ParameterError, page_of_rows


class ParameterMiddleware:
    """A middleware that turns a `ParameterError` of a page into an answer 400. REST makes a problem of it by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Render the page with the form; leave any other exception to others."""
        if not isinstance(exception, ParameterError):
            return None
        context = {
            "parameter": exception.name,
            "given": request.GET.get(exception.name, ""),
            "trouble": exception.words,
            "kept": [(name, value) for name, value in request.GET.items() if name != exception.name and value],
        }
        return render(request, "wrong_parameter.html", context, status=400)


class PagedList:
    """A list that is shown in pages, with the number of the page read as every page reads it."""

    request: HttpRequest

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:  # Any: as Django's ListView declares them
        """Return what Django's ListView expects."""
        page = page_of_rows(queryset, page_size, self.request.GET)
        return page.paginator, page, page.object_list, page.has_other_pages()
