"""The step from checked rules to the compiled rulebook."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256

from rules.engine.compiled.column_sources import ColumnCollector, ColumnSource
from rules.engine.compiled.column_texts import readable_source
from rules.engine.compiled.compiled_form import Rulebook
from rules.engine.compiled.rule_compiler import RuleCompiler
from rules.engine.compiled.stored_form import with_version
from rules.engine.language import syntax as tree
from rules.engine.language.check import check_rule
from rules.engine.language.errors import RuleError
from rules.engine.language.parameters import Parameters
from rules.engine.language.types import FINDING_TYPE, RuleNamespace
from rules.facts.kinds.base import FactType


class CompiledRulebook(Rulebook):
    """The form, with the sources of its rules, columns and findings; equal only to itself.

    The additions are no part of the form: they are not stored and not hashed.
    """

    def __init__(
        self, form: Rulebook, rules: Mapping[str, tree.Rule], columns: ColumnCollector, warnings: tuple[RuleError, ...]
    ) -> None:
        super().__init__(form.version, form.rules, form.columns, form.parameters, form.texts)
        added = {
            "syntax": rules,
            "sources": dict(columns.found),
            "vocabulary": columns.known.vocabulary,
            "parameter_values": columns.known.parameters,
            "warnings": warnings,
        }
        self.__dict__.update(added)

    syntax: Mapping[str, tree.Rule]  # by code, for why-not, texts and the oracle
    sources: Mapping[tuple[str, str], ColumnSource]  # by fact type and key
    vocabulary: Mapping[str, FactType]
    parameter_values: Parameters
    warnings: tuple[RuleError, ...]

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def in_form(self, form: Rulebook) -> "CompiledRulebook":
        """Return another form of the same files, with the sources of this one.

        Only the keys that the form computes of findings are computed during the evaluation; all others are in the
        records. Keys that this compiler would not make are read from their text. ValueError if one reads something that
        the vocabulary or the parameters don't have.
        """
        known = RuleNamespace(self.vocabulary, self.parameter_values, (), ())
        sources = dict(self.sources)
        for each in form.columns:
            own = sources.get((each.type, each.key))
            if each.type == FINDING_TYPE and (own is None or own.expression != each.expression):
                sources[each.type, each.key] = readable_source(each, known)
        return CompiledRulebook(form, self.syntax, ColumnCollector(known, sources), self.warnings)


def compile_rulebook(
    rules: Iterable[tree.Rule],
    vocabulary: Mapping[str, FactType],
    parameters: Parameters,
    body_codes: Collection[str],
) -> CompiledRulebook:
    """Check and compile. RuleError names file, line, trouble and remedy of the first error."""
    by_code = {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}
    known = RuleNamespace(vocabulary, parameters, frozenset(body_codes), frozenset(by_code))
    columns = ColumnCollector(known)
    warnings: list[RuleError] = []
    compiled = []
    for rule in by_code.values():
        warnings += check_rule(rule, known)
        compiled.append(RuleCompiler(rule, columns).compile())
    form = with_version(
        Rulebook("", tuple(compiled), tuple(columns.columns()), parameters.sha256, _texts(by_code.values()))
    )
    return CompiledRulebook(form, by_code, columns, tuple(warnings))


def errors_in(
    rules: Iterable[tree.Rule],
    vocabulary: Mapping[str, FactType],
    parameters: Parameters,
    body_codes: Collection[str],
) -> tuple[RuleError, ...]:
    """Return the first error of each rule, for an editor who wants to see all of them at once."""
    rules = tuple(rules)
    known = RuleNamespace(vocabulary, parameters, frozenset(body_codes), frozenset(rule.code for rule in rules))
    found = []
    for rule in rules:
        try:
            check_rule(rule, known)
            RuleCompiler(rule, ColumnCollector(known)).compile()
        except RuleError as error:  # one error a rule is the purpose
            found.append(error)
    return tuple(found)


def _texts(rules: Iterable[tree.Rule]) -> str:
    """Hash the texts of findings, without the facts."""
    data = [
        (
            rule.code,
            *(asdict(part) for part in (rule.title, rule.why, rule.silent_when, rule.statement)),
            [asdict(basis) for basis in rule.basis],
            [asdict(text) for text in rule.mitigations],
            *([asdict(each) for each in added] for added in (rule.statement_cases, rule.steps) if added),
        )
        for rule in rules
    ]
    return sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
