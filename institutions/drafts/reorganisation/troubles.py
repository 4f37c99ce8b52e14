"""Reasons why a draft of a reorganisation is refused. Each names the trouble and the remedy."""

from datetime import date

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded("reorganisation.no_acts", gettext_noop("The list of acts is empty. Give at least one act."))
class NoActs(Coded):
    pass


@coded(
    "reorganisation.too_many_acts",
    gettext_noop(
        "There are %(number)s acts, with the rows in their lists; at most %(most)s can be tried together. Divide them "
        "into several drafts."
    ),
)
class TooManyActs(Coded):
    """More acts than are tried on the organisation while somebody waits."""

    number: int
    most: int


@coded("reorganisation.act_unknown", gettext_noop("%(value)s is not an act.%(near)s"))
class ActUnknown(Coded):
    value: OutsideValue
    near: Coded | None


@coded(
    "reorganisation.day_too_early",
    gettext_noop("%(day)s is before %(first)s, the reform of the ministries. Give that day or a later one."),
)
class DayTooEarly(Coded):
    day: date
    first: date


@coded(
    "reorganisation.no_body",
    gettext_noop("There is no body %(body)s on %(day)s.%(near)s Name a body of that day, or found it first."),
)
class NoSuchBody(Coded):
    body: str
    day: date
    near: Coded | None


@coded(
    "reorganisation.founded_later",
    gettext_noop(
        "%(body)s is founded on %(founded)s, after this act of %(day)s. Found it by then, or give the act a later day."
    ),
)
class FoundedLater(Coded):
    body: str
    day: date
    founded: date


@coded(
    "reorganisation.body_ended",
    gettext_noop("%(body)s has ended by another act of this draft. Name another body, or take one of the acts out."),
)
class BodyEnded(Coded):
    body: str


@coded("reorganisation.code_taken", gettext_noop("The code %(body)s is taken. Choose another."))
class CodeTaken(Coded):
    body: str


@coded("reorganisation.key_twice", gettext_noop("The key %(key)s is used twice. Give each founded body its own."))
class KeyTwice(Coded):
    key: str


@coded(
    "reorganisation.key_taken",
    gettext_noop("The key %(key)s is the code of another body, so it could mean either. Choose another."),
)
class KeyTaken(Coded):
    key: str


@coded(
    "reorganisation.moved_twice",
    gettext_noop("Two acts of one day place %(body)s under a body. Keep one of them."),
)
class BodyMovedTwice(Coded):
    body: str


@coded(
    "reorganisation.renamed_twice",
    gettext_noop("Two acts of one day rename %(body)s. Keep one of them."),
)
class RenamedTwice(Coded):
    body: str


@coded(
    "reorganisation.circle",
    gettext_noop("%(body)s would be under itself. Choose a parent that is not under it."),
)
class ParentCircle(Coded):
    body: str


@coded(
    "reorganisation.merge_alone",
    gettext_noop("A merge needs two different bodies or more. Name another body."),
)
class MergeAlone(Coded):
    pass


@coded("reorganisation.body_twice", gettext_noop("%(body)s is named twice. Name each body once."))
class BodyTwice(Coded):
    body: str


@coded(
    "reorganisation.into_itself",
    gettext_noop("%(body)s cannot hand over to itself. Name another body."),
)
class IntoItself(Coded):
    body: str


@coded(
    "reorganisation.held",
    gettext_noop("%(body)s holds %(function)s for %(domain)s already. Take the act out, or end that mandate first."),
)
class MandateHeld(Coded):
    body: str
    function: Label
    domain: Label


@coded(
    "reorganisation.not_held",
    gettext_noop(
        "%(body)s does not hold %(function)s for %(domain)s. Name a mandate that it holds; one for every domain is not "
        "divided by domain."
    ),
)
class MandateNotHeld(Coded):
    body: str
    function: Label
    domain: Label


@coded(
    "reorganisation.mandate_twice",
    gettext_noop("Two acts of one day concern %(function)s of %(body)s for %(domain)s. Keep one of them."),
)
class MandateTwice(Coded):
    body: str
    function: Label
    domain: Label


@coded(
    "reorganisation.no_post",
    gettext_noop("%(body)s has no post of the name %(post)s. Write the name as the register has it."),
)
class NoSuchPost(Coded):
    body: str
    post: str


@coded(
    "reorganisation.post_twice",
    gettext_noop("Two acts of one day concern the post %(post)s of %(body)s. Keep one of them."),
)
class PostTwice(Coded):
    body: str
    post: str


@coded(
    "reorganisation.post_not_on_record",
    gettext_noop(
        "%(body)s has no post %(post)s on record. The draft moves it as it is named; how it is filled is not "
        "known.%(near)s"
    ),
)
class PostNotOnRecord(Coded):
    """A note, and no reason to refuse: the register does not know every post."""

    body: str
    post: str
    near: Coded | None


@coded(
    "reorganisation.post_ambiguous",
    gettext_noop("%(body)s has several posts of the name %(post)s. Give the name in both languages."),
)
class PostAmbiguous(Coded):
    body: str
    post: str


@coded(
    "reorganisation.post_taken",
    gettext_noop("%(body)s has a post of the name %(post)s already. Choose another name, or end that post first."),
)
class PostTaken(Coded):
    body: str
    post: str


@coded(
    "reorganisation.split_leaves",
    gettext_noop(
        "%(body)s is dissolved by the split and %(left)s would be left behind. Say where it goes, or leave out "
        "dissolves."
    ),
)
class SplitLeaves(Coded):
    body: str
    left: Label  # a function in a domain, or the name of a post


@coded(
    "reorganisation.partnerships_twice",
    gettext_noop(
        "On one day the partnerships of %(body)s in one domain (%(domain)s) would go to several bodies. Name one of "
        "them."
    ),
)
class PartnershipsTwice(Coded):
    body: str
    domain: Label


@coded(
    "reorganisation.bodies_below",
    gettext_noop("%(below)s is under %(body)s, which ends without a successor. Move it first, or name a successor."),
)
class BodiesBelow(Coded):
    body: str
    below: str


@coded(
    "reorganisation.base_moved",
    gettext_noop(
        "The organisation has changed since the draft was made. Look at the preview again, and send the draft with the "
        "base %(base)s."
    ),
)
class BaseMoved(Coded):
    base: str


@coded(
    "reorganisation.one_holder",
    gettext_noop("A seat has one holder. Name one body, one company or one person."),
)
class OneHolder(Coded):
    pass


@coded(
    "reorganisation.no_holder",
    gettext_noop("The register has no such party: %(holder)s. Give the id of a company or person of the register."),
)
class NoSuchHolder(Coded):
    holder: str


@coded(
    "reorganisation.seat_twice",
    gettext_noop("Two acts of one day concern one seat in %(body)s. Keep one of them."),
)
class SeatTwice(Coded):
    body: str


@coded(
    "reorganisation.split_leaves_seats",
    gettext_noop(
        "%(body)s is dissolved by the split, and seats in it or seats that it holds elsewhere would be left behind. "
        "Leave out dissolves, or dissolve it with a successor."
    ),
)
class SplitLeavesSeats(Coded):
    body: str
