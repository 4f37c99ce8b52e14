"""Reasons why an assessment has no result, as codes, besides those of the evaluation itself."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded(
    "assessment.out_of_time",
    gettext_noop(
        "The assessment was stopped because it took more than %(seconds)s seconds. An administrator can start it "
        "again; if it is stopped again, state the case in several documents."
    ),
)
class OutOfTime(Coded):
    seconds: str


@coded(
    "assessment.workers_lost",
    gettext_noop(
        "Two attempts came to no result: the worker died or was killed while it worked on this case. Read the log of "
        "the worker, then try again: manage.py assess --retry %(assessment)s"
    ),
    gettext_noop(
        "Two attempts came to no result, since the worker ended while it worked on this case. An administrator reads "
        "the log of the worker, and can then start the assessment again (%(assessment)s)."
    ),
)
class WorkersLost(Coded):
    assessment: str


@coded(
    "assessment.program_failed",
    gettext_noop(
        "The program failed (%(name)s: %(text)s). An administrator finds more in the log of the worker, and can start "
        "the assessment again."
    ),
)
class ProgramFailed(Coded):
    name: str
    text: str
