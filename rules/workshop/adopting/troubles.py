"""The reasons why an act on an adoption is refused, and what a second editor finds missing, by code."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber, WrittenDay
from institutions.codes.registry import coded


@coded(
    "rulebook_adoption.reason_missing",
    gettext_noop("There is no reason, or one of over %(most)s characters. Say in a few sentences why."),
)
class ReasonMissing(Coded):
    most: PlainNumber


@coded(
    "rulebook_adoption.day_wrong",
    gettext_noop("The first day is no day, or has passed. Give today (%(today)s) or a later day."),
)
class DayWrong(Coded):
    today: WrittenDay


@coded(
    "rulebook_adoption.base_moved",
    gettext_noop(
        "The draft does not rest on the rulebook in force, so adopting it would undo later changes. Move the draft to "
        "the rulebook in force first, and propose it again."
    ),
)
class BaseVersionMoved(Coded):
    pass


@coded(
    "rulebook_adoption.nothing_changes",
    gettext_noop("No rule, number or law differs from the rulebook in force, so there is nothing to adopt."),
)
class NothingToAdopt(Coded):
    pass


@coded(
    "rulebook_adoption.no_organisation_rules",
    gettext_noop(
        "The draft has no rule on the organisation of government, so the program's would apply. Keep one at least."
    ),
)
class NoOrganisationRules(Coded):
    pass


@coded(
    "rulebook_adoption.proposed_already",
    gettext_noop("The draft is proposed already. Withdraw that proposal before you make another one."),
)
class ProposedAlready(Coded):
    pass


@coded(
    "rulebook_adoption.named_otherwise",
    gettext_noop(
        "The program was upgraded after this proposal and makes another version of its files, which nobody proposed. "
        "Withdraw the proposal, then propose the draft again."
    ),
)
class NamedOtherwise(Coded):
    pass


@coded(
    "rulebook_adoption.person_unknown",
    gettext_noop(
        "Two editors are two people only if the accounts of both, and of everybody who wrote a part of the draft, are "
        "linked to a person in the register. Ask an administrator to link them."
    ),
)
class EditorsUnknown(Coded):
    pass


@coded(
    "rulebook_adoption.own_draft",
    gettext_noop(
        "You proposed this version or wrote a part of the draft. Another editor has to read it, and approve or refuse "
        "it."
    ),
)
class OwnDraft(Coded):
    pass


@coded(
    "rulebook_adoption.decided",
    gettext_noop("This proposal is no longer open. Open its page again to see what became of it."),
)
class AdoptionDecided(Coded):
    pass


@coded(
    "rulebook_adoption.not_confirmed",
    gettext_noop("Read all five parts (text, law, cases, changes of the rules, effect) and confirm each of them."),
)
class NotConfirmed(Coded):
    pass


@coded(
    "rulebook_adoption.note_missing",
    gettext_noop("Something is missing. Say in the note why the version is approved nevertheless, or refuse it."),
)
class NoteMissing(Coded):
    pass


@coded(
    "rulebook_adoption.another_to_come",
    gettext_noop(
        "Another approved version comes into force on %(day)s. Withdraw it, or wait for that day; then move the draft "
        "to it."
    ),
)
class AnotherToCome(Coded):
    day: WrittenDay


@coded(
    "rulebook_adoption.in_force",
    gettext_noop("The version is in force already. Adopt an earlier one to return to it."),
)
class AlreadyInForce(Coded):
    pass


@coded(
    "rulebook_adoption.draft_changed",
    gettext_noop("The draft was changed after this proposal. What was saved since is no part of it."),
)
class DraftChangedSince(Coded):
    pass


@coded(
    "rulebook_adoption.basis_uncertain",
    gettext_noop("The basis of %(names)s was not read in the text of the law: it is from memory, or our own."),
)
class BasisUncertain(Coded):
    names: tuple[str, ...]


@coded("rulebook_adoption.no_cases", gettext_noop("These rules have no cases: %(rules)s."))
class NoCases(Coded):
    rules: tuple[str, ...]


@coded(
    "rulebook_adoption.cases_fail",
    gettext_noop("%(number)s cases of these rules are not answered as they say: %(rules)s."),
)
class CasesFail(Coded):
    number: PlainNumber
    rules: tuple[str, ...]


@coded(
    "rulebook_adoption.cases_unreadable",
    gettext_noop("The cases of these rules cannot be read: %(rules)s."),
)
class CasesUnreadable(Coded):
    rules: tuple[str, ...]


@coded(
    "rulebook_adoption.mutants_not_tried",
    gettext_noop("Nobody has tried the cases of these rules against changes of the rule, as it is now: %(rules)s."),
)
class MutantsNotTried(Coded):
    rules: tuple[str, ...]


@coded(
    "rulebook_adoption.mutants_survive",
    gettext_noop("%(number)s changes of these rules are noticed by none of their cases: %(rules)s."),
)
class MutantsSurvive(Coded):
    number: PlainNumber
    rules: tuple[str, ...]


@coded(
    "rulebook_adoption.no_trial",
    gettext_noop("The effect of this revision on the register has not been counted. Try the draft first."),
)
class NoTrial(Coded):
    pass


@coded(
    "rulebook_adoption.no_such_version",
    gettext_noop("No adopted version begins with '%(version)s'. Choose one of the list."),
)
class NoSuchAdoptedVersion(Coded):
    version: str


@coded(
    "rulebook_adoption.program_moved_on",
    gettext_noop(
        "The program brings version %(program)s of the rulebook. The version in force was made from %(made_from)s, so "
        "changes of the program are not in force. Begin a draft that takes them over."
    ),
)
class ProgramMovedOn(Coded):
    program: str
    made_from: str
