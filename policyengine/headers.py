"""Headers of every answer that neither Django nor django-csp sets."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

# No page uses any of these: a script that got in should not either.
UNUSED: Final = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "display-capture",
    "fullscreen", "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS: Final = ", ".join(f"{each}=()" for each in UNUSED)


class HeadersMiddleware:
    """A middleware for Permissions-Policy and Cross-Origin-Resource-Policy; no session leaves a copy in a cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request, then add the headers that the view has not set itself."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not is_static(request):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def is_static(request: HttpRequest) -> bool:
    """Return whether the request is for a file that everybody gets alike."""
    return request.path.startswith(str(settings.STATIC_URL))
