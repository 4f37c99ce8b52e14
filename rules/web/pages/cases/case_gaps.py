"""Data missing for assessment, on the page of a case: a card for each missing item, with its rules."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from institutions.values.text_lists import join_texts
from rules.explaining.wording.suppliers import LABELS, Supplier
from rules.models import Acknowledgement
from rules.review.casework.case_view import CaseView, RuleStanding
from rules.review.casework.one_reason import may_be_critical
from rules.web.case_words.gaps import ORDER, needs_of
from rules.web.case_words.rows import CaseWords

Json = dict[str, Any]  # Any: what a template shows


def gap_cards(view: CaseView, rows: Mapping[str, Json], words: CaseWords) -> list[Json]:
    """Return the cards by who can supply what is missing, then in the order of their first rules.

    `rows`: the missing data of rules in words, by code. The first card of each supplier names it.
    """
    groups: dict[str, list[RuleStanding]] = {}
    for each in view.unassessed:
        groups.setdefault(each.lacking, []).append(each)
    cards = [gap_card(lacking, group, rows, words) for lacking, group in groups.items()]
    said: set[Supplier] = set()
    ordered = sorted(cards, key=lambda card: ORDER.index(card["supplier"]))
    for card in ordered:
        card["supplied_by"] = "" if card["supplier"] in said else LABELS[card["supplier"]]
        said.add(card["supplier"])
    return ordered


def gap_card(lacking: str, group: Sequence[RuleStanding], rows: Mapping[str, Json], words: CaseWords) -> Json:
    """Return one missing item: its rules, their acknowledgements, and the rules not acknowledged yet."""
    shown = [rows[each.outcome.code] for each in group]
    left = [each.outcome.code for each in group if each.acknowledged is None]
    return {
        "supplier": min((need["supplier"] for need in needs_of(shown[0])), key=ORDER.index),
        "lacking": lacking,
        "missing": shown[0]["missing"] or [shown[0]["reason"] or shown[0]["outcome_label"]],
        "rules": [{"code": row["code"], "title": row["title"]} for row in shown],
        "said": acknowledgement_rows(group, words),
        "left": " ".join(left),
        "sent_as": f"{lacking}:{' '.join(left)}",
        "left_words": join_texts(left, words.language),
        "critical": any(map(may_be_critical, left)),
    }


def acknowledgement_rows(group: Sequence[RuleStanding], words: CaseWords) -> list[Json]:
    """Return the acknowledgements; rules acknowledged together share one line."""
    said = [each.acknowledged for each in group if each.acknowledged]
    together = attrgetter("at", "account_id", "reason")
    return [together_row(list(rows), words) for _key, rows in groupby(sorted(said, key=together), key=together)]


def together_row(rows: Sequence[Acknowledgement], words: CaseWords) -> Json:
    """Return one acknowledgement, of one rule or several."""
    first = rows[0]
    return {
        "codes": join_texts((each.code for each in rows), words.language),
        "reason": words.text(first.reason),
        "by": first.account.username,
        "on": words.moment(first.at),
    }
