"""The work of `manage.py organisation`."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from institutions.management.late_command import CommandWork
from institutions.parties.organisation.days import FIRST_DAY
from institutions.parties.organisation.state import Organisation, read_organisation
from institutions.values.hashing import quick_json
from rules.assessing.organisation import OrganisationResult, assess_organisation
from rules.engine.language.errors import RuleError
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import organisation_rules_in
from rules.explaining.comparing.versions import NoSuchVersionError, version_named

Json = dict[str, Any]  # Any: plain data


def posts_and_seats(organisation: Organisation, codes: Collection[str] = ()) -> Iterator[Json]:
    """Yield the posts and seats of a day by body: of all bodies, or of those with these codes. People are ids."""
    for post in sorted(organisation.posts, key=lambda each: (each.body, each.en)):
        if not codes or post.body in codes:
            yield {
                "kind": "post",
                "body": post.body,
                "name": {"en": post.en, "ja": post.ja},
                "grade": post.grade or None,
                "number": post.number,
                "term_years": post.term_years,
                "appointed_by": post.appointed_by,
                "dismissed_by": post.dismissed_by,
                "consent": post.consent or None,
                "tenure": post.tenure,
            }
    for seat in sorted(organisation.seats, key=lambda each: (each.body, each.holder)):
        if not codes or seat.body in codes:
            yield {"kind": "seat", "body": seat.body, "holder": seat.holder, "sort": seat.sort, "votes": seat.votes}


def line_of(row: Json) -> str:
    """Return a post or seat in words."""
    if row["kind"] == "seat":
        return f"{row['body']} seat: {row['holder']} ({row['sort']}), votes: {row['votes']}"
    said = {
        "holders": row["number"],
        "term in years": row["term_years"],
        "appointed by": row["appointed_by"],
        "dismissed by": row["dismissed_by"],
        "consent": row["consent"],
        "protected until the term ends": {True: "yes", False: "no", None: None}[row["tenure"]],
    }
    known = "; ".join(f"{name}: {value}" for name, value in said.items() if value is not None)
    return f"{row['body']} post: {row['name']['en'] or row['name']['ja']}" + (f" ({known})" if known else "")


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Print the findings of the day, then the outcomes."""
        on: date = options["on"] or timezone.localdate()
        if on < FIRST_DAY:
            message = f"--on {on} is before {FIRST_DAY}, the reform of the ministries. Give that day or a later one."
            raise CommandError(message)
        if options["posts"] is not None:
            self.of_posts(on, options["posts"], as_json=options["json"])
            return
        result = assess_organisation(read_organisation(on), self.rulebook(options["rulebook"]))
        if options["json"]:
            for finding in result.findings:
                self.stdout.write(quick_json(finding.to_json()))
            self.stdout.write(quick_json({"on": on.isoformat(), "outcomes": result.outcomes}))
            return
        self.in_words(result)

    def of_posts(self, on: date, codes: list[str], *, as_json: bool) -> None:
        """Print posts and seats of the day. CommandError for a code of no body of that day."""
        organisation = read_organisation(on)
        if unknown := sorted(set(codes) - organisation.bodies.keys()):
            message = (
                f"--posts: no body of {on} has the code {', '.join(unknown)}. Give codes as on the page of bodies."
            )
            raise CommandError(message)
        for row in posts_and_seats(organisation, codes):
            self.stdout.write(quick_json(row) if as_json else line_of(row))

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
