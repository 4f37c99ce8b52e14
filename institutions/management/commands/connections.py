"""`manage.py connections A B`: the connection of two parties, with the statements that make it."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.db.models import Q
from django.utils import timezone

from institutions.access.callers import ALL_BODIES
from institutions.access.parties import party_by_id_or_code
from institutions.management.arguments import read_argument_day
from institutions.management.own_command import OwnCommand
from institutions.models import Party
from institutions.parties.ownership.connection import MOST_LINKS, ConnectingStatement, Connection, find_connection


class Command(OwnCommand):
    """The command, for administrators: it reads statements of all bodies, also about people and their kin."""

    help = "Show the shortest chain of statements between two parties: owners, directors, officials, kin."
    examples = {
        "connections METI NEDO --on 2026-06-15": "the shortest chain between two bodies on a day",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add two parties and a day."""
        named = "id, corporate number or LEI of a party, or code of a government body"
        parser.add_argument("a", metavar="A", help=named)
        parser.add_argument("b", metavar="B", help=named)
        parser.add_argument(
            "--on", type=read_argument_day, default=None, metavar="DATE", help="the day to look at; default: today"
        )

    def handle(self, *_args: object, **options: Any) -> None:  # Any: the command's options
        """Print the chain. Exit code 1 where the two are not connected."""
        one, other = find_party(options["a"]), find_party(options["b"])
        on = options["on"] or timezone.localdate()
        found = find_connection(one.pk, other.pk, on=on, reader=ALL_BODIES)
        for line in chain_lines(found, one, other, on):
            self.stdout.write(line)
        if found.links is None:
            raise SystemExit(1)


def find_party(named: str) -> Party:
    """Find a party by id, code, number or LEI. CommandError if there is none."""
    found = Party.objects.filter(party_by_id_or_code(named) | Q(corporate_number=named) | Q(lei=named)).first()
    if found is None:
        message = f"No party has the id, number or code {named}. Copy it from the page of a company or body."
        raise CommandError(message)
    return found


def chain_lines(found: Connection, one: Party, other: Party, on: date) -> Iterator[str]:
    """Yield the chain, one party per line, and between two of them the statements that connect them."""
    if found.links is None:
        yield (
            f"{one.name} and {other.name} are not connected on {on} by at most {MOST_LINKS} statements"
            f" among the {found.looked_at} parties searched."
        )
    else:
        yield one.name
        for link in found.links:
            for told in link.statements:
                yield f"    {connection_line(told)}"
            if not link.statements:
                yield "    found to be the same party"
            yield link.other.name
    if found.cut:
        yield "There were more parties than can be searched: a chain may have been missed."


def connection_line(told: ConnectingStatement) -> str:
    """Write one statement in one line."""
    says = ", ".join(f"{name} {value}" for name, value in told.says.items())
    days = f"{told.from_on or '…'} to {told.until_on or '…'}"
    source = told.source.title if told.source else f"submission {told.submission}"
    claim = ", claimed" if told.confidence == "claim" else ""
    return f"{told.kind}{f' ({says})' if says else ''}, {days}{claim}; {source}; {told.ref}"
