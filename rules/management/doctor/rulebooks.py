"""The rulebook in force: whether this program reads it, and whether an upgrade brought changes to take over."""

from collections.abc import Iterator

from institutions.codes.wording import code_words
from rules.engine.language.errors import RuleError
from rules.engine.loading.adopted_version import adoption_in_force
from rules.engine.loading.rulebook_in_force import organisation_rules_in, rulebook_at_this_moment
from rules.management.doctor.diagnosis import Diagnosis, failed, warned, well
from rules.workshop.adopting.of_the_program import program_moved_on


def rulebook_in_force_is_read() -> Iterator[Diagnosis]:
    """Load the version in force with its rules on both subjects, and compare the program's rulebook with its origin."""
    try:
        book, adoption = rulebook_at_this_moment(), adoption_in_force()
        organisation_rules_in(book)  # compiled when somebody asks for them: here, not on a reader's page
    except (RuleError, ValueError) as trouble:
        remedy = "Install the program that adopted it again, take over its rulebook there, then upgrade."
        yield failed("rulebook", f"this program cannot read the adopted version: {trouble}", remedy)
        return
    by = f"adopted, number {adoption.number}" if adoption else "of the program"
    if said := program_moved_on():
        yield warned("rulebook", f"{book.version[:12]}, {by}", code_words(said, "en"))
    else:
        yield well("rulebook", f"{book.version[:12]}, {by}")
