"""Troubles with the hearing of a person concerned, and with their answer."""

from datetime import date

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded("hearing.way_not_chosen", gettext_noop("Choose how the person is heard, or that they are not heard."))
class NoWayChosen(Coded):
    pass


@coded(
    "hearing.days_to_answer",
    gettext_noop("Give the person %(least)s to %(most)s days: a day from %(first)s to %(last)s."),
)
class DaysToAnswer(Coded):
    least: PlainNumber
    most: PlainNumber
    first: date
    last: date


@coded("hearing.waiver_not_chosen", gettext_noop("Choose a reason from the list."))
class NoWaiverChosen(Coded):
    pass


@coded(
    "hearing.answered_already",
    gettext_noop("They have already answered. Their answer is shown beside the finding."),
)
class AnsweredAlready(Coded):
    pass


@coded(
    "hearing.finding_gone",
    gettext_noop("The newest assessment no longer has this finding, so nobody is asked about it."),
)
class NobodyToAsk(Coded):
    pass


@coded("hearing.person_not_named", gettext_noop("Choose a person whom this finding names."))
class PersonNotNamed(Coded):
    pass


@coded(
    "hearing.no_account",
    gettext_noop(
        "They have no account to answer with. Record how they were heard in another way, or why they were not heard."
    ),
)
class NoAccountToAnswer(Coded):
    pass


@coded(
    "hearing.case_not_open_to_them",
    gettext_noop(
        "This case is restricted and their account may not see it. Hear them in another way, and record that here."
    ),
)
class CaseNotOpenToThem(Coded):
    pass


@coded("hearing.person_not_heard", gettext_noop("%(rule)s names %(number)s person who has not been heard."))
class PersonNotHeard(Coded):
    """The trouble without a name, for readers without access to it. So with the next."""

    rule: str
    number: PlainNumber


@coded("hearing.people_not_heard", gettext_noop("%(rule)s names %(number)s people who have not been heard."))
class PeopleNotHeard(Coded):
    rule: str
    number: PlainNumber


@coded("hearing.waiting", gettext_noop("%(name)s was asked about %(rule)s and has until %(day)s to answer."))
class WaitingForAnswer(Coded):
    name: str
    rule: str
    day: date


@coded(
    "hearing.not_heard",
    gettext_noop(
        "%(rule)s names %(name)s, who has not been heard. Ask them, record that they were heard in another "
        "way, or say why not."
    ),
)
class NotHeard(Coded):
    rule: str
    name: str


@coded(
    "question.asked_again",
    gettext_noop("You were asked about this finding again later. Please answer the later question."),
)
class AskedAgain(Coded):
    pass


@coded(
    "question.facts_changed",
    gettext_noop("The finding now rests on other facts. You are asked again before it is confirmed."),
)
class QuestionChanged(Coded):
    pass


@coded(
    "question.finding_gone",
    gettext_noop("The newest assessment no longer has this finding, so there is nothing to answer."),
)
class QuestionGone(Coded):
    pass


@coded(
    "question.ended",
    gettext_noop(
        "The case does not accept answers in its present state. If it is reviewed again, you may be asked again."
    ),
)
class QuestionEnded(Coded):
    pass


@coded("correction.not_shown", gettext_noop("Choose facts that are shown to you, each only once."))
class FactNotShown(Coded):
    pass
