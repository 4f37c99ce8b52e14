"""The app that holds what is so."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    """Register of bodies, people, companies, ties and partnerships."""

    name = "institutions"
