"""Signals of the register, sent inside the transaction of the change: an error of a receiver rolls it back.

partnership_registered  sender Submission; submission, request_id: a partnership was registered or revised
register_changed        sender of the change; change: its content (`changes.Change`); partnerships:
                        ids of partnerships that the sender itself knows to be touched. Either may be left out.
edition_compared        sender Refreshed; found: an edition of a list is compared with the register, and its changes
                        are in this transaction. A receiver answers {touched, possible}: the partnerships that it
                        touches, and would touch if possible matches were confirmed, each as plain data with
                        partnership and because
"""

from django.dispatch import Signal

partnership_registered = Signal()
register_changed = Signal()
edition_compared = Signal()
