"""The rules whose outcome another rule waits for, in one line: what they lack themselves is said elsewhere."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from institutions.values.text_lists import join_texts
from rules.engine.language.statements import Language
from rules.explaining.wording.suppliers import Supplier

Json = dict[str, Any]  # Any: what a template shows


def with_other_rules_once(needs: Iterable[Json], language: Language) -> list[Json]:
    """Return missing items with those that are outcomes of other rules in one, the last."""
    found = list(needs)
    codes = [each["rule"] for each in found if each["supplier"] is Supplier.RULES and each["rule"]]
    rest = [each for each in found if each["supplier"] is not Supplier.RULES or not each["rule"]]
    if not codes:
        return rest
    with override(language):
        text = _("The outcome of %(rules)s, for which data is missing too") % {
            "rules": join_texts(dict.fromkeys(codes), language)
        }
    return [*rest, {"text": text, "supplier": Supplier.RULES, "asked": "", "rule": ""}]
