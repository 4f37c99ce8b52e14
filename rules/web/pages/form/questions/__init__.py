"""The guided questions of the form, declared as data: the statements behind them are those of the kinds."""

from typing import Final

from rules.web.pages.form.questions.declared import Answers, Each, Prefilled, Question
from rules.web.pages.form.questions.people import OF_PEOPLE
from rules.web.pages.form.questions.record import OF_RECORD
from rules.web.pages.form.questions.rivals import OF_RIVALS

__all__ = ["QUESTIONS", "Answers", "Each", "Prefilled", "Question"]

QUESTIONS: Final = {each.key: each for each in (*OF_PEOPLE, *OF_RIVALS, *OF_RECORD)}
