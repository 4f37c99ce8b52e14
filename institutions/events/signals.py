"""Signals of the register, sent inside the transaction of the change: an error of a receiver rolls it back.

partnership_registered  sender Submission; submission, request_id: a partnership was registered or revised
register_changed        sender of the change; change: its content (`changes.Change`); partnerships:
                        ids of partnerships that the sender itself knows to be touched. Either may be left out.
edition_compared        sender Refreshed; found: an edition of a list is compared with the register, and its changes
                        are in this transaction. A receiver answers {touched, possible}: the partnerships that it
                        touches, and would touch if possible matches were confirmed, each as plain data with
                        partnership and because
account_acted_on        sender Account; account, what (names of what changed), event (id), by
account_joined          sender Account; account, event (id), by: an account acts for a body that it did not act for
                        before, and no reorganisation moved it there with all others
account_request_made    sender AccountRequest; request: a request waits for a second administrator
password_link_asked     sender Account; account, address (of a new account, else empty): a receiver that queues the
                        e-mail with a link answers True
password_set            sender Account; account, mailed: the owner set a password by a link, which came by e-mail or not
key_acted_on            sender ApiKey; key, by: a body's system got a key
"""

from typing import Any

from django.dispatch import Signal

from institutions.values.late_modules import load_late_modules


class RegisterSignal(Signal):
    """A signal whose receivers are loaded before it is first sent."""

    def send(self, sender: Any, **named: Any) -> list[tuple[Any, Any]]:  # Any: as Django declares it
        """Send it to every receiver; return each with its answer."""
        load_late_modules()
        return super().send(sender, **named)


partnership_registered = RegisterSignal()
register_changed = RegisterSignal()
edition_compared = RegisterSignal()
account_acted_on = RegisterSignal()
account_joined = RegisterSignal()
account_request_made = RegisterSignal()
password_link_asked = RegisterSignal()
password_set = RegisterSignal()
key_acted_on = RegisterSignal()
