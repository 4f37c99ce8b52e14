"""An empty table of a template as a file for a spreadsheet: CSV, or Excel with notes on a second sheet."""

from collections.abc import Iterator, Mapping
from typing import Final

from institutions.formats.tables.spreadsheets import csv_chunks, xlsx_of
from institutions.formats.tables.templates import RECORD, Template, TemplateColumn
from institutions.kinds import FieldSort
from institutions.kinds.base import Label
from institutions.kinds.parties import COMPANIES

NOTES: Final = {
    "en": ("Heading", "English", "Japanese", "Required", "What is written", "Notes"),
    "ja": ("見出し", "英語", "日本語", "必須", "記入するもの", "備考"),
}
NAME_OF_NOTES: Final = {"en": "Notes", "ja": "記入要領"}
YES: Final = {"en": "yes", "ja": "必須"}
# The content of a cell by the type of its field; for words the list itself is given.
WRITTEN: Final = {
    FieldSort.DATE: Label("A day: 2026-06-15, 2026/6/15, R8.6.15", "日付：2026-06-15、2026/6/15、令和8年6月15日"),
    FieldSort.BP: Label(
        "A percentage with its sign: 6.2%. Without one, hundredths of a percent: 620 is 6.2%, and 50 is 0.5%",
        "％付きの割合：6.2%。％を付けない数は0.01％単位：620は6.2%、50は0.5%",
    ),
    FieldSort.YEN: Label("Whole yen: 1250000 or 1,250,000", "円（整数）：1250000、1,250,000"),
    FieldSort.DAYS: Label("A whole number of days", "日数（整数）"),
    FieldSort.COUNT: Label("A whole number", "整数"),
    FieldSort.FLAG: Label("true or false", "はい・いいえ（true・false、○・×も可）"),
    FieldSort.PARTY: Label(
        "Your key of the party, or a code or id of the register", "当事者の管理番号、又は登録簿のコード・ID"
    ),
    FieldSort.PARTIES: Label("Several keys, with ; between them", "管理番号を ; で区切って列記"),
    FieldSort.COUNTRY: Label(
        "ISO 3166 code of two letters, or the name of the country: JP, Japan", "ISO 3166の2文字コード又は国名：JP、日本"
    ),
    FieldSort.MONEY: Label("Amount and currency: 1250000.50 USD", "金額と通貨：1250000.50 USD"),
    FieldSort.CALL: Label("The record of the call in the register", "登録簿にある公告の記録番号"),
    FieldSort.URL: Label("An address that begins with https://", "https:// で始まるURL"),
    FieldSort.CORPORATE_NUMBER: Label("13 digits", "13桁"),
    FieldSort.LEI: Label("20 letters and digits", "20桁の英数字"),
    FieldSort.KEY: Label("Your own number of it, the same in all your tables", "貴機関で付す番号（全ての表で共通）"),
    FieldSort.PARTY_ID: Label("The id that an export writes; else nothing", "出力ファイルにあるID。なければ空欄"),
}
TEXT: Final = Label("A text", "文字列")
OR_COUNTRY: Final = Label(", or a country: JP", "、又は国コード：JP")
RECORD_NUMBER: Final = Label(
    "Your own number of the row. Left empty, the row is known by its parties and its day.",
    "各行に付す番号。空欄の場合は、当事者と日付で識別します。",
)
UNKNOWN_COUNTRY: Final = Label(
    "Left empty, it is unknown, unless a corporate number shows Japan.",
    "空欄の場合は、法人番号があれば日本、なければ不明とします。",
)
ONE_OF: Final = Label("One of these is needed: {names}.", "次のいずれかは必須：{names}")


def template_csv(template: Template, language: str) -> Iterator[bytes]:
    """Yield the headings alone, as CSV."""
    return csv_chunks([template.headings(language)])


def template_xlsx(template: Template, language: str) -> Iterator[bytes]:
    """Yield the table on the first sheet, which alone is read, and notes on its columns on the second."""
    name = template.label.ja if language == "ja" else template.name
    return xlsx_of({name: [template.headings(language)], NAME_OF_NOTES[language]: column_notes(template, language)})


def column_notes(template: Template, language: str) -> Iterator[tuple[str, ...]]:
    """Yield the headings of the notes, and a row for each column, in order."""
    yield NOTES[language]
    called = dict(zip((each.name for each in template.columns), template.headings(language), strict=True))
    for column in template.columns:
        required = YES[language] if is_needed(template, column) else ""
        label, written = column.label, column_format_help(column).of(language)
        notes = " ".join(each.of(language) for each in column_help(template, column, called))
        yield called[column.name], label.en, label.ja, required, written, notes


def is_needed(template: Template, column: TemplateColumn) -> bool:
    """Return whether a row without this column is refused, also because it would belong to one partnership alone."""
    own = column.name in (column.party, column.field.name)
    return own and (column.field.required or column.name == (template.kind.case_without if template.kind else None))


def column_help(template: Template, column: TemplateColumn, called: Mapping[str, str]) -> Iterator[Label]:
    """Yield further notes on a column: on empty cells, and on the columns of which one is needed, by headings."""
    if column.field.help.en:
        yield column.field.help
    if column.field is RECORD:
        yield RECORD_NUMBER
    if column.field.sort is FieldSort.COUNTRY and (column.party or template.name == COMPANIES.name):
        yield UNKNOWN_COUNTRY
    declared = template.table or template.kind
    for group in declared.one_of if declared else ():
        if column.name in group:
            names = [called[each] for each in group]
            yield Label(ONE_OF.en.format(names=", ".join(names)), ONE_OF.ja.format(names="、".join(names)))


def column_format_help(column: TemplateColumn) -> Label:
    """Return what is written in the cells of a column."""
    if words := column.field.words:
        return Label(", ".join(words), "、".join(f"{label.ja}（{word}）" for word, label in words.items()))
    written = WRITTEN.get(column.field.sort, TEXT)
    if column.field.or_country and column.name == column.party:
        return Label(written.en + OR_COUNTRY.en, written.ja + OR_COUNTRY.ja)
    return written
