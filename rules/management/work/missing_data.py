"""The work of `manage.py missing_data`."""

import json
from typing import Any

from django.core.management.base import CommandError

from institutions.management.late_command import CommandWork
from institutions.models import GovernmentBody, Partnership
from rules.review.work.missing_data import MissingFact, missing_facts


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Print each missing fact. CommandError for a body that the register does not have."""
        partnerships = Partnership.objects.order_by("pk")
        if code := options["body"]:
            if not GovernmentBody.objects.filter(code=code).exists():
                raise CommandError(f"The register has no body {code}. The page of bodies lists their codes.")
            partnerships = partnerships.filter(submitted_by__code=code)
        found = missing_facts(list(partnerships.values_list("pk", flat=True)))
        for each in found:
            self.stdout.write(json.dumps(as_data(each)) if options["json"] else in_words(each))
        if not found and not options["json"]:
            self.stdout.write("No result lacks data.")


def as_data(fact: MissingFact) -> dict[str, object]:
    """Return a missing fact as one JSON object."""
    return {
        "missing": fact.text,
        "supplier": fact.supplier.value,
        "unlocks": fact.unlocked,
        "waiting": fact.waiting,
        "cases": len(fact.cases),
        "rules": sorted(fact.rules),
    }


def in_words(fact: MissingFact) -> str:
    """Return a missing fact in a line."""
    rules = ", ".join(sorted(fact.rules))
    return (
        f"{fact.text} (ask: {fact.supplier.value}): {fact.unlocked} results wait for nothing else, {fact.waiting} wait "
        f"for it, in {len(fact.cases)} cases ({rules})"
    )
