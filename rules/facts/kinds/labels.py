"""Labels of the fields of facts for a reader, in English and Japanese.

A field takes the label that the kind or table of its own type gives it (the value of a benefit is no public money);
else that of `own_labels`, for fields that only facts have; else that of any stated field with its name.
"""

from collections import Counter
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, Literal

from institutions.kinds import KINDS
from institutions.kinds.base import Kind, Label, ObjectKind
from institutions.kinds.document import DOCUMENT, LEADS, OFFICIALS, PARTICIPANTS, SELECTION
from institutions.kinds.mandates import CONSENTS, EVERY_DOMAIN, EVERY_DOMAIN_LABEL, FUNCTIONS
from institutions.kinds.mandates import LEADS as LEADS_OF_MANDATES
from institutions.kinds.parties import COMPANIES
from rules.facts.kinds.own_labels import OWN
from rules.facts.kinds.own_words import OWN_WORDS

DECLARED: Final[tuple[Kind | ObjectKind, ...]] = (
    *KINDS.values(),
    DOCUMENT,
    SELECTION,
    PARTICIPANTS,
    OFFICIALS,
    COMPANIES,
    LEADS,
)
STATED: Final[dict[str, Label]] = {field.name: field.label for table in DECLARED for field in table.fields}
USES: Final = Counter((field.name, field.label) for table in DECLARED for field in table.fields)
TABLE_OF: Final[dict[str, Kind | ObjectKind]] = {  # by type of fact, the table with its stated fields
    **KINDS,
    "partnership": DOCUMENT,
    "selection": SELECTION,
    "participates": PARTICIPANTS,
    "official": OFFICIALS,
    "leads": LEADS,
}
CONTRACT_VALUE: Final = Label("value of the contract", "契約の価額")
OF_TYPE: Final[dict[tuple[str, str], Label]] = {
    # A label that several tables share ("Person") does not describe the type: then the plainer one of OWN is taken.
    **{
        (fact_type, field.name): field.label
        for fact_type, table in TABLE_OF.items()
        for field in table.fields
        if USES[field.name, field.label] == 1
    },
    ("appointing_body", "by"): Label("appointed by", "任命権者"),
    **dict.fromkeys(
        [
            (kind, "function")
            for kind in ("led_function", "held_mandate", "leading_body", "concurrent_posts", "secondee")
        ],
        Label("function", "機能"),
    ),
    ("interested_company", "function"): KINDS["duty"].by_name["function"].label,
    ("notice_period", "value_yen"): CONTRACT_VALUE,
    ("procurement_covered", "value_yen"): CONTRACT_VALUE,
}


def label_in_sentence(label: Label, language: Literal["en", "ja"]) -> str:
    """Return a label as part of a sentence: English without its capital, unless it is a name (US Entity List)."""
    if language == "ja":
        return label.ja
    is_name = any(character.isupper() or character.isdigit() for character in label.en[1:])
    return label.en if is_name else label.en[:1].lower() + label.en[1:]


STANDINGS: Final = {
    "held": Label("held", "あり"),
    "ended": Label("ended", "終了"),
    "not_held": Label("not held", "なし"),
    "body_ended": Label("the body has ended", "機関の廃止"),
}
MATTERS: Final = {
    "contract": Label("contract", "契約"),
    "case": Label("case and its conditions", "案件及びその条件"),
    "appeal": Label("administrative appeal", "不服申立て"),
    "claim": Label("claim", "係属中の紛争"),
}
WORDS_OF_FIELDS: Final[dict[tuple[str, str], Label]] = {  # words of one field, which mean something else in others
    **{(name, word): label for name in ("function", "beside_function") for word, label in FUNCTIONS.items()},
    **{("lead", word): label for word, label in LEADS_OF_MANDATES.items()},
    **{("agreed_by", word if word != "none" else "no_consent"): label for word, label in CONSENTS.items()},
    ("way", "council"): Label("majority in a council", "協議会の過半数"),
    ("domain", EVERY_DOMAIN): EVERY_DOMAIN_LABEL,
    **{("standing", word): label for word, label in STANDINGS.items()},
    **{("matter", word): label for word, label in MATTERS.items()},
}
STATED_WORDS: Final[dict[tuple[str, str], Label]] = {
    (field.name, word): label for table in DECLARED for field in table.fields for word, label in field.words.items()
}
ANY_FIELD: Final[dict[str, Label]] = {word: label for (_, word), label in STATED_WORDS.items()}


RENAMED: Final = {"kind": "type"}  # fields of facts that hold a stated field under another name


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of fields and words: those of today, or those that earlier results were written with."""

    of_type: Mapping[tuple[str, str], Label]
    own: Mapping[str, Label]
    stated: Mapping[str, Label]
    stated_words: Mapping[tuple[str, str], Label]
    words_of_fields: Mapping[tuple[str, str], Label]
    own_words: Mapping[str, Label]
    any_field: Mapping[str, Label]

    def of_field(self, field: str, fact_type: str = "") -> Label:
        """Return the label of a field of a fact. KeyError if there is none."""
        return self.of_type.get((fact_type, field)) or self.own.get(field) or self.stated[field]

    def of_word(self, field: str, word: str) -> Label:
        """Return the label of a word of a field's closed list; the word itself where none is declared."""
        plain = word.replace("_", " ")
        return (
            self.stated_words.get((RENAMED.get(field, field), word))
            or self.words_of_fields.get((field, word))
            or self.own_words.get(word)
            or self.any_field.get(word)
            or Label(plain, plain)
        )


LABELS: Final = Labels(OF_TYPE, OWN, STATED, STATED_WORDS, WORDS_OF_FIELDS, OWN_WORDS, ANY_FIELD)
labels_in_use: Final[ContextVar[Labels]] = ContextVar("labels_in_use", default=LABELS)


def field_label(field: str, fact_type: str = "") -> Label:
    """Return the label of a field of a fact. KeyError if neither `own_labels` nor a kind declares one."""
    return labels_in_use.get().of_field(field, fact_type)


def word_label(field: str, word: str) -> Label:
    """Return the label of a word of a field's closed list; the word itself where none is declared."""
    return labels_in_use.get().of_word(field, word)
