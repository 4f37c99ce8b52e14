"""The check of the files of a draft: the compiler's errors with file, line, trouble and remedy, and the laws'."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from institutions.codes.parameters import PlainNumber
from institutions.codes.wording import reader_language
from rules.engine.compiled.column_sources import ColumnCollector
from rules.engine.compiled.rule_compiler import RuleCompiler
from rules.engine.language.check import check_rule
from rules.engine.language.errors import RuleError, RuleTrouble, did_you_mean, error_at
from rules.engine.language.load import build_rule, refuse_misplaced
from rules.engine.language.parameter_file import read_parameters
from rules.engine.language.parameters import Parameter
from rules.engine.language.syntax import Rule
from rules.engine.language.troubles.cases import ParameterInTwoFiles
from rules.engine.language.troubles.files import FileLonger, PartMissing
from rules.engine.language.troubles.laws import AddLaw, LawWithoutName, NoSuchLaw, OddLawId
from rules.engine.language.troubles.parts import LAWS_FILE, NAME, law_label
from rules.engine.language.troubles.rules import RuleCodeTaken
from rules.engine.language.types import RuleNamespace
from rules.engine.language.yaml_nodes import YamlNode, parse_yaml
from rules.engine.loading.causes import FILE as CAUSES
from rules.engine.loading.causes import causes_of_text
from rules.engine.loading.loaded_rulebook import laws_of_text
from rules.facts.kinds.vocabulary import VOCABULARIES
from rules.workshop.beside import FilesBeside, beside_of, known_bodies_once, names_at
from rules.workshop.case_files import cases_of_text
from rules.workshop.drafting import LONGEST_FILE
from rules.workshop.files import OF_CASES, OF_NUMBERS, OF_RULES, rule_of_path

OURS: Final = "ours"  # no law
KEPT_RULES: Final = 500  # results of checks: some rulebooks with each rule
LAW_KEYS: Final = ("name", "number", "url", "checked")
NAMED: Final = re.compile(r"[a-z][a-z0-9_]*\Z")


@dataclass(frozen=True, slots=True)
class FileTrouble:
    """An error or, where it does not keep the rulebook from compiling, a warning, in a file of a draft."""

    path: str
    line: int
    said: RuleTrouble
    warning: bool = False

    @property
    def trouble(self) -> str:
        """The trouble in English, without a full stop."""
        return self.said.in_parts("en")[0]

    @property
    def remedy(self) -> str:
        """The remedy in English; empty where the trouble says it."""
        return self.said.in_parts("en")[1]

    @property
    def sentence(self) -> str:
        """Trouble and remedy, as the reader of the page reads them."""
        return self.said.sentence(reader_language())

    def __str__(self) -> str:
        return str(RuleError(self.path, self.line, self.said))


def troubles_in(files: Mapping[str, str]) -> list[FileTrouble]:
    """Return what is wrong in each file: the first error of each, by path; none means that all of it compiles."""
    beside = beside_of(files)
    return [each for path in sorted(files) for each in _troubles_beside(files, path, beside)]


def troubles_of_file(files: Mapping[str, str], path: str) -> list[FileTrouble]:
    """Return what is wrong in one file of a draft, beside the others as they are."""
    return _troubles_beside(files, path, beside_of(files))


def _troubles_beside(files: Mapping[str, str], path: str, beside: FilesBeside) -> list[FileTrouble]:
    if len(files[path]) > LONGEST_FILE:
        return [FileTrouble(path, 1, FileLonger(most=PlainNumber(LONGEST_FILE)))]
    try:
        return [said(path, each, warning=True) for each in _check(files, path, beside)]
    except RuleError as error:
        return [said(path, error)]


def said(path: str, error: RuleError, *, warning: bool = False) -> FileTrouble:
    """Return an error as a trouble of a file."""
    return FileTrouble(path, error.line, error.said, warning)


def _check(files: Mapping[str, str], path: str, beside: FilesBeside) -> tuple[RuleError, ...]:
    """Check one file and return the warnings. RuleError is its first error."""
    name, text = path.rpartition("/")[2], files[path]
    if path.startswith(OF_RULES):
        return _check_rule(path, text, beside)
    if path.startswith(OF_NUMBERS):
        for parameter in read_parameters(parse_yaml(text, name)):
            _refuse_lawless(parameter, name, text, beside.laws)
        _refuse_parameter_twice(names_at(text), path, beside)
    elif path.startswith(OF_CASES):
        list(cases_of_text(text, rule_of_path(path), name))
    elif path == "laws.yaml":
        laws_in(text)
        laws_of_text(text)  # as a rulebook reads them: a day that is in no calendar
    elif path == CAUSES:
        causes_of_text(text, [rule_of_path(each) for each in files if each.startswith(OF_RULES)])
    return ()


@lru_cache(maxsize=KEPT_RULES)
def _check_rule(path: str, text: str, beside: FilesBeside) -> tuple[RuleError, ...]:
    """Check the file of a rule, once for the same files: a draft changes few of them. RuleError is its first error."""
    name = path.rpartition("/")[2]
    rule = build_rule(parse_yaml(text, name))
    refuse_misplaced(rule, Path(path))
    _refuse_twice(rule, path, beside)
    parameters = beside.parameters
    if parameters is None:
        return ()  # the file of numbers says so itself
    known = RuleNamespace(VOCABULARIES[rule.subject], parameters, known_bodies_once(), beside.codes)
    warnings = check_rule(rule, known)
    RuleCompiler(rule, ColumnCollector(known)).compile()
    _refuse_unknown_laws(rule, name, text, beside.laws)
    return warnings


def _refuse_twice(rule: Rule, path: str, beside: FilesBeside) -> None:
    """Refuse a rule whose code is that of another file."""
    for other in beside.files_of_code.get(rule.code, ()):
        if other != path:
            raise error_at(rule.place, RuleCodeTaken(rule=rule.code, file=other))


def _refuse_parameter_twice(own: Mapping[str, int], path: str, beside: FilesBeside) -> None:
    """Refuse a parameter that another file has too: the first one in the first of these files."""
    found = ((other, name) for name in own for other in beside.files_of_number.get(name, ()) if other != path)
    if first := min(found, default=None):
        other, twice = first
        raise RuleError(path, own[twice], ParameterInTwoFiles(name=twice, file=other))


def _refuse_unknown_laws(rule: Rule, name: str, text: str, laws: Mapping[str, int]) -> None:
    for basis in rule.basis:
        if basis.law != OURS and basis.law not in laws:
            raise _no_law(name, line_with(text, f"law: {basis.law}"), basis.law, laws)


def _refuse_lawless(parameter: Parameter, name: str, text: str, laws: Mapping[str, int]) -> None:
    for entry in (each for row in parameter.rows.values() for each in row):
        if entry.law and entry.law != OURS and entry.law not in laws:
            line = line_with(text, f"law: {entry.law}", parameter.place.line)
            raise _no_law(name, line, entry.law, laws)


def _no_law(name: str, line: int, law: str, laws: Mapping[str, int]) -> RuleError:
    return RuleError(name, line, NoSuchLaw(law=law, hint=did_you_mean(law, laws) or AddLaw()))


def line_with(text: str, words: str, first: int = 1) -> int:
    """Return the first line with some words from a line on; that line if none has them."""
    for number, line in enumerate(text.splitlines(), 1):
        if number >= first and words in line:
            return number
    return first


def laws_in(text: str) -> dict[str, YamlNode]:
    """Return the laws of a file by id. RuleError names what one lacks."""
    root = parse_yaml(text, "laws.yaml")
    laws, places = root.mapping(LAWS_FILE), root.key_places()
    for key, node in laws.items():
        if not NAMED.match(key):
            raise error_at(places[key], OddLawId(given=key))
        parts = node.mapping(law_label(key), LAW_KEYS)
        if "name" not in parts:
            raise error_at(places[key], LawWithoutName(what=law_label(key)))
        names = parts["name"].mapping(NAME, ("en", "ja"))
        for language in ("en", "ja"):
            if language not in names:
                raise parts["name"].trouble(PartMissing(what=NAME, key=language))
    return laws


def compiles(files: Mapping[str, str]) -> Iterator[FileTrouble]:
    """Yield the errors that keep the draft from being evaluated: those of every file but the cases, no warnings."""
    for each in troubles_in({path: text for path, text in files.items() if not path.startswith(OF_CASES)}):
        if not each.warning:
            yield each
