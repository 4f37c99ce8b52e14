"""Reasons why there is no preview of an erasure, or why an erasure needs another one."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded(
    "preview.too_many",
    gettext_noop("%(number)s of your searches are still open. Wait until one of them has ended."),
)
class TooManyPreviews(Coded):
    number: PlainNumber


@coded(
    "preview.running",
    gettext_noop("A worker is searching for this person already. Try again once that search has ended."),
)
class PreviewRunning(Coded):
    pass


@coded(
    "preview.workers_lost",
    gettext_noop(
        "Two workers ended in the middle of this search. Ask whoever runs the server to read the log of the worker, "
        "then search again."
    ),
)
class PreviewWorkersLost(Coded):
    pass


@coded(
    "erasure.not_previewed",
    gettext_noop(
        "Nobody was shown what would remain of this person. Run the command without --yes, or search under *Before an "
        "erasure*, with the account that is responsible; read the list, then erase."
    ),
)
class NotPreviewed(Coded):
    pass


@coded(
    "erasure.preview_outdated",
    gettext_noop(
        "What would remain is no longer what the list showed: the data changed since. Run the command without --yes, "
        "read the list again, then erase."
    ),
)
class PreviewOutdated(Coded):
    pass
