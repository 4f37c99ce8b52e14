"""The app that holds what we conclude."""

from django.apps import AppConfig

from institutions.values.late_modules import enter_late_modules


class RulesConfig(AppConfig):
    """Facts, rulebook, engine, assessments and findings."""

    name = "rules"

    def ready(self) -> None:
        """Listen to the register and to new connections, and register the system checks."""
        from rules.backup import unfinished  # noqa: F401 - importing them connects them
        from rules.engine.loading import checks, held_in_tasks  # noqa: F401 - as above
        from rules.models import covered, hashed_acts  # noqa: F401 - as above
        from rules.review.correspondence import checks as scanner_checks  # noqa: F401 - as above

        enter_late_modules(
            "rules.assessing.verifying",
            "rules.assessing.verifying_questions",
            "rules.commission.verifying",
            "rules.messages.account_receivers",
            "rules.messages.receivers",
            "rules.messages.reorganisation_receivers",
            "rules.messages.rulebook_receivers",
            "rules.process_files.outcomes",
            "rules.reorganising.preview_results",
            "rules.review.receivers",
            "rules.review.casework.verifying",
            "rules.review.correspondence.verifying",
            "rules.review.erasing.verifying",
            "rules.review.person_data.verifying",
            "rules.review.summaries.receivers",
            "rules.review.summaries.titles",
            "rules.review.summaries.verifying",
            "rules.workshop.trial_results",
        )
