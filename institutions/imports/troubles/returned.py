"""Reasons why a record may not change statements or parties that the register holds."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, WrittenDay
from institutions.codes.registry import coded


@coded(
    "returned.not_held_since",
    gettext_noop(
        "The register no longer has this statement since %(day)s. Leave the row out. Enter what your body "
        "knows itself in a row with its own record."
    ),
    earlier=(
        gettext_noop(
            "The register has not held this statement since %(day)s. Leave the row out. What your body knows "
            "itself goes into a row with a record of its own."
        ),
    ),
)
class NotHeldSince(Coded):
    day: WrittenDay


@coded(
    "returned.of_proposal",
    gettext_noop("It was stated with the proposal %(reference)s. Correct it there; here leave the row as exported."),
)
class RowOfProposal(Coded):
    reference: OutsideValue


@coded(
    "returned.of_list",
    gettext_noop("It comes from an official list. Accept a new edition of the list; here leave the row as exported."),
    earlier=(
        gettext_noop("It stands on an official list. Take a new edition of the list; here leave the row as exported."),
    ),
)
class RowOfList(Coded):
    pass


@coded(
    "returned.of_others",
    gettext_noop(
        "Another body stated this, and only that body can correct it. Leave the row as exported. Enter what "
        "your body knows itself in a row with its own record."
    ),
    earlier=(
        gettext_noop(
            "Another body stated this, which alone corrects it. Leave the row as exported. What your body knows "
            "itself goes into a row with a record of its own."
        ),
    ),
)
class RowOfOthers(Coded):
    pass


@coded(
    "returned.in_part",
    gettext_noop(
        "This format has only a part of the register's data here, and that part differs. Correct it in one "
        "of our tables."
    ),
    earlier=(
        gettext_noop(
            "This format holds only a part of what the register says here, and that part differs. Correct it in "
            "one of our tables."
        ),
    ),
)
class RowInPart(Coded):
    pass


@coded(
    "returned.body_itself",
    gettext_noop("The data of the register's own government bodies cannot be changed here. Leave the row out."),
    earlier=(gettext_noop("The register describes its own government bodies itself. Leave the row out."),),
)
class BodyItself(Coded):
    pass


@coded(
    "returned.party_of_others",
    gettext_noop(
        "Another body stated this. Leave the row as exported; enter what your body knows about the party in "
        "a row with a key of your own, without the id."
    ),
    earlier=(
        gettext_noop(
            "Another body stated what the register has here. Leave the row as exported; what your body knows of "
            "the party goes into a row under a key of your own, without the id."
        ),
    ),
)
class PartyOfOthers(Coded):
    pass


@coded(
    "returned.parent",
    gettext_noop("The superior body of this one cannot be changed here. Leave it out."),
    earlier=(gettext_noop("Which body is above this one cannot be changed here. Leave it out."),),
)
class ParentUnchanged(Coded):
    pass


@coded(
    "returned.partnership",
    gettext_noop(
        "This is the partnership %(reference)s that the register holds and exported itself; OCDS has only a part of "
        "it, and that part differs. Correct the partnership in its proposal, and leave the process out here."
    ),
)
class PartnershipOfRegister(Coded):
    reference: OutsideValue
