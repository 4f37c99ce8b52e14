"""The reading of a record in a sentence: who holds which share of whom, from which day."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Literal

from institutions.imports.records_read import PARTIES, PROCESS
from institutions.kinds import KINDS, Field, FieldSort
from institutions.kinds.base import PARTY_SORTS, Label
from institutions.kinds.countries import COUNTRIES
from institutions.kinds.document import DOCUMENT, SELECTION
from institutions.kinds.statement import COMMON_BY_NAME
from institutions.values.written_day import written_day

Language = Literal["en", "ja"]
Json = Mapping[str, Any]  # Any: plain data
ValueWords = Callable[[Field, object, Language], str]
LONGEST: Final = 400
HOLDS: Final = {"en": "{holder} holds {share} of {company}", "ja": "{holder}が{company}の{share}を保有"}
BETWEEN: Final = {"en": "; ", "ja": "、"}
BESIDE: Final = {"en": "{}: {}", "ja": "{}：{}"}
SAID_OF: Final = {  # the subject of a record without statements
    "companies": Label("Company", "企業"),
    "people": Label("Person", "人物"),
    "bodies": Label("Government body", "政府機関"),
    PROCESS: Label("Partnership", "連携案件"),
}
OF_PROCESS: Final = {**SELECTION.by_name, **DOCUMENT.by_name}
NOTHING: Final = {"en": "none", "ja": "なし"}
FLAGS: Final = {"en": ("no", "yes"), "ja": ("いいえ", "はい")}


def plain_words(declared: Field, value: object, language: Language) -> str:
    """Return a value for a terminal: shares in per cent, days in ISO or English form, words by their labels."""
    if value is None:
        return NOTHING[language]
    if isinstance(value, bool):
        return FLAGS[language][value]
    if isinstance(value, int):
        return bp_in_percent(value) if declared.sort is FieldSort.BP else f"{value:,}"
    if declared.sort is FieldSort.WORD and (label := declared.words.get(str(value))):
        return label.of(language)
    if declared.sort is FieldSort.COUNTRY and (country := COUNTRIES.get(str(value))):
        return country.of(language)
    if declared.sort is FieldSort.DATE and language == "en":
        return english_day(str(value))
    return str(value)


def bp_in_percent(share_bp: int) -> str:
    """Return basis points in per cent."""
    whole, part = divmod(share_bp, 100)
    return f"{whole}" + (f".{part:02}".rstrip("0") if part else "") + "%"


def english_day(day: str) -> str:
    """Return a day such as 1 April 2021; a text that is not a day as it is."""
    try:
        read = written_day(day)
    except ValueError:
        return day
    return f"{read.day} {read:%B} {read.year}"


def record_sentences(read: list[Json], language: Language, words: ValueWords = plain_words) -> list[str]:
    """Return the reading of a record in sentences, one for each of its statements or parties."""
    return [cut_sentence("".join(entry_sentences(each, language, words))) for each in read]


def entry_sentences(entry: Json, language: Language, words: ValueWords) -> Iterator[str]:
    """Yield the parts of the sentence for one statement or party."""
    if entry["of"] in KINDS:
        yield from statement_sentences(entry, language, words)
        return
    fields = OF_PROCESS if entry["of"] == PROCESS else PARTIES[entry["of"]].by_name
    name = name_in_either(entry.get("name") or {}, language)
    said = [labelled_value(SAID_OF[entry["of"]].of(language), name, language)] if name else []
    for each, value in entry["values"].items():
        if each in fields:
            said.append(labelled_value(fields[each].label.of(language), words(fields[each], value, language), language))
    yield BETWEEN[language].join(said)


def statement_sentences(entry: Json, language: Language, words: ValueWords) -> Iterator[str]:
    """Yield the sentence for one statement: a holding in words, any other by its fields; then its days."""
    kind, values = KINDS[entry["of"]], dict(entry["values"])
    said = []
    if entry["of"] == "shareholding" and {"holder", "company", "share_bp"} <= values.keys():
        share = words(kind.by_name["share_bp"], values.pop("share_bp"), language)
        parties = {name: parties_in_words(values.pop(name), entry, language) for name in ("holder", "company")}
        said.append(HOLDS[language].format(share=share, **parties))
    else:
        said.append(kind.label.of(language))
    for declared in kind.fields:
        if declared.name in values:
            value = values[declared.name]
            is_party = declared.sort in PARTY_SORTS and isinstance(value, list)
            text = parties_in_words(value, entry, language) if is_party else words(declared, value, language)
            said.append(labelled_value(declared.label.of(language), text, language))
    for name in ("from", "until"):
        if day := entry.get(name):
            declared = COMMON_BY_NAME[name]
            text = words(declared, day, language)
            said.append(f"{name} {text}" if language == "en" else labelled_value(declared.label.ja, text, language))
    yield BETWEEN[language].join(said)


def parties_in_words(keys: list[str], entry: Json, language: Language) -> str:
    """Return the names of parties; for one without a name the key of the file, for a country its name."""
    names = entry.get("names") or {}
    return {"en": ", ", "ja": "、"}[language].join(
        name_in_either(names.get(key) or {}, language) or (COUNTRIES[key].of(language) if key in COUNTRIES else key)
        for key in keys
    )


def labelled_value(label: str, text: str, language: Language) -> str:
    """Return a value with its label."""
    return BESIDE[language].format(label, text)


def name_in_either(name: Mapping[str, str], language: Language) -> str:
    """Return a name in a language, else in any that it has."""
    return name.get(language) or next((each for each in name.values() if each), "")


def cut_sentence(text: str) -> str:
    """Return a sentence cut to the length that a table takes."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
