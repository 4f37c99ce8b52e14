"""`manage.py rulebook`: list the rules, show one, check all of them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rules.language.errors import RuleError
from rules.language.syntax import Rule
from rules.loaded_rulebook import LoadedRulebook
from rules.rulebook_now import FOLDER, rulebook_errors, rulebook_of


class Command(BaseCommand):
    """Look at the rulebook."""

    help = "List the rules, show one of them, or check them all."
    requires_system_checks: list[str] = []  # the check of the rulebook is what this command is for

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to look at."""
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("list", help="one line a rule")
        what.add_parser("show", help="one rule with its basis and its file").add_argument("code")
        what.add_parser("check", help="read and compile everything; exit code 1 and every error if something is wrong")

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Errors name file, line and remedy."""
        try:
            rulebook = rulebook_of(FOLDER)
        except RuleError as first:
            for trouble in rulebook_errors(FOLDER) or (first,):
                self.stderr.write(str(trouble))
            message = "The rulebook does not compile."
            raise CommandError(message) from first
        if options["what"] == "list":
            for rule in rulebook.rules.values():
                self.stdout.write(f"{rule.code}  {'/'.join(levels(rule)):<24}  {rule.title.en}")
        elif options["what"] == "show":
            self.show(rulebook, options["code"].upper())
        else:
            for warning in rulebook.compiled.warnings:
                self.stderr.write(f"Warning: {warning}")
            self.stdout.write(f"{len(rulebook.rules)} rules compile. Version {rulebook.version}.")

    def show(self, rulebook: LoadedRulebook, code: str) -> None:
        """What a rule is for, what it rests on, and its file."""
        rule = rulebook.rules.get(code)
        if rule is None:
            message = f"There is no rule {code}. `manage.py rulebook list` names them all."
            raise CommandError(message)
        for heading, text in (("", rule.title), ("Why", rule.why), ("Silent when", rule.silent_when)):
            label = f"{heading}: " if heading else f"{rule.code} "
            self.stdout.write(f"{label}{text.en.strip()}\n{' ' * len(label)}{text.ja.strip()}")
        for basis in rule.basis:
            name = rulebook.law(basis.law).get("name", {}).get("en", basis.law)
            self.stdout.write(f"Basis: {' '.join(filter(None, (name, basis.article)))} ({basis.confidence})")
        path = next(path for path in rulebook.files if path.rsplit("/", 1)[-1].startswith(f"{code}_"))
        self.stdout.write(f"\nrules/{path}:\n{rulebook.files[path]}")


def levels(rule: Rule) -> list[str]:
    """The severities that a rule may give, worst first."""
    return list(dict.fromkeys(case.level for case in rule.severity))
