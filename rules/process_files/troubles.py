"""The reasons why a file of processes or one of its lines is refused, by code."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.errors import CodedError, CodedFieldsError
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


class ProcessFileRefusedError(CodedFieldsError):
    """A file that is not taken: by field the code that says why, and what to do."""


class TooManyWaitingError(ProcessFileRefusedError):
    """A file of a body that has as many waiting as it may: worth sending again later."""


class NoRoomError(ProcessFileRefusedError):
    """A file of a body that has as much stored as it may: waiting does not help."""


class ProposalRefusedError(CodedError):
    """A process that cannot become a draft."""


@coded("process_file.no_file", gettext_noop("The file is missing. Choose the file that was published."))
class NoProcessFile(Coded):
    """Nothing was sent."""


@coded(
    "process_file.form_unknown",
    gettext_noop("This is not the form of a file: '%(given)s'. Choose one of %(choice)s."),
)
class ProcessFormUnknown(Coded):
    """A form that no reader has."""

    given: str
    choice: str


@coded(
    "process_file.option_unknown",
    gettext_noop("There is no option '%(name)s' for a file of processes. Use %(choice)s, or leave it out."),
)
class ProcessOptionUnknown(Coded):
    """An option that has no meaning."""

    name: str
    choice: str


@coded(
    "process_file.option_wrong",
    gettext_noop("'%(given)s' is not a valid value. Choose one of %(choice)s, or leave it out."),
)
class ProcessOptionWrong(Coded):
    """A value that an option does not have."""

    given: str
    choice: str


@coded("process_file.no_day", gettext_noop("'%(given)s' is not a day. Write it as 2026-04-01, or leave it out."))
class ProcessDayWrong(Coded):
    """A day that cannot be read."""

    given: str


@coded(
    "process_file.too_large",
    gettext_noop("The file has more than %(most)s MB. Compress it with gzip, or split it by quarter."),
)
class ProcessFileTooLarge(Coded):
    """A file above the limit."""

    most: PlainNumber


@coded(
    "process_file.too_many",
    gettext_noop("%(most)s files of this body are waiting to be screened. Send this one when they are done."),
)
class TooManyProcessFiles(Coded):
    """A body that has sent many files already."""

    most: PlainNumber


@coded(
    "process_file.changed",
    gettext_noop(
        "The process %(name)s is known from the file %(file)s and says something else there in %(changed)s. If this "
        "file corrects the other, send it again and choose to replace known processes."
    ),
)
class ProcessSaysOtherwise(Coded):
    """A known process that this file describes otherwise, and neither is dated."""

    name: str
    file: str
    changed: str


@coded(
    "process_file.same_date",
    gettext_noop(
        "The process %(name)s is known from the file %(file)s. A release there has the same date (%(moment)s) and says "
        "something else in %(changed)s, so it is not known which came later. Correct the dates, or send a file with "
        "all releases of the process and choose to replace known processes."
    ),
)
class ReleaseOfSameDate(Coded):
    """A release of a known process that contradicts one of the same date."""

    name: str
    file: str
    moment: str
    changed: str


@coded(
    "process_file.ocid_too_long",
    gettext_noop("The ocid has more than %(most)s characters. Check the file: an ocid is a prefix and a number."),
)
class OcidTooLong(Coded):
    """A name that no publisher gives."""

    most: PlainNumber


@coded(
    "process_file.workers_lost",
    gettext_noop(
        "Two workers ended in the middle of this file. Ask the operator to look at the worker's log, then send the "
        "file again."
    ),
)
class ProcessWorkersLost(Coded):
    """A file that was set aside."""


@coded(
    "process_file.comparison_workers_lost",
    gettext_noop(
        "Two workers ended while the other processes were answered again. Their answers rest on fewer processes than "
        "are known. Ask the operator to look at the worker's log, then send any file with the same options again."
    ),
)
class ComparisonWorkersLost(Coded):
    """Processes whose answers do not rest on all that they are compared with."""


@coded("process_file.over", gettext_noop("Nothing to stop: this file is %(state)s."))
class ProcessFileOver(Coded):
    """A file that no worker has any more."""

    state: str


@coded(
    "process_file.no_domain",
    gettext_noop("The domain is missing, and no publication states it. Choose one of %(choice)s."),
)
class ProposalWithoutDomain(Coded):
    """A proposal states its domain."""

    choice: str
