"""The limits of an address and of a signed-in account, for pages and the interface alike."""

import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from institutions.web.rates.addresses import address_of
from institutions.web.rates.charging import charge_answer, charged
from institutions.web.rates.counting import seconds_left
from institutions.web.rates.limits import CallerKind, is_over, limit_of
from institutions.web.rest.fallback import API_PREFIX, problem_without_rest
from institutions.web.rest.problems import TooManyRequests

UNCOUNTED: Final = frozenset({"/healthz", "/readyz"})  # a load balancer asks them all the time


class RateMiddleware:
    """A middleware that counts requests with their cost, and answers 429 to an address or account that makes too many.

    The processor time and the bytes of a request count as further ones (`charging`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request unless its address or account is over the limit. An address is counted before anything."""
        if request.path in UNCOUNTED:
            return self.get_response(request)
        begun, callers = time.thread_time(), charged(request)
        if address := address_of(request):
            callers.append((CallerKind.ADDRESS, address))
            if is_over(CallerKind.ADDRESS, address):
                return refuse_address(request)
        if has_session(request):
            callers.append((CallerKind.ACCOUNT, request.user.pk))
            if is_over(CallerKind.ACCOUNT, request.user.pk):
                return refuse_account(request)
        return charge_answer(request, self.get_response(request), begun)


def has_session(request: HttpRequest) -> bool:
    """Return whether somebody is signed in; without a cookie the database is not asked."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def refuse_address(request: HttpRequest) -> HttpResponse:
    """Answer without reading the database: whoever floods the site shall not make it work."""
    problem = TooManyRequests.of(CallerKind.ADDRESS, limit_of(CallerKind.ADDRESS), seconds_left())
    if request.path.startswith(API_PREFIX):
        return problem_without_rest(problem)
    text = _(
        "More than %(limit)d requests a minute came from your network; a large one counts as several. Wait %(seconds)d "
        "seconds, then try again."
    )
    words = text % {"limit": limit_of(CallerKind.ADDRESS), "seconds": seconds_left()}
    return HttpResponse(words, status=429, content_type="text/plain; charset=utf-8", headers=problem.headers)


def refuse_account(request: HttpRequest) -> HttpResponse:
    """Answer with a page, or a problem below /api/."""
    problem = TooManyRequests.of(CallerKind.ACCOUNT, limit_of(CallerKind.ACCOUNT), seconds_left())
    if request.path.startswith(API_PREFIX):
        return problem_without_rest(problem)
    answer = render(request, "429.html", status=429)
    for name, value in problem.headers.items():
        answer[name] = value
    return answer
