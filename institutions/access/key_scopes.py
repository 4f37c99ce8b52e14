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
    OF_SECRETS: _("Do so with restricted partnerships too"),
}
SCOPES: Final = tuple(SCOPE_LABELS)


def reads_restricted(scopes: Sequence[str]) -> bool:
    """Return whether a key with these scopes reads restricted partnerships; one of before scopes, without any, does."""
    return not scopes or OF_SECRETS in scopes
