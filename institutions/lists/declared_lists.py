"""The official lists that are kept, each declared once: its word, its name, and whether each publisher has its own."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from institutions.kinds import KINDS
from institutions.kinds.base import Label


class ListContent(StrEnum):
    """The subject of the rows of a list."""

    COMPANIES = "companies"
    TREATIES = "treaties"
    THRESHOLDS = "thresholds"


@dataclass(frozen=True, slots=True)
class DeclaredList:
    """One sort of list. `several`: each publisher has its own list, else there is one for all publishers.

    `domestic`: a company without a stated country is Japanese, as in a submission; in other lists its country is
    unknown.
    """

    word: str
    label: Label
    content: ListContent = ListContent.COMPANIES
    several: bool = False
    domestic: bool = False

    @property
    def format(self) -> str:
        """The format name of the list in imports and collections."""
        return f"list_{self.word}"


TREATIES: Final = DeclaredList(
    "investment_treaties", Label("Investment treaties of Japan", "日本の投資関連協定"), ListContent.TREATIES
)
THRESHOLDS: Final = DeclaredList(
    "gpa_thresholds", Label("Thresholds of government procurement (GPA)", "政府調達の基準額"), ListContent.THRESHOLDS
)
OF_TENDERS: Final = ("exclusion_from_tender", "cease_and_desist", "court_judgment")
COMPANY_LISTS: Final = tuple(
    DeclaredList(word, label, several=word in (*OF_TENDERS, "other"), domestic=word in OF_TENDERS)
    for word, label in KINDS["listing"].by_name["list"].words.items()
)
LISTS: Final[dict[str, DeclaredList]] = {each.word: each for each in (*COMPANY_LISTS, TREATIES, THRESHOLDS)}
OF_FORMAT: Final[dict[str, DeclaredList]] = {each.format: each for each in LISTS.values()}
