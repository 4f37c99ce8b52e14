"""The effect of a draft on people, in numbers without names; and the progress of the workers with it."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_words
from institutions.values.text_lists import join_texts
from institutions.values.written_day import written_moment
from rules.engine.language.statements import Language
from rules.explaining.wording.days import shown_moment
from rules.web.pages.reorganisations.suggestions import function_and_domain

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
Json = Mapping[str, Any]  # Any: plain data


def progress_in_words(effect: Json) -> Context | None:
    """Return how far the workers are, or why they gave up; None where everything is there."""
    progress = effect.get("progress")
    if progress is None:
        return None
    error = progress.get("error")
    return {**progress, "error": code_words(restore_code(error)) if error else "", "touched": effect["touched"]}


def shown_known_at(effect: Json, language: Language) -> str:
    """Return the moment as of which the workers read the register; empty where it was read now."""
    known_at = effect.get("known_at")
    return shown_moment(written_moment(known_at), language) if known_at else ""


def reviewers_in_numbers(effect: Json) -> list[Context]:
    """Return how many reviewers would have ties, by the sort of these."""
    counts = Counter[str]()
    for each in effect.get("reviewers", ()):
        for how in each["ties"]:
            counts[how] += each.get("number", 1)
    return [{"label": tie_label(how), "number": number} for how, number in sorted(counts.items())]


def tie_label(how: str) -> str:
    """Return a sort of tie of a reviewer in words, which name nobody."""
    words = {
        "rule": pgettext("reviewer", "A finding of the rulebook names them"),
        "command": pgettext("reviewer", "A superior or subordinate has a role in the case"),
        "kin": pgettext("reviewer", "A tie is on record"),
        "body": pgettext("reviewer", "Their body controls a party"),
        "own_body": pgettext("reviewer", "Their body signs"),
    }
    return words.get(how, how)


def duties_in_numbers(effect: Json, name: Callable[[str], str], language: Language) -> list[Context]:
    """Return the posts whose holders get other duties, with their number. `name` gives the name of a body."""
    counts = Counter[tuple[str, str, str, str, str]]()
    for each in effect.get("duties", ()):
        begin, end = (
            join_texts(function_and_domain(duty["function"], duty["domain"], language) for duty in each[part])
            for part in ("begin", "end")
        )
        after = name(each["to"]) if each["to"] else _("nobody")
        counts[each["post"] or "–", name(each["from"]), after, begin or "–", end or "–"] += each.get("number", 1)
    return [
        {"post": post, "before": before, "after": after, "begin": begin, "end": end, "number": number}
        for (post, before, after, begin, end), number in sorted(counts.items())
    ]
