"""Publish domain events to their subscribers, in the transaction of what they tell of.

Whoever acts knows none of those who listen. An error of a subscriber ends the act: nothing is stored that others should
have heard of and did not.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Final, TypeVar

from rules.events.kinds import Event

Published = TypeVar("Published", bound=Event)
Subscriber = Callable[[Published], None]

_subscribers: Final[defaultdict[type[Event], list[Callable[..., None]]]] = defaultdict(list)


def subscribe(kind: type[Published]) -> Callable[[Subscriber[Published]], Subscriber[Published]]:
    """Have a function called with every event of a kind. Subscribers are called in the order in which they enter."""

    def enter(subscriber: Subscriber[Published]) -> Subscriber[Published]:
        if subscriber not in _subscribers[kind]:
            _subscribers[kind].append(subscriber)
        return subscriber

    return enter


def publish(event: Event) -> None:
    """Call every subscriber of the event's kind, one after the other, in the caller's transaction."""
    for subscriber in _subscribers[type(event)]:
        subscriber(event)
