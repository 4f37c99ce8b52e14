"""The app of sign-in: it connects the marks of a session and the events of the audit trail."""

from importlib import import_module

from django.apps import AppConfig


class SignInConfig(AppConfig):
    """The configuration. The app has no tables of its own: they are allauth's."""

    name = "institutions.accounts.sign_in"

    def ready(self) -> None:
        """Import the modules that connect the receivers and register the checks."""
        for module in ("checks", "events", "session_marks"):
            import_module(f"{self.name}.{module}")
