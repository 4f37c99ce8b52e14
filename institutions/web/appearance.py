"""The appearance of the pages: as the device asks, light or dark. A cookie keeps it, also before sign-in."""

from typing import Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from institutions.query.parameters import word_parameter

COOKIE: Final = "appearance"
DEVICE: Final = "device"
CHOICES: Final[dict[str, Promise]] = {DEVICE: _("As on this device"), "light": _("Light"), "dark": _("Dark")}
YEAR: Final = 365 * 24 * 60 * 60  # seconds
# The screens that the dark colours are for; none of them is paper.
MEDIA: Final = {DEVICE: "screen and (prefers-color-scheme: dark)", "light": "not all", "dark": "screen"}


@login_not_required
@require_POST
def change_appearance(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back. ParameterError for an unknown one."""
    chosen = word_parameter(request.POST, COOKIE, tuple(CHOICES), needed=True)
    back, host = request.POST.get("next", ""), request.get_host()
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={host}, require_https=request.is_secure())
    answer = HttpResponseRedirect(back if safe else "/")
    answer.set_cookie(
        COOKIE, chosen, max_age=YEAR, secure=settings.LANGUAGE_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return answer


def chosen_appearance(request: HttpRequest) -> dict[str, object]:
    """Return, for templates, the choices with the present one, and the screens that are dark."""
    kept = request.COOKIES.get(COOKIE, DEVICE)
    chosen = kept if kept in CHOICES else DEVICE
    choices = [
        {"value": value, "label": label, "media": MEDIA[value], "chosen": value == chosen}
        for value, label in CHOICES.items()
    ]
    return {"appearances": choices, "dark_media": MEDIA[chosen]}
