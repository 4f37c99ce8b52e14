"""The app that holds what we conclude."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """Facts, rulebook, engine, assessments and findings."""

    name = "rules"

    def ready(self) -> None:
        """Listen to the register and register the system checks."""
        from rules import checks, receivers  # noqa: F401 - importing them connects them
