"""Fields that every statement has besides its own."""

from institutions.kinds.base import Field, Label, Sort
from institutions.kinds.fields import day, special, words

CONFIDENCE = words(fact="事実", claim="主張")

FROM_AND_UNTIL = (
    day("from", "From", "開始日"),
    day("until", "Until (last day)", "終了日（最終日）"),
)
COMMON: tuple[Field, ...] = (
    *FROM_AND_UNTIL,
    special("source", Sort.SOURCE, "Source", "出典"),
    Field(name="confidence", sort=Sort.WORD, label=Label("Confidence", "確からしさ"), words=CONFIDENCE, default="fact"),
)
COMMON_BY_NAME = {each.name: each for each in COMMON}
