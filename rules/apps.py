"""The app that holds what we conclude."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """Facts, rulebook, engine, assessments and findings."""

    name = "rules"

    def ready(self) -> None:
        """Listen to the register and register the system checks."""
        from rules.engine.loading import checks  # noqa: F401 - importing them connects them
        from rules.messages import account_receivers  # noqa: F401 - as above
        from rules.messages import receivers as of_messages  # noqa: F401 - as above
        from rules.models import covered, hashed_acts  # noqa: F401 - as above
        from rules.review import receivers  # noqa: F401 - as above
        from rules.review.erasing import verifying as _named  # noqa: F401 - as above
        from rules.review.summaries import receivers as of_summaries  # noqa: F401 - as above
        from rules.review.summaries import verifying  # noqa: F401 - as above
