"""`manage.py person_data PERSON`: a person's own data in one file, prepared by one account and released by another."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from institutions.codes.wording import code_words
from institutions.management.own_command import OwnCommand
from institutions.models import Account, Person
from rules.models import PersonDataFile
from rules.review.person_data.releasing import (
    PersonDataRefusedError,
    left_out_of,
    prepare_person_data,
    read_person_data,
    release_person_data,
)


class Command(OwnCommand):
    """The command. It prepares; with --release it releases what another person prepared, and writes the file."""

    help = "Prepare a file with a person's own data; with --release NUMBER --output FILE release and write it."
    examples = {
        "person_data 0198c0de-0000-7000-8000-000000000001 --by reviewer-1 --reason 'Asked in writing'": (
            "prepare a file of what is stored about a person"
        ),
        "person_data --release 3 --by reviewer-2 --output person.json": "release a prepared file and write it",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the person, the reason and the account, or the number of a prepared file."""
        parser.add_argument("person", metavar="PERSON", nargs="?", help="id of the person, from their page")
        parser.add_argument("--by", required=True, metavar="NAME", help="user name of the reviewer or auditor who acts")
        parser.add_argument("--reason", default="", help="who asked, when, and how it was made sure that it was them")
        parser.add_argument("--release", type=int, metavar="NUMBER", help="release the file with this number")
        parser.add_argument("--output", metavar="FILE", help="with --release: the file to write")

    def handle(self, *_args: object, **options: Any) -> None:  # Any: as argparse gives them
        """Prepare or release."""
        account = Account.objects.filter(username=options["by"], is_active=True).first()
        if account is None:
            raise CommandError(f"No account that may sign in is called {options['by']}. See the page of accounts.")
        try:
            if options["release"] is not None:
                self.release(options["release"], options["output"], account)
            else:
                self.prepare(self.person(options["person"] or ""), options["reason"], account)
        except PersonDataRefusedError as refused:
            raise CommandError(str(refused)) from refused

    def prepare(self, person: Person, reason: str, account: Account) -> None:
        """Prepare a file, and print what was left out of it."""
        file = prepare_person_data(person, reason=reason, account=account)
        self.stdout.write(f"Prepared as file {file.pk}. Review it on the page /person-data/{file.pk}/.")
        for each in left_out_of(file, account):
            self.stdout.write(f"  {code_words(each, 'en')}")
        self.stdout.write(f"Another person releases it there, or with --release {file.pk} --by NAME --output FILE.")

    def release(self, number: int, output: str | None, account: Account) -> None:
        """Release a file and write it."""
        file = PersonDataFile.objects.select_related("person").filter(pk=number).first()
        if file is None or not output:
            message = "Give the number of a prepared file with --release, and with --output the file to write."
            raise CommandError(message)
        released = release_person_data(file, account=account)
        content = read_person_data(released, account=account)
        text = json.dumps(content, ensure_ascii=False, indent=1)
        path = Path(output)
        path.touch(mode=0o600)  # nobody else on the server reads it
        path.write_text(f"{text}\n", encoding="utf-8")
        self.stdout.write(f"File {number} is released and written to {output}.")

    def person(self, text: str) -> Person:
        """Return the person of an id. CommandError if there is none."""
        try:
            return Person.objects.get(pk=UUID(text))
        except (ValueError, Person.DoesNotExist):
            message = "No person in the register has this id. Copy it from the address of their page."
            raise CommandError(message) from None
