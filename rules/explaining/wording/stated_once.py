"""Missing items that are one to whoever supplies them: the fields of one fact, and the outcomes of other rules."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from institutions.values.text_lists import join_texts
from rules.engine.language.statements import Language
from rules.explaining.wording.suppliers import Supplier

Json = dict[str, Any]  # Any: what a template shows
BEFORE_FIELDS: Final[dict[Language, str]] = {"en": ": ", "ja": "："}  # between a fact and its field


def needs_stated_once(needs: Iterable[Json], language: Language) -> list[Json]:
    """Return missing items: fields of one fact in one line, then what follows from data, in the last, other rules."""
    return with_other_rules_once(with_facts_once(needs, language), language)


def with_facts_once(needs: Iterable[Json], language: Language) -> Iterator[Json]:
    """Yield missing items, the fields of one fact in one. The first field says where to add them."""
    for fact, rows in groupby(needs, key=lambda each: each["fact"]):
        found = list(rows)
        if not fact or len(found) == 1:
            yield from found
            continue
        mark = BEFORE_FIELDS[language]
        parts = [each["text"].rpartition(mark) for each in found]
        if len({named for named, _mark, _field in parts}) > 1:
            yield from found
            continue
        fields = dict.fromkeys(field for _named, _mark, field in parts)
        yield {**found[0], "text": f"{parts[0][0]}{mark}{join_texts(fields, language)}"}


def with_other_rules_once(needs: Iterable[Json], language: Language) -> list[Json]:
    """Return missing items with those that are outcomes of other rules in one, the last: their data is named there."""
    found = list(needs)
    codes = [each["rule"] for each in found if each["rule"]]
    rest = [each for each in found if not each["rule"]]
    if not codes:
        return rest
    with override(language):
        text = _("The outcome of %(rules)s, for which data is missing too") % {
            "rules": join_texts(dict.fromkeys(codes), language)
        }
    return [*rest, {"text": text, "supplier": Supplier.RULES, "asked": "", "rule": "", "fact": ""}]
