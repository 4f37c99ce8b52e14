"""Problems outside any endpoint: unknown addresses below /api/, and Django's own error handlers for them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt

from institutions.web.rest.problem_answers import problem_members
from institutions.web.rest.problem_troubles import NoEndpoint, NoEndpointWithoutSlash, OurError, RequestNotRead
from institutions.web.rest.problems import PROBLEM_JSON, Malformed, NotFound, Problem, ServerError

API_PREFIX = "/api/"


def problem_without_rest(problem: Problem) -> HttpResponse:
    """Make an answer of a problem outside of REST framework."""
    return JsonResponse(
        problem_members(problem), status=problem.status_code, headers=problem.headers, content_type=PROBLEM_JSON
    )


@csrf_exempt  # it reads nothing of the session and changes nothing
@login_not_required
def unknown_address(request: HttpRequest) -> HttpResponse:
    """Answer an address below /api/ that leads nowhere, also with DEBUG on and without a key."""
    return problem_without_rest(NotFound(NoEndpoint() if request.path.endswith("/") else NoEndpointWithoutSlash()))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer Django's 400, such as for an unknown host."""
    if request.path.startswith(API_PREFIX):
        return problem_without_rest(Malformed(RequestNotRead()))
    return defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer Django's 404."""
    if request.path.startswith(API_PREFIX):
        return unknown_address(request)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer Django's 500; the error is logged already."""
    if request.path.startswith(API_PREFIX):
        return problem_without_rest(ServerError(OurError()))
    return defaults.server_error(request)
