"""Publish domain events to their subscribers, in the transaction of the change that they report.

The publisher knows none of the subscribers. An error in a subscriber rolls the act back, so that nothing is stored
without its subscribers having received it.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Final, TypeVar

from institutions.values.late_modules import load_late_modules
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
    load_late_modules()
    for subscriber in _subscribers[type(event)]:
        subscriber(event)
