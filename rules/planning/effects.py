"""The effect of a draft for one reader: the answer of the contract, or the reasons why the document is refused."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from institutions.access.keys import KeyHolder
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.models import Account
from institutions.parties.organisation.state import OrganisationHistory
from rules.access.reorganisations import counted_for, names_partnerships
from rules.assessing.reorganisation import preview_of
from rules.engine.loading.program_rulebook import organisation_rulebook
from rules.reorganising.preview import whole_preview

Json = dict[str, Any]  # Any: plain data
PARTS: Final = ("appear", "gone", "changed")
AT_ONCE: Final = 300  # partnerships that are derived anew while somebody waits for the answer: some seconds


def effect_on_organisation(document: Mapping[str, Any]) -> Json:
    """Return what a document would do to the organisation as it is now. DraftInvalid if it cannot be done."""
    return preview_of(read_reorganisation(document), OrganisationHistory.read(), organisation_rulebook())


def effect_of(document: Mapping[str, Any], user: Account | KeyHolder) -> Json:
    """Return what a document would do to the register as it is now, as somebody may read it.

    A draft that touches more partnerships than can be derived while one waits says so in `not_computed`: `manage.py
    reorganise` computes them. DraftInvalid if it cannot be done.
    """
    draft, history = read_reorganisation(document), OrganisationHistory.read()
    whole = whole_preview(draft, history, reader=counted_for(user), at_most=AT_ONCE)
    return whole if names_partnerships(user) or "not_computed" in whole else in_numbers(whole)


def in_numbers(effect: Json) -> Json:
    """Return an effect with partnerships and obligations as counts, for readers who read no case."""
    cases, obligations = effect["partnerships"], effect["obligations"]
    counts: dict[tuple[str, str], Counter[str]] = {}
    for part in PARTS:
        for each in cases[part]:
            counts.setdefault((each["code"], each["severity"]), Counter())[part] += 1
    owed = Counter((each["what"], each["from"], each["to"]) for each in obligations)
    orphans = effect["orphans"]
    return {
        **effect,
        "orphans": [each for each in orphans if not each.get("partnership")],
        "partnerships": {
            "screened": cases["screened"],
            "derived": cases["derived"],
            **({"failed": len(cases["failed"])} if "failed" in cases else {}),
            "left_to_nobody": sum(bool(each.get("partnership")) for each in orphans),
            "counts": [
                {"code": code, "severity": severity, **{part: numbers[part] for part in PARTS}}
                for (code, severity), numbers in sorted(counts.items())
            ],
        },
        "obligations": [
            {"what": what, "from": before, "to": after, "number": number}
            for (what, before, after), number in sorted(owed.items(), key=repr)
        ],
    }
