"""The answer to an officer who submits: what was registered, what a revision changed, and what is assessed anew."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from institutions.drafts.store import Registration
from institutions.kinds import KINDS
from institutions.kinds.document import DOCUMENT
from institutions.models import Submission
from institutions.values.hashing import canonical_json
from institutions.values.text_lists import join_texts
from rules.engine.language.statements import Language

Json = dict[str, Any]  # Any: a part of the document
COUNTED: Final = frozenset({"revision", "statements"})  # differs in each revision; named by kind


def submitted_words(registered: Registration, language: Language) -> str:
    """Return what happened: a registration, a revision with its changes, or nothing, since it is stored already."""
    now = registered.submission
    if not registered.created:
        return _("This content was registered before. Nothing has changed.")
    earlier = Submission.objects.filter(partnership=registered.partnership, revision__lt=now.revision)
    before = earlier.order_by("-revision").first()
    if before is None:
        return _("The partnership is registered. Its assessment has begun.")
    parts = join_texts(dict.fromkeys(changed_parts(before.document, now.document, language)), language)
    if not parts:
        return _(
            "Revision %(n)s is registered, with the content of revision %(before)s. Every rule is being assessed anew."
        ) % {"n": now.revision, "before": before.revision}
    return _(
        "Revision %(n)s is registered. Changed: %(parts)s. Every rule is being assessed anew with it; until that is "
        "done, this page shows the findings on revision %(before)s."
    ) % {"n": now.revision, "parts": parts, "before": before.revision}


def changed_parts(before: Json, now: Json, language: Language) -> Iterator[str]:
    """Yield the labels of the fields and tables that differ, and of the kinds of which statements differ."""
    for field in DOCUMENT.fields:
        if field.name not in COUNTED and before.get(field.name) != now.get(field.name):
            yield field.label.of(language)
    one, other = (Counter(map(canonical_json, each.get("statements") or ())) for each in (before, now))
    differing = (one - other) + (other - one)
    for row in (*(before.get("statements") or ()), *(now.get("statements") or ())):
        if canonical_json(row) in differing:
            yield KINDS[row["kind"]].label.of(language)
