"""Reasons why a draft cannot be made."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded(
    "draft.not_yours",
    gettext_noop(
        "Only officers of the submitting body, and reviewers without ties to the case, can create drafts. Ask one."
    ),
)
class DraftNotYours(Coded):
    pass


@coded("draft.not_chosen", gettext_noop("Choose a draft."))
class NoDraftChosen(Coded):
    pass


@coded("draft.language_not_chosen", gettext_noop("Choose a language."))
class NoLanguageChosen(Coded):
    pass


@coded("draft.findings_of_other_case", gettext_noop("Choose findings of this case."))
class FindingsOfOtherCase(Coded):
    pass


@coded(
    "draft.findings_do_not_belong",
    gettext_noop("%(number)s of the chosen findings do not belong in this draft. Choose again."),
)
class FindingsDoNotBelong(Coded):
    number: PlainNumber


@coded(
    "draft.all_dismissed",
    gettext_noop("Every finding that this draft could mention is dismissed. Tick those that it should name."),
)
class AllDismissed(Coded):
    pass


@coded(
    "draft.several_authorities",
    gettext_noop("These findings go to different authorities. Choose those of one."),
)
class SeveralAuthorities(Coded):
    pass


@coded(
    "draft.official_not_chosen",
    gettext_noop("Choose an official whom a finding names and who still takes part."),
)
class OfficialNotNamed(Coded):
    pass


@coded(
    "draft.nobody_to_recuse",
    gettext_noop("No finding names an official who still takes part, so there is nobody to order a recusal for."),
)
class NobodyToRecuse(Coded):
    pass


@coded(
    "draft.nothing_to_report",
    gettext_noop("The law neither allows nor requires a report of any finding of this case."),
)
class NothingToReport(Coded):
    pass


@coded("draft.no_finding", gettext_noop("This case has no finding that the draft could mention."))
class NothingToMention(Coded):
    pass
