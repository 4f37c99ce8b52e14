"""Troubles of the shape of a rule: what it lacks, and what stands in the wrong place."""

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded, gettext_noop
from institutions.kinds.base import Label
from rules.engine.language.errors import RuleTrouble


@coded("rule.code_taken", gettext_noop("the code %(rule)s is also in %(file)s. Codes are unique."))
class RuleCodeTaken(RuleTrouble):
    rule: str
    file: str


@coded("rule.file_name", gettext_noop("the file of %(rule)s is named %(name)s. Name it %(rule)s_<what_it_sees>.yaml."))
class FileMisnamed(RuleTrouble):
    rule: str
    name: str


@coded(
    "rule.folder",
    gettext_noop("%(rule)s of the family %(family)s lies in the folder %(folder)s. Move it to %(family)s/."),
)
class FileMisplaced(RuleTrouble):
    rule: str
    family: str
    folder: str


@coded("rule.no_code", gettext_noop("'%(given)s' is not a code. Codes are COI-, COL-, LIT- or INS- and two digits."))
class NoRuleCode(RuleTrouble):
    given: str


@coded("rule.wrong_family", gettext_noop("%(rule)s is not of the family '%(given)s'. Write %(family)s."))
class WrongFamily(RuleTrouble):
    rule: str
    given: str
    family: str


@coded("rule.no_items", gettext_noop("%(what)s is empty. Add an item."))
class NoItems(RuleTrouble):
    what: Label


@coded(
    "rule.too_many_items",
    gettext_noop("%(what)s has more than %(most)s items. Derive a fact that says a part of it."),
)
class TooManyItems(RuleTrouble):
    what: Label
    most: PlainNumber


@coded("rule.one_language", gettext_noop("%(what)s has no %(language)s. Write %(what)s in both languages."))
class OneLanguage(RuleTrouble):
    what: Label
    language: str


@coded(
    "rule.statement_without_condition",
    gettext_noop("a statement before the last has no condition. Add if: and its tests, or put it last."),
)
class StatementWithoutCondition(RuleTrouble):
    pass


@coded("rule.clears_not_true", gettext_noop("clears is not true. Write clears: true, or leave it out."))
class ClearsNotTrue(RuleTrouble):
    pass


@coded("rule.basis_without_article", gettext_noop("%(what)s has no article. Add article, or write law: ours."))
class BasisWithoutArticle(RuleTrouble):
    what: Label


@coded(
    "rule.severity_in_the_way",
    gettext_noop("the severity %(level)s has no condition, so what follows never holds. Put it last."),
)
class SeverityInTheWay(RuleTrouble):
    level: str


@coded(
    "rule.last_severity_conditional",
    gettext_noop("the last severity has a condition. End with a level that always holds."),
)
class LastSeverityConditional(RuleTrouble):
    pass


@coded(
    "rule.severity_shape",
    gettext_noop("a severity with conditions is one level and its list. Write - high: [test]."),
)
class SeverityShape(RuleTrouble):
    pass


@coded(
    "rule.any_between_patterns",
    gettext_noop("any: stands between patterns of %(key)s. Each item stands by itself: write them apart."),
)
class AnyBetweenPatterns(RuleTrouble):
    key: str


@coded(
    "rule.any_of_one_list",
    gettext_noop("any: has one branch only. Add another list of patterns, or take any: away."),
)
class AnyOfOneList(RuleTrouble):
    pass


@coded("rule.any_of_one_test", gettext_noop("any: has one branch only. Add another test, or take any: away."))
class AnyOfOneTest(RuleTrouble):
    pass


@coded("rule.pattern_form", gettext_noop(" Write - NAME: FACT_TYPE, and where: below it."))
class PatternForm(Coded):
    """The remedy that shows how a pattern is written."""


@coded("rule.pattern_without_name", gettext_noop("%(what)s has no name.%(hint)s"))
class PatternWithoutName(RuleTrouble):
    what: Label
    hint: Coded


@coded("rule.pattern_with_names", gettext_noop("%(what)s has the names %(names)s.%(hint)s"))
class PatternWithNames(RuleTrouble):
    what: Label
    names: tuple[str, ...]
    hint: Coded


@coded(
    "rule.name_unusable",
    gettext_noop("'%(name)s' cannot be a name. Use small letters, digits and _, and no word of the language."),
)
class NameUnusable(RuleTrouble):
    name: str
