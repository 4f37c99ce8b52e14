"""The differences between the base of a draft and the organisation as it is, in words for its refusal."""

from collections import Counter
from collections.abc import Iterator

from institutions.codes.base import Coded
from institutions.drafts.reorganisation.mandates import domain_label
from institutions.drafts.reorganisation.moved_troubles import (
    BodyIsGone,
    BodyIsNew,
    BodyIsOther,
    MandateIsOther,
    PostIsOther,
    RestIsOther,
)
from institutions.kinds.mandates import FUNCTIONS
from institutions.parties.organisation.state import Organisation


def changes_since(then: Organisation, now: Organisation) -> list[Coded]:
    """Return the differences between two organisations of one day: at least one, since their digests differ."""
    return [*bodies_since(then, now), *held_since(then, now)] or [RestIsOther()]


def bodies_since(then: Organisation, now: Organisation) -> Iterator[Coded]:
    """Yield what changed about bodies."""
    for key in sorted({*then.bodies, *now.bodies}):
        if key not in then.bodies:
            yield BodyIsNew(body=key)
        elif key not in now.bodies:
            yield BodyIsGone(body=key)
        elif then.bodies[key] != now.bodies[key]:
            yield BodyIsOther(body=key)


def held_since(then: Organisation, now: Organisation) -> Iterator[Coded]:
    """Yield what changed about mandates and posts, each once."""
    before, after = Counter(then.mandates), Counter(now.mandates)
    mandates = {(each.body, each.function, each.domain) for each in ((before - after) + (after - before))}
    for body, function, domain in sorted(mandates):
        yield MandateIsOther(body=body, function=FUNCTIONS[function], domain=domain_label(domain))
    posts_then, posts_now = Counter(then.posts), Counter(now.posts)
    posts = {(each.body, each.en or each.ja) for each in ((posts_then - posts_now) + (posts_now - posts_then))}
    for body, post in sorted(posts):
        yield PostIsOther(body=body, post=post)
