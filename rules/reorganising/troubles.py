"""The reasons why a preview over the register ended without an answer, by code."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded(
    "reorganisation_preview.disagreement",
    gettext_noop(
        "Two ways of evaluating a partnership gave different answers, so the preview was stopped. The administrator of "
        "the server finds the partnership in the log of the worker, and should report this."
    ),
)
class EvaluatorsDisagreeOnPreview(Coded):
    pass


@coded(
    "reorganisation_preview.failed",
    gettext_noop(
        "An error of the program ended the preview. The administrator of the server finds it in the log of the worker."
    ),
)
class PreviewFailed(Coded):
    pass


@coded(
    "reorganisation_preview.register_moved",
    gettext_noop(
        "The organisation of government in the register changed while the preview was being computed. Compute it again."
    ),
)
class RegisterMovedMeanwhile(Coded):
    pass


@coded(
    "reorganisation_preview.rulebook_moved",
    gettext_noop(
        "Another version of the rulebook came into force while the preview was being computed. Compute it again."
    ),
)
class RulebookMovedMeanwhile(Coded):
    pass


@coded(
    "reorganisation_preview.workers_lost",
    gettext_noop("Two workers ended in the middle of it. The administrator of the server finds the reason in its log."),
)
class PreviewRangeWorkersLost(Coded):
    pass
