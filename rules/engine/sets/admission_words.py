"""The reasons for which a case is handed over to the case evaluators before any rule is asked of it in sets."""

from typing import Final

from rules.engine.evaluating.possible_matches import MAX_ROWS

MOST_FACTS: Final = MAX_ROWS  # of a case; in one with more the search for one fact may be cut short
TWO_CASES: Final = "two facts of the case itself"
LACKS_VALUE: Final = "a field without a value that is not optional"
LONG_TEXT: Final = "a text that is too long to compare"
ODD_DATE: Final = "a date that cannot be moved"
ODD_WORD: Final = "a word that its list does not rank"
MANY_FACTS: Final = "too many facts"
TWO_FACTS: Final = "two facts with one id"
LOW_NUMBER: Final = "a number that is too low"
