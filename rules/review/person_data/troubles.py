"""Reasons why a file of personal data is not prepared, released or read."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded(
    "person_data.no_reason",
    gettext_noop("Say who asked, when, and how it was made sure that it was the person themselves."),
)
class RequestUnexplained(Coded):
    pass


@coded("person_data.no_person", gettext_noop("No person in the register has this id. Copy it from the list of people."))
class UnknownPerson(Coded):
    pass


@coded("person_data.not_yours", gettext_noop("Only reviewers and auditors handle personal data. Ask one."))
class NotForThisRole(Coded):
    pass


@coded("person_data.about_you", gettext_noop("This data is about you, so somebody else must handle it."))
class DataAboutYou(Coded):
    pass


@coded(
    "person_data.same_person",
    gettext_noop(
        "Another person must release what one prepared, and both accounts must be linked to a person in the register."
    ),
)
class AnotherMustRelease(Coded):
    pass


@coded(
    "person_data.outdated",
    gettext_noop(
        "The data on this person has changed since the file was prepared, so its content is not shown and not handed "
        "over. Prepare a new file."
    ),
)
class FileOutdated(Coded):
    pass


@coded(
    "person_data.changed",
    gettext_noop(
        "The content of this file is not what was prepared: somebody changed it in the database. It is not shown and "
        "not handed over. Prepare a new file, and tell whoever looks after the database."
    ),
)
class FileChanged(Coded):
    pass


@coded("person_data.settled", gettext_noop("This file was already released or refused. Prepare a new one if needed."))
class FileSettled(Coded):
    pass


@coded("person_data.not_released", gettext_noop("This file is not released, or is no longer kept. Prepare a new one."))
class FileNotReleased(Coded):
    pass
