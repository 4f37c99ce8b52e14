"""Troubles of the cases of a rule: sentences, facts, answers and sources of worked examples."""

from institutions.codes.base import Coded
from institutions.codes.registry import coded, gettext_noop
from rules.engine.language.errors import RuleTrouble


@coded(
    "case_file.example_without_japanese",
    gettext_noop("the worked example has no Japanese sentence. Add ja: the sentence of `it` in Japanese."),
)
class ExampleWithoutJapanese(RuleTrouble):
    pass


@coded(
    "case_file.source_without_document",
    gettext_noop("the source has no document. Name the document that has the example."),
)
class SourceWithoutDocument(RuleTrouble):
    pass


@coded("case_file.no_address", gettext_noop("'%(given)s' is not an address. Give one that begins with https://."))
class SourceNoAddress(RuleTrouble):
    given: str


@coded("case_file.source_without_place", gettext_noop("the source has neither a page nor an address. Add page or url."))
class SourceWithoutPlace(RuleTrouble):
    pass


@coded("case_file.without_type", gettext_noop("%(name)s has no type. Write {type: FACT_TYPE, field: value}."))
class CaseFactWithoutType(RuleTrouble):
    name: str


@coded(
    "case_file.absent_not_given",
    gettext_noop("%(name)s is not given, so it cannot be absent.%(hint)s"),
)
class AbsentNotGiven(RuleTrouble):
    name: str
    hint: Coded | None


@coded(
    "case_file.no_change",
    gettext_noop("%(name)s is neither `absent` nor a mapping. Write {field: value}."),
)
class CaseChangeUnreadable(RuleTrouble):
    name: str


@coded("case_file.type_needed", gettext_noop("%(name)s is not given, so it needs a type.%(hint)s"))
class CaseTypeNeeded(RuleTrouble):
    name: str
    hint: Coded | None


@coded("case_file.no_field", gettext_noop("%(name)s: '%(field)s' is not a field of %(kind)s.%(hint)s"))
class CaseNoSuchField(RuleTrouble):
    name: str
    field: str
    kind: str
    hint: Coded | None


@coded("case_file.fact_wrong", gettext_noop("%(name)s: %(trouble)s. Look at the type in the list of facts."))
class CaseFactWrong(RuleTrouble):
    name: str
    trouble: str


@coded("case_file.no_rule", gettext_noop("there is no rule %(rule)s. Write the rule, or remove its cases."))
class CasesOfNoRule(RuleTrouble):
    rule: str


@coded("parameter_change.no_number", gettext_noop("there is no number '%(name)s' here. Choose one of this file."))
class NoNumberHere(RuleTrouble):
    name: str


@coded(
    "parameter_change.values_not_last",
    gettext_noop("the values are not the last key of the number. Change the text of the file."),
)
class ValuesNotLast(RuleTrouble):
    pass


@coded("parameter_change.no_day", gettext_noop("'%(given)s' is not a day. Write it as 2026-06-20."))
class NewValueNoDay(RuleTrouble):
    given: str


@coded(
    "parameter_change.outside_dates",
    gettext_noop("%(name)s has no value on '%(on)s'. Give a day within its dates."),
)
class NewValueOutside(RuleTrouble):
    name: str
    on: str


@coded("parameter_file.in_two_files", gettext_noop("the parameter '%(name)s' is also in %(file)s. Keep one."))
class ParameterInTwoFiles(RuleTrouble):
    name: str
    file: str
