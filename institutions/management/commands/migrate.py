"""`manage.py migrate`: Django's own command; here the models of states are rendered when they are asked for."""

from django.core.management.commands import migrate

from institutions.management.own_command import WithExamples
from institutions.management.states_on_demand import ExecutorOnDemand

migrate.MigrationExecutor = ExecutorOnDemand  # type: ignore[attr-defined]  # by this name Django's command makes its own


class Command(WithExamples, migrate.Command):
    """Django's command."""

    help = f"{migrate.Command.help} To bring a register to a new version, run `upgrade`, which proves the result."
    examples = {
        "migrate": "apply every migration that the database lacks",
        "migrate --plan": "show them, and change nothing",
    }
