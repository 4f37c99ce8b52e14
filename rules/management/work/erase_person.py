"""The work of `manage.py erase_person`."""

from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from institutions.management.late_command import CommandWork
from institutions.models import Account, Person, Role
from rules.review.erasing.assessments import CannotEraseError
from rules.review.erasing.erase import ErasurePlan, erase_person, plan_erasure
from rules.review.erasing.erasure_list import ErasureListError
from rules.review.erasing.preview import places_of
from rules.review.erasing.preview_job import PreviewRefusedError, newest_preview, preview_here
from rules.review.erasing.preview_troubles import NotPreviewed
from rules.review.erasing.scope import RemainingWords, remaining_words


class Work(CommandWork):
    """The work of the command."""

    def handle(self, *_args: object, **options: Any) -> None:  # Any: as argparse gives them
        """Show the plan, and carry it out where that is asked for."""
        person, account = self.person(options["person"]), self.account(options["by"])
        try:
            plan = plan_erasure(person)
            self.show(plan)
            if not options["yes"]:
                self.show_remaining(remaining_words(places_of(preview_here(person, account)), "en"))
            if plan.obstacles:
                raise CommandError("Refused. " + " ".join(plan.against))
            if not options["yes"]:
                self.stdout.write(
                    "Nothing was erased. Run the command again with --yes to erase; this cannot be undone."
                )
                return
            seen = newest_preview(person, account)
            if seen is None:
                raise CannotEraseError(NotPreviewed())
            done = erase_person(person, reason=options["reason"], account=account, seen=seen.fingerprint)
        except (CannotEraseError, ErasureListError, PreviewRefusedError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"Erased: {done.redactions} texts, as erasure {done.pk}. Backups still contain them until they expire; "
            "a restoration repeats the erasure."
        )

    def person(self, text: str) -> Person:
        """Return the person of an id. CommandError if there is none."""
        try:
            found = Person.objects.filter(pk=UUID(text)).first()
        except ValueError:
            found = None
        if found is None:
            raise CommandError("No person in the register has this id. Copy it from the address of their page.")
        return found

    def account(self, name: str) -> Account:
        """Return the administrator who is responsible. CommandError if there is none."""
        found = Account.objects.filter(username=name, role=Role.ADMINISTRATOR, is_active=True).first()
        if found is None:
            raise CommandError(f"No administrator who may sign in is called {name}. See the page of accounts.")
        return found

    def show_remaining(self, words: RemainingWords) -> None:
        """Print each place where the name, or a part of it, remains, and why: never the name itself."""
        self.stdout.write(words.heading)
        for table, row, why in words.places:
            self.stdout.write(f"  {table} {row}: {why}")

    def show(self, plan: ErasurePlan) -> None:
        """Print the number of texts by table, and the partnerships: never the names themselves."""
        self.stdout.write(
            f"Person {plan.who.person}, known under {len(plan.who.ids)} ids and {len(plan.who.names)} spellings."
        )
        self.stdout.write(f"Named in {len(plan.partnerships)} partnerships and {len(plan.snapshots)} snapshots.")
        for table, number in plan.counts.items():
            self.stdout.write(f"  {number:>6} texts in {table}")
