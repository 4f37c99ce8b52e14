"""Fields that every statement has besides its own."""

from institutions.kinds.base import Field, FieldSort, Label
from institutions.kinds.fields import day_field, special_field, word_list

CONFIDENCE = word_list(fact="事実", claim="主張")

FROM_AND_UNTIL = (
    day_field("from", "From", "開始日"),
    day_field("until", "Until (last day)", "終了日（最終日）"),
)
COMMON: tuple[Field, ...] = (
    *FROM_AND_UNTIL,
    special_field("source", FieldSort.SOURCE, "Source", "出典"),
    Field(
        name="confidence",
        sort=FieldSort.WORD,
        label=Label("Confidence", "確からしさ"),
        words=CONFIDENCE,
        default="fact",
    ),
)
COMMON_BY_NAME = {each.name: each for each in COMMON}
