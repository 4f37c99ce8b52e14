"""Scopes: the limits of a key."""

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from institutions.access.key_scopes import allowed_scopes
from institutions.codes.wording import code_words
from institutions.models import ApiKey
from institutions.web.rest.problem_troubles import ScopeLacking


class HasScope(BasePermission):
    """A permission that holds a key to its scopes. A view names its own in `scope`; else reading is `read`."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Return whether the key covers this request; sessions have roles instead."""
        scopes = allowed_scopes(request.auth.scopes) if isinstance(request.auth, ApiKey) else None
        wanted = getattr(view, "scope", None) or ("read" if request.method in SAFE_METHODS else "register")
        self.code = ScopeLacking(scopes=str(scopes and list(scopes)), wanted=wanted)
        self.message = code_words(self.code, "en")
        return scopes is None or wanted in scopes
