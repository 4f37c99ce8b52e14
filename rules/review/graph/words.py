"""Words of the picture, in both languages."""

from collections.abc import Iterator, Mapping
from typing import Final

from rules.engine.language.statements import Language, value_text
from rules.facts.kinds.labels import field_label
from rules.facts.kinds.vocabulary import VOCABULARY
from rules.review.graph.columns import COMPANIES, OTHERS, PUBLIC, PUBLIC_PEOPLE
from rules.review.graph.model import GraphFinding, GraphNode, GraphStatement, Kind, Text

KINDS: Final[Mapping[Kind, Text]] = {
    "partnership": {"en": "Partnership", "ja": "本件"},
    "body": {"en": "Government body", "ja": "政府機関"},
    "company": {"en": "Company", "ja": "企業"},
    "person": {"en": "Person", "ja": "人物"},
    "country": {"en": "Country", "ja": "国"},
}
COLUMNS: Final[Mapping[int, Text]] = {
    PUBLIC: {"en": "Partnership and bodies", "ja": "本件と政府機関"},
    PUBLIC_PEOPLE: {"en": "Officials and those near", "ja": "職員とその近親者等"},
    COMPANIES: {"en": "Companies in the case", "ja": "本件に関わる企業"},
    OTHERS: {"en": "Owners and others", "ja": "出資者その他"},
}
TITLE: Final[Text] = {"en": "Connected parties: {}", "ja": "関係図：{}"}
TITLE_OF_FINDING: Final[Text] = {"en": "Connected parties behind {}: {}", "ja": "{}に関わる関係図：{}"}
DESCRIPTION: Final[Text] = {
    "en": "Parties: {}. Ties drawn: {}. The table below it gives each tie, its days and its source.",
    "ja": "当事者{}、図示した関係{}。各関係の内容、期間及び出典は、併せて掲げる表のとおり。",
}
LEFT_OUT: Final[Text] = {
    "en": "Not in the picture: {} parties and {} ties.",
    "ja": "図に示していない当事者は{}、関係は{}。",
}
ON_PATH: Final[Text] = {"en": "behind this finding", "ja": "この指摘事項の根拠"}
BEHIND: Final[Text] = {"en": "behind a finding", "ja": "指摘事項の根拠"}
STATED: Final[Text] = {"en": "also on record", "ja": "その他の記録"}
CLAIM: Final[Text] = {"en": "claim, not a fact", "ja": "主張（事実として未確認）"}
CLAIM_MARK: Final[Text] = {"en": "Claim: ", "ja": "主張："}
MORE: Final[Text] = {"en": "and {} more", "ja": "他{}件"}
# The field that says most of a fact, where one does: the first of these that it has.
TELLING: Final = ("what", "share_bp", "role", "relation", "by", "how", "capacity", "function", "kind", "way")
BESIDE: Final[Text] = {"en": "{}: {}", "ja": "{}：{}"}
CASE_ITSELF: Final = "partnership"  # the fact that ties the sponsor to it
UNTOLD: Final = frozenset({"appointment", "in_service", "served_in"})  # whose label says it all


def text_in(both: Text, language: Language) -> str:
    """Return a text in a language, else in the other."""
    return both.get(language) or both.get("en") or both.get("ja") or ""


def node_name(node: GraphNode, language: Language) -> str:
    """Return the name of a party."""
    return text_in(node.name, language) or node.key


def fact_label(kind: str, language: Language) -> str:
    """Return the label of a type of fact; one of an earlier vocabulary by its own name."""
    known = VOCABULARY.get(kind)
    return (known.cls.label[language == "ja"] if known else "") or kind.replace("_", " ")


def field_words(name: str, language: Language) -> str:
    """Return the label of a field of the proposal."""
    label = field_label(name, CASE_ITSELF)
    return label.ja if language == "ja" else label.en


def words_on_line(statement: GraphStatement, language: Language) -> str:
    """Describe a statement in the few words that fit on a line."""
    label = field_words("sponsor", language) if statement.kind == CASE_ITSELF else fact_label(statement.kind, language)
    told = next(telling_values(statement, language), "")
    said = BESIDE[language].format(label, told) if told else label
    return (CLAIM_MARK[language] if statement.claim else "") + said


def telling_values(statement: GraphStatement, language: Language) -> Iterator[str]:
    """Yield the values that describe it best."""
    known = VOCABULARY.get(statement.kind)
    for name in TELLING if known and statement.kind not in UNTOLD else ():
        value = statement.entry.get(name)
        field = known.fields.get(name) if known else None
        if value is not None and field is not None and field.sort in ("word", "number"):
            yield value_text(value, field, name, statement.entry.get("names", {}), language)


def graph_title(case: GraphNode, finding: GraphFinding | None, language: Language) -> str:
    """Return the title of the picture."""
    if finding is None:
        return TITLE[language].format(node_name(case, language))
    return TITLE_OF_FINDING[language].format(finding.code, node_name(case, language))
