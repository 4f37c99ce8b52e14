"""Reasons why an assessment is not tried again."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded("retry.nothing_failed", gettext_noop("No assessment %(assessment)s has failed or was set aside."))
class NothingFailed(Coded):
    assessment: str


@coded(
    "retry.queued_already",
    gettext_noop("Another assessment of %(partnership)s is queued already and will do the work."),
)
class QueuedAlready(Coded):
    partnership: str


@coded("retry.retried_already", gettext_noop("Somebody else retries %(assessment)s already."))
class RetriedAlready(Coded):
    assessment: str
