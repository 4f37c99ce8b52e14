"""`manage.py demonstrate`: the fictional demonstration, registered and assessed, its log-ins, and its findings."""

from institutions.management.late_command import LateCommand
from institutions.management.own_command import ENGINE


class Command(LateCommand):
    """The command. A second run prints the same table, and finishes what an interrupted one left."""

    help = "Register and assess the fictional demonstration partnerships; print findings and log-ins."
    examples = {
        "demonstrate": "register the fictional cases and print the log-ins",
    }
    requires_system_checks = [ENGINE]
