"""What the register tells others, inside the transaction of the change: an error of a receiver rolls it back.

partnership_registered  sender Submission; submission, request_id: a partnership was registered or revised
register_changed        sender of the change; partnerships: ids of the partnerships that the sender knows to be touched
"""

from django.dispatch import Signal

partnership_registered = Signal()
register_changed = Signal()
