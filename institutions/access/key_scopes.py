"""Scopes: what a key may be used for. A key names its scopes; one from before they were required may name none."""

from collections.abc import Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OF_SECRETS: Final = "secret"  # extends another scope to restricted partnerships
SCOPE_LABELS: Final[dict[str, Promise]] = {
    "read": _("Read partnerships, findings and the register"),
    "register": _("Register and revise partnerships, and send imports"),
    "precheck": _("Check a document without storing it"),
    "plan": _("Draft reorganisations of government"),
    OF_SECRETS: _("Do so with restricted partnerships too"),
}
SCOPES: Final = tuple(SCOPE_LABELS)
# A key from before scopes may do what there was then, and nothing that came later.
SCOPES_OF_OLD_KEYS: Final = ("read", "register", "precheck", OF_SECRETS)


def allowed_scopes(scopes: Sequence[str]) -> Sequence[str]:
    """Return what a key with these scopes may be used for."""
    return scopes or SCOPES_OF_OLD_KEYS


def reads_restricted(scopes: Sequence[str]) -> bool:
    """Return whether a key with these scopes reads restricted partnerships; one of before scopes, without any, does."""
    return OF_SECRETS in allowed_scopes(scopes)
