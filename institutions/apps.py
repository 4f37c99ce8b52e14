"""The app that holds what is so."""

from django.apps import AppConfig

from institutions.values.late_modules import enter_late_modules


class InstitutionsConfig(AppConfig):
    """Register of bodies, people, companies, ties and partnerships."""

    name = "institutions"

    def ready(self) -> None:
        """Editions of lists are stored as imports; the audit trail covers rows."""
        from institutions.audit import covered_register  # noqa: F401 - importing it declares the tables

        enter_late_modules(
            "institutions.drafts.verifying_searches",
            "institutions.imports.verifying_dry_runs",
            "institutions.lists.jobs",
            "institutions.parties.identities.verifying_names",
        )
