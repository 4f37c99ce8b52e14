"""The work of `manage.py organisation`."""

from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from institutions.management.late_command import CommandWork
from institutions.parties.organisation.days import FIRST_DAY
from institutions.parties.organisation.state import read_organisation
from institutions.values.hashing import quick_json
from rules.assessing.organisation import OrganisationResult, assess_organisation
from rules.engine.language.errors import RuleError
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import organisation_rules_in
from rules.explaining.comparing.versions import NoSuchVersionError, version_named


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Print the findings of the day, then the outcomes."""
        on: date = options["on"] or timezone.localdate()
        if on < FIRST_DAY:
            message = f"--on {on} is before {FIRST_DAY}, the reform of the ministries. Give that day or a later one."
            raise CommandError(message)
        result = assess_organisation(read_organisation(on), self.rulebook(options["rulebook"]))
        if options["json"]:
            for finding in result.findings:
                self.stdout.write(quick_json(finding.to_json()))
            self.stdout.write(quick_json({"on": on.isoformat(), "outcomes": result.outcomes}))
            return
        self.in_words(result)

    def rulebook(self, name: str) -> LoadedRulebook:
        """Return the rules on the organisation of a version. CommandError without such a version."""
        try:
            return organisation_rules_in(version_named(name))
        except (NoSuchVersionError, RuleError) as trouble:
            raise CommandError(str(trouble)) from trouble

    def in_words(self, result: OrganisationResult) -> None:
        """Print the findings for a person to read, and the number of domains without an answer."""
        for each in result.findings:
            self.stdout.write(f"{each.code} {each.severity}: {each.statement['en']}")
        for code, by_domain in result.outcomes.items():
            lacking = [domain for domain, outcome in by_domain.items() if outcome == "not_assessable"]
            if lacking:
                self.stdout.write(f"{code} not assessable: {', '.join(lacking)}")
        self.stdout.write(f"{len(result.findings)} findings on {result.on}.")
