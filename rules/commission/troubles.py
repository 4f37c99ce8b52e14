"""The reasons why an act of a commission is refused, by code."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.errors import CodedFieldsError
from institutions.codes.parameters import PlainNumber, WrittenDay
from institutions.codes.registry import coded
from institutions.kinds.base import Label


class SittingRefusedError(CodedFieldsError):
    """An act that is not done: by field the code that says why, and what to do."""


@coded("commission.text_missing", gettext_noop("This is empty, or longer than %(most)s characters. Write a text."))
class TextMissing(Coded):
    most: PlainNumber


@coded(
    "commission.name_taken", gettext_noop("This body has a commission of the name '%(name)s'. Give it another name.")
)
class CommissionNameTaken(Coded):
    name: str


@coded(
    "commission.no_such_account",
    gettext_noop(
        "There is no active account '%(name)s' with the role of a commission member. Ask an administrator to create "
        "one."
    ),
)
class NoMemberAccount(Coded):
    name: str


@coded(
    "commission.member_of_body",
    gettext_noop(
        "'%(name)s' is an account of somebody who also works for the body whose contracts the commission looks at. Ask "
        "a person from outside."
    ),
)
class MemberOfBody(Coded):
    name: str


@coded(
    "commission.member_unknown",
    gettext_noop(
        "The account '%(name)s' is linked to no person in the register, so nobody knows whether a member also works "
        "for the body. Ask an administrator to link it."
    ),
)
class MemberUnknown(Coded):
    name: str


@coded("commission.is_member", gettext_noop("This account is a member already."))
class AlreadyMember(Coded):
    pass


@coded("commission.no_day", gettext_noop("This is not a day. Write it as 2026-04-01."))
class SittingDayMissing(Coded):
    pass


@coded("commission.period_turned", gettext_noop("The period ends before it begins. Exchange the two days."))
class PeriodTurned(Coded):
    pass


@coded("commission.size", gettext_noop("Give the number of contracts to propose, from 1 to %(most)s."))
class SizeWrong(Coded):
    most: PlainNumber


@coded(
    "commission.form_unknown",
    gettext_noop("The form of the file is missing. Choose a list of contracts, awards of the portal, or OCDS."),
)
class FormUnknown(Coded):
    pass


@coded(
    "commission.file_too_large",
    gettext_noop("The files have more than %(most)s MB together. Make a sitting of each quarter."),
)
class FileTooLargeForSitting(Coded):
    most: PlainNumber


@coded(
    "commission.another_runs",
    gettext_noop("Contracts of another sitting of this commission are being read. Wait until they are."),
)
class AnotherSittingRuns(Coded):
    pass


@coded("commission.row_wrong", gettext_noop("%(file)s, line %(line)s, %(field)s: %(said)s"))
class RowWrong(Coded):
    file: str
    line: PlainNumber
    field: str
    said: Coded


@coded(
    "commission.repeated_otherwise",
    gettext_noop("The contract '%(name)s' is in another file too, with other content. Leave out the file that is old."),
)
class RepeatedOtherwise(Coded):
    name: str


@coded(
    "commission.no_contract",
    gettext_noop(
        "Neither the files nor the register have a contract of this body in the period. Add the published list of "
        "the period, and check both days."
    ),
)
class NoContract(Coded):
    pass


@coded(
    "commission.workers_lost",
    gettext_noop("Two workers ended in the middle of it. The administrator of the server finds the reason in its log."),
)
class SittingWorkersLost(Coded):
    pass


@coded("commission.not_now", gettext_noop("This cannot be done now: %(step)s. Open the sitting to see what is next."))
class NotNow(Coded):
    step: Label


@coded("commission.source_unknown", gettext_noop("Choose the public value from which the seed is made."))
class SourceUnknown(Coded):
    pass


@coded(
    "commission.value_known",
    gettext_noop("The value of that day may be known already. Announce a day from %(day)s on."),
)
class ValueMayBeKnown(Coded):
    day: WrittenDay


@coded(
    "commission.value_late",
    gettext_noop("The draw would wait too long for the value of that day. Announce a day until %(day)s."),
)
class ValueTooLate(Coded):
    day: WrittenDay


@coded("commission.value_not_yet", gettext_noop("The value is not known before %(day)s. Come back then."))
class ValueNotYet(Coded):
    day: Label


@coded("commission.value_form", gettext_noop("The value has another form. Write it %(form)s."))
class ValueWrong(Coded):
    form: Label


@coded(
    "commission.not_declared",
    gettext_noop("Declare first whether you have ties to the parties of these contracts."),
)
class TiesNotDeclared(Coded):
    pass


@coded("commission.declared", gettext_noop("You have declared for this sitting. Withdraw from a contract on its page."))
class DeclaredAlready(Coded):
    pass


@coded(
    "commission.withdrawn",
    gettext_noop("You have withdrawn from this contract and take no part in it. Another member acts on it."),
)
class HasWithdrawn(Coded):
    pass


@coded(
    "commission.tie_in_register",
    gettext_noop(
        "The register states a tie between you and a party of this contract, which you did not declare. Withdraw from "
        "the contract, or say why it is no tie."
    ),
)
class TieInRegister(Coded):
    pass


@coded(
    "commission.no_tie_to_answer",
    gettext_noop("No tie between you and a party of this contract waits for an answer. Nothing was recorded."),
)
class NoTieToAnswer(Coded):
    pass


@coded(
    "commission.has_chair",
    gettext_noop("This commission has a chair: %(name)s. End that membership first, or add the member without it."),
)
class HasChair(Coded):
    name: str


@coded("commission.no_such_contract", gettext_noop("The sitting has no contract of this number. Give one that it has."))
class NoSuchContract(Coded):
    pass


@coded("commission.choice_same", gettext_noop("The contract already has this state. Nothing was changed."))
class ChoiceSame(Coded):
    pass


@coded("commission.nothing_chosen", gettext_noop("No contract is chosen. Choose at least one."))
class NoContractChosen(Coded):
    pass


@coded("commission.result_missing", gettext_noop("Say whether the commission has an opinion on this contract."))
class ResultMissing(Coded):
    pass


@coded("commission.one_opinion", gettext_noop("This contract has an opinion. Correct that one instead."))
class OneOpinion(Coded):
    pass


@coded("commission.no_such_entry", gettext_noop("This entry cannot be corrected: it is another's, or was corrected."))
class NoSuchEntry(Coded):
    pass


@coded(
    "commission.opinions_missing",
    gettext_noop("These contracts have no opinion yet: %(numbers)s. Enter one, or that there is none."),
)
class OpinionsMissing(Coded):
    numbers: tuple[str, ...]


@coded("commission.not_reviewed", gettext_noop("Confirm that no person but the members is named in these texts."))
class NamesNotReviewed(Coded):
    pass
