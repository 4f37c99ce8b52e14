"""Ties of a reviewer to a case, and look-ups of ties that were not possible."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded("tie.submitted", gettext_noop("They submitted revision %(revision)s of the case."))
class TieSubmitted(Coded):
    revision: PlainNumber


@coded(
    "tie.same_person_submitted",
    gettext_noop("The person behind the account submitted revision %(revision)s of the case."),
)
class TieSamePerson(Coded):
    revision: PlainNumber


@coded("tie.named", gettext_noop("They are named in the case."))
class TieNamed(Coded):
    pass


@coded("tie.under_official", gettext_noop("They work under %(official)s, who has a role in the case."))
class TieUnder(Coded):
    official: Label


@coded("tie.over_official", gettext_noop("%(official)s has a role in the case and works under them."))
class TieOver(Coded):
    official: Label


@coded("tie.kin_of_official", gettext_noop("Their relative %(official)s has a role in the case."))
class TieToKin(Coded):
    official: Label


@coded("tie.body_controls", gettext_noop("%(body)s controls %(party)s."))
class TieOfBody(Coded):
    body: Label
    party: Label


@coded("tie.by_rule", gettext_noop("%(rule)s: %(statement)s"))
class TieByRule(Coded):
    """A finding of a rule about the reviewer as a judge of the case, in the words of its rulebook."""

    rule: str
    statement: Label


@coded("tie.described", gettext_noop("%(description)s"))
class TieDescribed(Coded):
    """A chain of statements, written as names and kinds, or a tie that was stored before there were codes."""

    description: Label


@coded("tie.of_submitter", gettext_noop("They submitted the case, or speak for somebody who did."))
class SomeTieOfSubmitter(Coded):
    """A tie as anybody may read it: that there is one of a sort, and nobody's name. So with the next three."""


@coded("tie.on_record", gettext_noop("A tie to a party of the case is on record."))
class SomeTieOnRecord(Coded):
    pass


@coded("tie.in_command", gettext_noop("They work under or above an official of the case."))
class SomeTieInCommand(Coded):
    pass


@coded("tie.of_body", gettext_noop("Their body controls a party of the case."))
class SomeTieOfBody(Coded):
    pass


@coded(
    "gap.no_person",
    gettext_noop("The account is not linked to a person in the register, so ties cannot be looked up."),
)
class NoPersonLinked(Coded):
    pass


@coded(
    "gap.own_body",
    gettext_noop("They belong to the body that submits or signs, and it is not recorded who prepared the case there."),
)
class OfActingBody(Coded):
    pass


@coded("gap.rule_lacks", gettext_noop("A rule lacks data about them. (%(rules)s)"))
class RulesLackData(Coded):
    rules: tuple[str, ...]


@coded("gap.owners", gettext_noop("The parties have more owners than can be followed."))
class TooManyOwners(Coded):
    pass


@coded("gap.ties", gettext_noop("They have more ties than can be followed."))
class TooManyTies(Coded):
    pass


@coded("reviewer.tied", gettext_noop("%(reviewer)s cannot review this case."))
class ReviewerTied(Coded):
    reviewer: str


@coded(
    "reviewer.tied_now",
    gettext_noop("%(reviewer)s now has a tie to this case, so their decisions no longer count."),
)
class ReviewerTiedNow(Coded):
    reviewer: str


@coded(
    "reviewer.barred",
    gettext_noop("%(reviewer)s was recused from this case or found to have a tie to it."),
)
class ReviewerBarred(Coded):
    reviewer: str


@coded(
    "reviewer.unlinked",
    gettext_noop(
        "%(reviewer)s is not linked to a person in the register, so ties cannot be found. An administrator can link "
        "the account."
    ),
)
class ReviewerUnlinked(Coded):
    reviewer: str


@coded("reviewer.assigned_already", gettext_noop("%(reviewer)s is already assigned."))
class AssignedAlready(Coded):
    reviewer: str


@coded(
    "reviewer.assign_yourself",
    gettext_noop(
        "Your own ties to the case could not be checked in full, so you cannot assign anyone else yet. "
        "Assign yourself first and sign that you have no tie, or ask another reviewer."
    ),
)
class AssignYourself(Coded):
    pass


@coded(
    "reviewer.settled_already",
    gettext_noop("Your ties are already settled, so you do not need to declare them."),
)
class SettledAlready(Coded):
    pass
