"""Texts that readers type into the filters of a list, read as the value that the list compares with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from institutions.kinds.words import DOMAINS
from institutions.models import GovernmentBody, PartyName
from institutions.parties.names import fold_name
from institutions.values.written_id import written_id
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.wording.days import reader_language
from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.words import text_in_language
from rules.models import RulebookVersion, RuleSequence

SEVERAL: Final = 2  # bodies of one name: enough to know that the name is not clear


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A value as the list compares it, and the words that show it."""

    value: str
    shown: str


Read = Callable[[str], TypedValue | None]


def body_typed(text: str) -> TypedValue | None:
    """Read a body by its id, by its code in capitals or not, or by a name that one body alone has or had.

    None if no body is meant, or no single one.
    """
    pk = written_id(text)
    coded = Q(pk=pk) if pk else Q(code__iexact=text)
    found = GovernmentBody.objects.filter(coded).first() or body_called(text)
    return TypedValue(found.key, found.name) if found else None


def body_called(name: str) -> GovernmentBody | None:
    """Return the only body with this name, present or former, in any spelling; None if there is none, or several."""
    folded = fold_name(name)
    if not folded:
        return None
    named = PartyName.objects.filter(folded=folded, superseded_at__isnull=True).values("party")
    found = list(GovernmentBody.objects.filter(pk__in=named)[:SEVERAL])
    return found[0] if len(found) == 1 else None


def rule_typed(text: str) -> TypedValue | None:
    """Read the code of a rule, in capitals or not: one of the rulebook in force, or of a version that has results."""
    code = text.upper()
    if code in current_rulebook().rules:
        return TypedValue(code, rule_words(code))
    return TypedValue(code, code) if is_of_stored_version(code) else None


def is_of_stored_version(code: str) -> bool:
    """Return whether a stored version of the rulebook has a rule: no case is read, so the answer tells of none.

    Versions from before outcomes were packed have no sequence of codes; their texts name their rules.
    """
    sequences = RuleSequence.objects.values_list("codes", flat=True)
    return any(code in codes.split() for codes in sequences) or (
        RulebookVersion.objects.filter(sequence=None, text__contains=f'"{code}"').exists()
    )


def rule_options() -> list[tuple[str, str]]:
    """Return the rules of the rulebook in force to choose from, by code, with their titles."""
    return [(code, rule_words(code)) for code in sorted(current_rulebook().rules)]


def rule_words(code: str) -> str:
    """Return a rule with its title in the reader's language."""
    return f"{code} {text_in_language(rule_title(code), reader_language())}"


def domain_options() -> list[tuple[str, str]]:
    """Return the domains to choose from, in the order of the submission document."""
    language = reader_language()
    return [(word, text_in_language(label, language)) for word, label in DOMAINS.items()]
