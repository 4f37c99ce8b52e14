"""The questions that a commission puts to the body: a draft, from what the rules found."""

from collections.abc import Iterable
from typing import Literal

from django.utils.translation import gettext as _

from institutions.values.calendar import Language
from rules.commission.method_words import method_words
from rules.commission.reading import ShownItem
from rules.explaining.wording.days import shown_day
from rules.explaining.wording.words import text_in_language
from rules.models import Sitting, SittingItem

Line = tuple[Literal["title", "heading", "item", "remark", "paragraph"], str]


def questions_of(item: SittingItem, language: Language) -> list[str]:
    """Return the questions on one contract: one for each finding, else how it was awarded. None accuses anybody."""
    asked = [
        _("%(found)s How does the body explain this?") % {"found": text_in_language(each["statement"], language)}
        for each in item.screened["findings"]
    ]
    if item.facts["withheld"]:
        asked.append(_("The reserve price is withheld. Please give it, and the ratio of the award to it."))
    if item.facts["bidders"] is None:
        asked.append(_("The number of bidders is not published. Please give it, with the losing bids."))
    asked.append(_("How were the method and the requirements for taking part chosen?"))
    return asked


def question_lines(sitting: Sitting, items: Iterable[ShownItem], language: Language) -> list[Line]:
    """Return the lines of the draft that goes to the body."""
    lines: list[Line] = [
        ("title", _("Questions of the commission")),
        ("paragraph", f"{sitting.commission.body.name} – {sitting.commission.name}"),
        (
            "paragraph",
            _("Contracts from %(begin)s to %(end)s")
            % {"begin": shown_day(sitting.from_on, language), "end": shown_day(sitting.until_on, language)},
        ),
        ("remark", _("Draft. The commission decides which questions are put, and words them.")),
    ]
    for each in items:
        facts = each.item.facts
        lines.append(("heading", f"{each.item.number}. {facts['title']}"))
        day = shown_day(facts["day"], language) if facts["day"] else "–"
        yen = f"{facts['amount_yen']:,}" if facts["amount_yen"] is not None else "–"
        lines.append(
            (
                "paragraph",
                _("Contract of %(day)s with %(supplier)s, %(yen)s yen, %(method)s")
                % {
                    "day": day,
                    "supplier": facts["supplier"] or "–",
                    "yen": yen,
                    "method": method_words(facts["method"], language),
                },
            )
        )
        lines += [("item", question) for question in questions_of(each.item, language)]
    return lines
