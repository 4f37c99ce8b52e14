"""The rulebook in force: that of the program's files, until the editors of this installation adopted another version.

Which one is in force is one row of the database, so all processes change at the same moment. They load each version
once, and ask once in each piece of work (`held_rulebook.py`).
"""

from rules.engine.loading.adopted_version import adopted_rulebook, version_in_force
from rules.engine.loading.held_rulebook import held_now
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.program_rulebook import base_rulebook, known_bodies, organisation_rulebook


def current_rulebook() -> LoadedRulebook:
    """Return the version of the rules on partnerships that is in force: one version to the end of a piece of work.

    Outside one each call asks the database. RuleError if this program cannot read the version in force.
    """
    held = held_now.get()
    if held is None:
        return rulebook_at_this_moment()
    if held.rulebook is None:
        held.rulebook = rulebook_at_this_moment()
    return held.rulebook


def rulebook_at_this_moment() -> LoadedRulebook:
    """Return the version that is in force now, whatever the present piece of work holds. One query."""
    version = version_in_force()
    return adopted_rulebook(version, known_bodies) if version else base_rulebook()


def current_organisation_rulebook() -> LoadedRulebook:
    """Return the rules on the organisation of government that are in force. RuleError as above."""
    return organisation_rules_in(current_rulebook())


def organisation_rules_in(rulebook: LoadedRulebook) -> LoadedRulebook:
    """Return the rules on the organisation of a version; for one that has none, those of the program.

    Versions that were adopted before such rules were a part of them went with those of the program.
    """
    return rulebook.organisation or organisation_rulebook()
