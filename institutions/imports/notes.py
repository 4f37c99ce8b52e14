"""Notes for readers of an import: on records that supersede or end others, and keys that now mean another party."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, WrittenDay
from institutions.codes.registry import coded


@coded("note.superseded", gettext_noop("Supersedes what %(file)s stated on %(day)s."))
class StatementSuperseded(Coded):
    file: OutsideValue
    day: WrittenDay


@coded("note.superseded_with_changes", gettext_noop("Supersedes what %(file)s stated on %(day)s: %(what)s."))
class SupersededWithChanges(Coded):
    file: OutsideValue
    day: WrittenDay
    what: str


@coded(
    "note.held_again",
    gettext_noop("Recorded again; %(file)s no longer had it on %(day)s."),
    earlier=(gettext_noop("Held again; %(file)s no longer had it on %(day)s."),),
)
class StatementHeldAgain(Coded):
    file: OutsideValue
    day: WrittenDay


@coded("note.ended", gettext_noop("The file no longer has it: it ended on %(day)s."))
class StatementEndedOn(Coded):
    day: WrittenDay


@coded("note.what_it_said", gettext_noop("Its content was: %(what)s."), earlier=(gettext_noop("It said: %(what)s."),))
class EarlierContent(Coded):
    what: str


@coded(
    "note.older",
    gettext_noop(
        "Stated on %(given)s, which is older than what %(file)s stated on %(held)s: unchanged. To go back to it, "
        "allow it (replace)."
    ),
)
class OlderStatement(Coded):
    given: WrittenDay
    file: OutsideValue
    held: WrittenDay


@coded(
    "note.older_release",
    gettext_noop(
        "Released on %(given)s, which is older than the recorded state of %(held)s: unchanged. To go back to "
        "it, allow it (replace)."
    ),
    earlier=(
        gettext_noop(
            "Released on %(given)s, which is older than what is held, of %(held)s: unchanged. To go back to it, "
            "allow it (replace)."
        ),
    ),
)
class OlderRelease(Coded):
    given: WrittenDay
    held: WrittenDay


@coded(
    "note.renamed",
    gettext_noop(
        "The key %(key)s belonged to %(held)s, and now gets another name. Check whether both are the same party."
    ),
    earlier=(gettext_noop("The key %(key)s was %(held)s, and gets another name. Compare whether both are one."),),
)
class PartyRenamed(Coded):
    key: OutsideValue
    held: OutsideValue


@coded(
    "note.number_of_other_name",
    gettext_noop("The register has this number under the name %(held)s. Check whether both are the same party."),
    earlier=(gettext_noop("The register has this number under the name %(held)s. Compare whether both are one."),),
)
class NumberOfOtherName(Coded):
    held: OutsideValue


@coded(
    "note.key_moved",
    gettext_noop(
        "The key %(key)s was %(held)s until now, and is %(now)s by its number or id. Earlier statements stay "
        "where they are until a person confirms that both are the same party: %(address)s."
    ),
    earlier=(
        gettext_noop(
            "The key %(key)s was %(held)s until now, and is %(now)s by its number or id. What was stated of it "
            "before stays there until a person confirms that both are one: %(address)s."
        ),
    ),
)
class KeyMoved(Coded):
    key: OutsideValue
    held: OutsideValue
    now: OutsideValue
    address: str


@coded(
    "note.key_moved_of_others",
    gettext_noop(
        "The key %(key)s was %(held)s until now, and is %(now)s by its number or id. Earlier statements stay "
        "where they are until a person confirms that both are the same party. Ask a reviewer."
    ),
    earlier=(
        gettext_noop(
            "The key %(key)s was %(held)s until now, and is %(now)s by its number or id. What was stated of it "
            "before stays there until a person confirms that both are one. Ask a reviewer."
        ),
    ),
)
class KeyMovedOfOthers(Coded):
    key: OutsideValue
    held: OutsideValue
    now: OutsideValue


@coded(
    "note.key_moved_between_two",
    gettext_noop(
        "The key %(key)s was %(held)s until now, and is %(now)s by its number or id. Earlier statements stay "
        "where they are: a person decided that these are different parties. If they are the same, reverse "
        "that decision: %(address)s."
    ),
    earlier=(
        gettext_noop(
            "The key %(key)s was %(held)s until now, and is %(now)s by its number or id. What was stated of it "
            "before stays there: a person said that they are two. If they are one, take that back: %(address)s."
        ),
    ),
)
class KeyMovedBetweenTwo(Coded):
    key: OutsideValue
    held: OutsideValue
    now: OutsideValue
    address: str


@coded(
    "note.key_moved_numbers_differ",
    gettext_noop(
        "The key %(key)s was %(held)s until now, and is %(now)s by its number or id. Earlier statements stay "
        "where they are, because their numbers differ. Correct the number if both are the same party."
    ),
    earlier=(
        gettext_noop(
            "The key %(key)s was %(held)s until now, and is %(now)s by its number or id. What was stated of it "
            "before stays there, since their numbers differ. Correct the number if both are one."
        ),
    ),
)
class KeyMovedNumbersDiffer(Coded):
    key: OutsideValue
    held: OutsideValue
    now: OutsideValue


@coded(
    "note.all_shares_small",
    gettext_noop("All shares in this file are 1%% or less. If they are percent, write 50%%."),
)
class AllSharesSmall(Coded):
    pass


@coded(
    "note.first_shares_small",
    gettext_noop("All shares in the first records are 1%% or less. If they are percent, write 50%%."),
)
class FirstSharesSmall(Coded):
    pass


@coded("note.collection_starts", gettext_noop("This file starts the collection %(name)s."))
class CollectionStarts(Coded):
    name: OutsideValue


@coded(
    "note.collection_almost",
    gettext_noop("New collection %(name)s. You already have %(other)s: did you mean it?"),
)
class CollectionAlmost(Coded):
    name: OutsideValue
    other: OutsideValue
