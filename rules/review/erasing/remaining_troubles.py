"""Reasons why a name, or a part of it, remains after an erasure."""

from datetime import date

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded(
    "remaining.retained",
    gettext_noop(
        "The official documents of case %(case)s are under retention until %(until)s, so nothing is erased from them."
    ),
)
class RetainedDocument(Coded):
    case: str
    until: date


@coded(
    "remaining.retained_without_end",
    gettext_noop(
        "The official documents of case %(case)s are under retention, and no end of the partnership is stated. Nothing "
        "is erased from them. A revision that states the end lets the period run."
    ),
)
class RetainedWithoutEnd(Coded):
    case: str


@coded(
    "remaining.party_name",
    gettext_noop("The name of a company, a body or another person contains it. That name belongs to them and stays."),
)
class NameOfParty(Coded):
    pass


@coded(
    "remaining.file",
    gettext_noop(
        "The content of the attached file %(file)s is not searched, and stays. Open it, and ask the reviewers of the "
        "case whether it may stay."
    ),
)
class FileNotSearched(Coded):
    file: PlainNumber


@coded(
    "remaining.member",
    gettext_noop("The name of a member of a commission contains it. It is in public reports, and stays."),
)
class NameOfMember(Coded):
    pass


@coded(
    "remaining.reorganisation",
    gettext_noop(
        "A draft or an enactment of a reorganisation contains it. These documents stay as they were saved: take it out "
        "of the next revision."
    ),
)
class InReorganisation(Coded):
    pass


@coded(
    "remaining.text",
    gettext_noop("The text in %(column)s contains a part of the name. Only full names are erased: read it and decide."),
)
class PartInText(Coded):
    column: str


@coded(
    "remaining.address",
    gettext_noop(
        "The address in %(column)s contains a part of the name. Only full names are erased: read it and decide."
    ),
)
class PartInAddress(Coded):
    column: str


@coded(
    "remaining.finding",
    gettext_noop(
        "Finding %(finding)s contains a part of the name, for example in the name of a company, and so says who it was."
    ),
)
class PartInFinding(Coded):
    finding: int


@coded(
    "remaining.other_case",
    gettext_noop(
        "A text of case %(case)s contains the name. No document of that case names the person, so nothing is erased "
        "from it: read it and decide."
    ),
)
class InOtherCase(Coded):
    case: str


@coded(
    "remaining.upcoming_edition",
    gettext_noop("An edition of an official list that nobody has accepted yet contains it. Accept or drop it first."),
)
class UpcomingEdition(Coded):
    pass


@coded(
    "remaining.key_of_files",
    gettext_noop(
        "The id of an imported record, or the name of a collection of files, contains it. The body's later files are "
        "recognised by it, so it stays. Ask the body to use another one."
    ),
)
class InKeyOfFiles(Coded):
    pass


@coded(
    "remaining.none",
    gettext_noop("Nothing that is searched would contain the name, or a part of it, afterwards."),
)
class NothingRemains(Coded):
    pass


@coded(
    "remaining.not_for_this_role",
    gettext_noop("Only reviewers, auditors and administrators see what an erasure would leave. Ask one."),
)
class NotShownToThisRole(Coded):
    pass
