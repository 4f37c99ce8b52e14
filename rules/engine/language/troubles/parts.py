"""The names of the parts of a file of a rulebook, as troubles name them in both languages."""

from typing import Final

from institutions.kinds.base import Label

RULE: Final = Label("the rule", "ルール")
STATEMENT: Final = Label("a statement", "指摘文")
LAST_STATEMENT: Final = Label("the last statement", "最後の指摘文")
CONDITION: Final = Label("a condition", "条件")
MITIGATION: Final = Label("a mitigation", "対応")
BASIS: Final = Label("a basis", "根拠")
SEVERITY: Final = Label("a severity", "重要度")
ANY_BRANCH: Final = Label("a branch of any", "any の選択肢")
WHERE_ITEM: Final = Label("an item of where", "where の項目")
FACT_TYPE: Final = Label("a fact type", "事実の種類")
TEST: Final = Label("a test", "テスト")
SUBJECT: Final = Label("a subject", "対象")
CONFIDENCE: Final = Label("a confidence", "確からしさ")
OUTCOME: Final = Label("an outcome", "結果")
UNIT: Final = Label("a unit", "単位")
NAME: Final = Label("a name", "名称")
WORD: Final = Label("a word", "語")
PARAMETER: Final = Label("a parameter", "基準値")
PARAMETER_FILE: Final = Label("a parameter file", "基準値のファイル")
VALUE: Final = Label("a value", "値")
PROFILE: Final = Label("a profile", "プロファイル")
LAWS_FILE: Final = Label("the file of laws", "法令のファイル")
CAUSES_FILE: Final = Label("the file of causes", "原因のファイル")
SOURCE: Final = Label("a source", "出典")
CASES_FILE: Final = Label("a file of cases", "事例のファイル")
CASE: Final = Label("a case", "事例")


def key_label(key: "Label | str") -> Label:
    """Return the name of a part: a key of the file as it is written, or the label that was given."""
    return key if isinstance(key, Label) else Label(key, key)


def pattern_label(key: "Label | str") -> Label:
    """Return the name of a pattern below a key."""
    named = key_label(key)
    return Label(f"a pattern of {named.en}", f"{named.ja}のパターン")


def conditions_label(level: str) -> Label:
    """Return the name of the conditions of a severity."""
    return Label(f"the conditions of {level}", f"{level}の条件")


def where_label(name: str) -> Label:
    """Return the name of the tests of a pattern."""
    return Label(f"where of {name}", f"{name}のwhere")


def parameter_label(name: str) -> Label:
    """Return the name of one parameter."""
    return Label(f"the parameter {name}", f"基準値{name}")


def parameter_part_label(part: str, name: str) -> Label:
    """Return the name of a part of a parameter: its values, its meaning."""
    return Label(f"{part} of {name}", f"{name}の{part}")


def law_label(name: str) -> Label:
    """Return the name of one law."""
    return Label(f"the law {name}", f"法令{name}")


def basis_label(law: str) -> Label:
    """Return the name of the basis in one law."""
    return Label(f"the basis {law}", f"根拠{law}")


def cause_label(name: str) -> Label:
    """Return the name of one cause."""
    return Label(f"the cause {name}", f"原因{name}")
