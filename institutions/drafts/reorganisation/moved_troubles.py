"""Changes of the organisation since the base of a draft: said with the refusal of the draft."""

from datetime import date

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "reorganisation.base_unknown",
    gettext_noop("What has changed is not known: the register has no such organisation of %(day)s."),
)
class BaseUnknown(Coded):
    day: date


@coded("reorganisation.since_body_new", gettext_noop("Since then: the body %(body)s is there."))
class BodyIsNew(Coded):
    body: str


@coded("reorganisation.since_body_gone", gettext_noop("Since then: the body %(body)s is no longer there."))
class BodyIsGone(Coded):
    body: str


@coded("reorganisation.since_body_other", gettext_noop("Since then: %(body)s has another name, kind or parent."))
class BodyIsOther(Coded):
    body: str


@coded(
    "reorganisation.since_mandate",
    gettext_noop("Since then: what %(body)s holds as %(function)s for %(domain)s is another."),
)
class MandateIsOther(Coded):
    body: str
    function: Label
    domain: Label


@coded("reorganisation.since_post", gettext_noop("Since then: the post %(post)s of %(body)s is another."))
class PostIsOther(Coded):
    body: str
    post: str


@coded("reorganisation.since_rest", gettext_noop("Since then: something else about the organisation is another."))
class RestIsOther(Coded):
    pass
