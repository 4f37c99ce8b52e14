"""The reader of rule files: YAML to the syntax tree, with everything that a rule must have."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Literal, cast, get_args

from institutions.codes.parameters import PlainNumber
from institutions.drafts.near_words import DidYouMean
from institutions.kinds.base import Label
from rules.engine.language.errors import did_you_mean, error_at
from rules.engine.language.grammar import NAME, RESERVED, parse_reference, parse_test
from rules.engine.language.parameter_file import read_day
from rules.engine.language.syntax import (
    AnyPattern,
    AnyTest,
    Basis,
    Bilingual,
    Exists,
    FilePlace,
    Pattern,
    Rule,
    SeverityCase,
    StatementCase,
    Test,
)
from rules.engine.language.troubles.files import NotOneOf, PartMissing
from rules.engine.language.troubles.parts import (
    ANY_BRANCH,
    BASIS,
    CONDITION,
    FACT_TYPE,
    LAST_STATEMENT,
    MITIGATION,
    RULE,
    SEVERITY,
    STATEMENT,
    SUBJECT,
    TEST,
    WHERE_ITEM,
    basis_label,
    conditions_label,
    key_label,
    pattern_label,
    where_label,
)
from rules.engine.language.troubles.parts import CONFIDENCE as A_CONFIDENCE
from rules.engine.language.troubles.rules import (
    AnyBetweenPatterns,
    AnyOfOneList,
    AnyOfOneTest,
    BasisWithoutArticle,
    ClearsNotTrue,
    FileMisnamed,
    FileMisplaced,
    LastSeverityConditional,
    NameUnusable,
    NoItems,
    NoRuleCode,
    OneLanguage,
    PatternForm,
    PatternWithNames,
    PatternWithoutName,
    RuleCodeTaken,
    SeverityInTheWay,
    SeverityShape,
    StatementWithoutCondition,
    TooManyItems,
    WrongFamily,
)
from rules.engine.language.yaml_nodes import YamlNode, read_yaml
from rules.facts.kinds.vocabulary import PARTNERSHIP, VOCABULARIES

REQUIRED: Final = (
    *("code", "family", "title", "severity", "why", "silent_when", "basis"),
    *("when", "statement", "mitigations"),
)
KEYS: Final = (*REQUIRED, "subject", "applies", "needs", "unless", "one_per")
CODE: Final = re.compile(r"(COI|COL|LIT|INS)-[0-9]{2}\Z")
FAMILIES: Final = {
    "COI": "conflict_of_interest",
    "COL": "collusion",
    "LIT": "litigation",
    "INS": "institution",
}
Level = Literal["info", "low", "medium", "high", "critical"]
LEVELS: Final = get_args(Level)
MOST_ITEMS: Final = 100  # of one list
CONFIDENCE: Final = get_args(Basis.__annotations__["confidence"])


def load_rules(folder: Path) -> tuple[Rule, ...]:
    """Load every rule of a folder and its family folders, by code. RuleError names file, line and remedy."""
    found: dict[str, Rule] = {}
    for path in sorted(folder.rglob("*.yaml")):
        rule = build_rule(read_yaml(path))
        refuse_misplaced(rule, path)
        if rule.code in found:
            raise error_at(rule.place, RuleCodeTaken(rule=rule.code, file=found[rule.code].place.file))
        found[rule.code] = rule
    return tuple(found[code] for code in sorted(found))


def rules_on(rules: Iterable[Rule], subject: str) -> tuple[Rule, ...]:
    """Return the rules that look at one subject."""
    return tuple(rule for rule in rules if rule.subject == subject)


def refuse_misplaced(rule: Rule, path: Path) -> None:
    """Refuse a rule whose file has another name or folder than its code and family."""
    if not re.fullmatch(rf"{rule.code}_[a-z0-9_]+\.yaml", path.name):
        raise error_at(rule.place, FileMisnamed(rule=rule.code, name=path.name))
    if path.parent.name != rule.family:
        raise error_at(rule.place, FileMisplaced(rule=rule.code, family=rule.family, folder=path.parent.name))


def build_rule(root: YamlNode) -> Rule:
    """Build the syntax tree of one file."""
    parts = root.mapping(RULE, KEYS)
    for key in REQUIRED:
        if key not in parts:
            raise root.trouble(PartMissing(what=RULE, key=key))
    code = parts["code"].text("code")
    if not CODE.match(code):
        raise parts["code"].trouble(NoRuleCode(given=code))
    family = parts["family"].text("family")
    if family != FAMILIES[code[:3]]:
        raise parts["family"].trouble(WrongFamily(rule=code, given=family, family=FAMILIES[code[:3]]))
    statement, statement_cases = _statement(parts["statement"])
    mitigations = tuple(_mitigation(node) for node in _some(parts["mitigations"], "mitigations"))
    return Rule(
        code=code,
        family=family,
        title=_bilingual(parts["title"], "title"),
        why=_bilingual(parts["why"], "why"),
        silent_when=_bilingual(parts["silent_when"], "silent_when"),
        basis=tuple(_basis(node) for node in _some(parts["basis"], "basis")),
        severity=_severity(parts["severity"]),
        applies=_patterns(parts.get("applies"), "applies"),
        needs=_plain_patterns(parts.get("needs"), "needs"),
        when=_patterns(parts["when"], "when"),
        unless=_plain_patterns(parts.get("unless"), "unless"),
        one_per=tuple(
            parse_reference(node.text("one_per"), node.place)
            for node in (_some(parts["one_per"], "one_per") if "one_per" in parts else ())
        ),
        statement=statement,
        mitigations=tuple(text for text, _ in mitigations),
        place=parts["code"].place,
        statement_cases=statement_cases,
        steps=tuple(text for text, clears in mitigations if clears),
        subject=_subject(parts["subject"]) if "subject" in parts else PARTNERSHIP,
    )


def _subject(node: YamlNode) -> str:
    subject = node.text("subject")
    if subject not in VOCABULARIES:
        raise node.trouble(NotOneOf(given=subject, what=SUBJECT, hint=did_you_mean(subject, VOCABULARIES)))
    return subject


def _some(node: YamlNode, what: Label | str) -> list[YamlNode]:
    items = node.items(what)
    if not items:
        raise node.trouble(NoItems(what=key_label(what)))
    if len(items) > MOST_ITEMS:
        raise node.trouble(TooManyItems(what=key_label(what), most=PlainNumber(MOST_ITEMS)))
    return items


def _statement(node: YamlNode) -> tuple[Bilingual, tuple[StatementCase, ...]]:
    """Read one text, or texts with conditions and a last one without."""
    if not isinstance(node.content, list):
        return _bilingual(node, "statement"), ()
    *special, last = _some(node, "statement")
    return _bilingual(last, LAST_STATEMENT), tuple(map(_statement_case, special))


def _statement_case(node: YamlNode) -> StatementCase:
    parts = node.mapping(STATEMENT, ("if", "en", "ja"))
    if "if" not in parts:
        raise node.trouble(StatementWithoutCondition())
    tests = tuple(parse_test(item.text(CONDITION), item.place) for item in _some(parts["if"], "if"))
    return StatementCase(_texts(parts, node, "statement"), tests)


def _mitigation(node: YamlNode) -> tuple[Bilingual, bool]:
    parts = node.mapping(MITIGATION, ("en", "ja", "clears"))
    if "clears" in parts and parts["clears"].scalar("clears") is not True:
        raise node.trouble(ClearsNotTrue())
    return _texts(parts, node, MITIGATION), "clears" in parts


def _bilingual(node: YamlNode, what: Label | str) -> Bilingual:
    return _texts(node.mapping(what, ("en", "ja")), node, what)


def _texts(parts: Mapping[str, YamlNode], node: YamlNode, what: Label | str) -> Bilingual:
    for language in ("en", "ja"):
        if language not in parts:
            raise node.trouble(OneLanguage(what=key_label(what), language=language))
    return Bilingual(parts["en"].text(what), parts["ja"].text(what))


def _basis(node: YamlNode) -> Basis:
    parts = node.mapping(BASIS, ("law", "article", "confidence", "note", "review_on"))
    for key in ("law", "confidence"):
        if key not in parts:
            raise node.trouble(PartMissing(what=BASIS, key=key))
    law, confidence = parts["law"].text("law"), parts["confidence"].text("confidence")
    if confidence not in CONFIDENCE:
        hint = did_you_mean(confidence, CONFIDENCE)
        raise parts["confidence"].trouble(NotOneOf(given=confidence, what=A_CONFIDENCE, hint=hint))
    if "article" not in parts and law != "ours":
        raise node.trouble(BasisWithoutArticle(what=basis_label(law)))
    return Basis(
        law=law,
        article=parts["article"].text("article") if "article" in parts else "",
        confidence=cast('Literal["seen", "seen_2013", "memory", "ours"]', confidence),
        note=_bilingual(parts["note"], "note") if "note" in parts else None,
        review_on=read_day(parts["review_on"], "review_on") if "review_on" in parts else None,
    )


def _severity(node: YamlNode) -> tuple[SeverityCase, ...]:
    cases = [_case(item) for item in _some(node, "severity")] if isinstance(node.content, list) else [_case(node)]
    for case in cases[:-1]:
        if not case.conditions:
            raise node.trouble(SeverityInTheWay(level=case.level))
    if cases[-1].conditions:
        raise node.trouble(LastSeverityConditional())
    return tuple(cases)


def _case(node: YamlNode) -> SeverityCase:
    if isinstance(node.content, str):
        return SeverityCase(_level(node.text("severity"), node.place), ())
    parts = node.mapping(SEVERITY)
    if len(parts) != 1:
        raise node.trouble(SeverityShape())
    ((level, conditions),) = parts.items()
    return SeverityCase(
        _level(level, node.place), tuple(_condition(item) for item in _some(conditions, conditions_label(level)))
    )


def _level(level: str, place: FilePlace) -> Level:
    if level not in LEVELS:
        raise error_at(place, NotOneOf(given=level, what=SEVERITY, hint=did_you_mean(level, LEVELS)))
    return cast("Level", level)


def _condition(node: YamlNode) -> Test | Exists:
    if isinstance(node.content, dict):
        return Exists(_pattern(node.mapping(CONDITION, ("exists",))["exists"], "exists"))
    return parse_test(node.text(CONDITION), node.place)


def _patterns(node: YamlNode | None, what: Label | str) -> tuple[Pattern | AnyPattern, ...]:
    return tuple(_pattern_or_any(item, what) for item in _some(node, what)) if node else ()


def _plain_patterns(node: YamlNode | None, what: str) -> tuple[Pattern, ...]:
    found = []
    for item in _some(node, what) if node else ():
        if isinstance(item.content, dict) and "any" in item.content:
            raise item.trouble(AnyBetweenPatterns(key=what))
        found.append(_pattern(item, what))
    return tuple(found)


def _pattern_or_any(node: YamlNode, what: Label | str) -> Pattern | AnyPattern:
    if not (isinstance(node.content, dict) and "any" in node.content):
        return _pattern(node, what)
    branches = _some(node.mapping("any", ("any",))["any"], "any")
    if len(branches) < 2:
        raise node.trouble(AnyOfOneList())
    return AnyPattern(tuple(_patterns(branch, ANY_BRANCH) for branch in branches), node.place)


def _pattern(node: YamlNode, what: Label | str) -> Pattern:
    parts = node.mapping(pattern_label(what))
    names = [key for key in parts if key != "where"]
    if len(names) != 1:
        hint = DidYouMean(near="where") if {"were", "when", "wher"} & set(names) else PatternForm()
        if names:
            raise node.trouble(PatternWithNames(what=pattern_label(what), names=tuple(names), hint=hint))
        raise node.trouble(PatternWithoutName(what=pattern_label(what), hint=hint))
    name = names[0]
    if not NAME.match(name) or name in RESERVED:
        raise node.trouble(NameUnusable(name=name))
    where = _some(parts["where"], where_label(name)) if "where" in parts else []
    return Pattern(name, parts[name].text(FACT_TYPE), tuple(_item(item) for item in where), node.place)


def _item(node: YamlNode) -> Test | AnyTest:
    if not isinstance(node.content, dict):
        return parse_test(node.text(TEST), node.place)
    branches = _some(node.mapping(WHERE_ITEM, ("any",))["any"], "any")
    if len(branches) < 2:
        raise node.trouble(AnyOfOneTest())
    return AnyTest(tuple(_branch(branch) for branch in branches), node.place)


def _branch(node: YamlNode) -> tuple[Test | AnyTest, ...]:
    if isinstance(node.content, list):
        return tuple(_item(item) for item in _some(node, ANY_BRANCH))
    return (_item(node),)
