"""The app that holds what we conclude."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """Facts, rulebook, engine, assessments and findings."""

    name = "rules"
