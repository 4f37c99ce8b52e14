"""The app that holds what is so."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    """Register of bodies, people, companies, ties and partnerships."""

    name = "institutions"

    def ready(self) -> None:
        """Editions of lists are stored as imports; the audit trail covers rows."""
        from institutions.audit import covered_register  # noqa: F401 - importing it declares the tables
        from institutions.lists import jobs  # noqa: F401 - importing it enters it among what imports do
        from institutions.parties.identities import verifying_names  # noqa: F401 - importing it enters its comparison
