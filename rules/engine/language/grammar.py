"""The grammar of one line of a rule: tests and terms (RULES.md, "Grammar")."""

import re
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.kinds.base import Label
from institutions.values.written_day import written_day
from rules.engine.language.errors import RuleError, RuleTrouble, error_at
from rules.engine.language.syntax import (
    Comparison,
    FieldRef,
    FilePlace,
    InPeriod,
    LiteralTerm,
    Membership,
    Op,
    Overlap,
    ParameterRef,
    ShiftedTerm,
    Term,
    Test,
)
from rules.engine.language.troubles.line_places import (
    BEHIND_INDEX,
    END_OF_LINE,
    IN_WORDS,
    NAME_EXPECTED,
    PARAMETER_NAME,
    behind_label,
    field_label,
)
from rules.engine.language.troubles.lines import (
    BracketAlone,
    CompareWithEquals,
    DecimalNumber,
    DeriveSums,
    ExpectedName,
    ExpectedSign,
    LongNumberInLine,
    MovedByNoParameter,
    MovedTwice,
    NoCalendarDay,
    NoComparison,
    NoDateToMove,
    NoPeriod,
    NoSideOfTest,
    NotInNeedsWords,
    NoWordInList,
    OddSign,
    TooMuchInLine,
)

NAME: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
RESERVED: Final = frozenset(
    ("any", "exists", "where", "case", "parameter", "in", "not", "at", "overlaps", "true", "false", "period", "fact")
)
OPS: Final = get_args(Op)
MOST_DIGITS: Final = 18
# Without the spaces before a token: those at the end of a line would be looked through from each of them.
TOKEN: Final = re.compile(
    r"""
    (?P<quoted>"[^"]*")
  | (?P<decimal>\d[\d_]*\.\d[\d_]*)
  | (?P<date>\d{4}-\d{2}-\d{2}(?![\w-]))
  | (?P<number>\d[\d_]*(?![\w-]))
  | (?P<word>[A-Za-z0-9_]\w*(?:-\w+)*)
  | (?P<op>==|!=|<=|>=|<|>)
  | (?P<mark>[.,()\[\]+-])
  | (?P<other>\S)
    """,
    re.VERBOSE | re.ASCII,
)
BRACKETS: Final = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a line."""

    sort: str
    text: str

    @property
    def shown(self) -> Label | str:
        """The piece as a message names it."""
        return END_OF_LINE if self is END else self.text


END: Final = Token("end", "")


def parse_test(line: str, place: FilePlace) -> Test:
    """Parse one test. RuleError says what is not understood and what to write instead."""
    _refuse_unbalanced(line, place)
    return _Reader(line, place).test()


def parse_term(line: str, place: FilePlace) -> Term:
    """Parse one side of a test. RuleError says what is not understood."""
    reader = _Reader(line, place)
    found = reader.term()
    reader.end()
    return found


def parse_reference(line: str, place: FilePlace) -> FieldRef:
    """Parse `NAME.field`, as in `one_per`."""
    reader = _Reader(line, place)
    found = reader.reference()
    reader.end()
    return found


def _refuse_unbalanced(line: str, place: FilePlace) -> None:
    depth: list[str] = []
    for character in re.sub(r'"[^"]*"', "", line):
        if character in "([":
            depth.append(character)
        elif character in ")]" and (not depth or depth.pop() != BRACKETS[character]):
            depth.append(character)
            break
    if depth:
        raise error_at(place, BracketAlone(bracket=depth[-1], line=line))


class _Reader:
    def __init__(self, line: str, place: FilePlace) -> None:
        self.line = line
        self.place = place
        self.tokens = [Token(m.lastgroup or "", m[m.lastgroup or 0]) for m in TOKEN.finditer(line)]
        self.at = 0
        for token in self.tokens:
            if token.sort == "other":
                raise self.fail(OddSign(sign=token.text, line=line, hint=_hint(token.text)))
            if token.sort == "decimal":
                raise self.fail(DecimalNumber(number=token.text))

    def fail(self, said: RuleTrouble) -> RuleError:
        return error_at(self.place, said)

    @property
    def next(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else END

    def take(self, *texts: str) -> bool:
        if self.next.sort != "quoted" and self.next.text in texts:
            self.at += 1
            return True
        return False

    def expect(self, text: str, where: Label) -> None:
        if not self.take(text):
            raise self.fail(ExpectedSign(found=self.next.shown, where=where, line=self.line, expected=text))

    def word(self, what: Label) -> str:
        token = self.next
        if token.sort != "word":
            raise self.fail(ExpectedName(found=token.shown, line=self.line, expected=what))
        self.at += 1
        return token.text

    def end(self) -> None:
        if self.next.sort != "end":
            raise self.fail(TooMuchInLine(found=self.next.shown, line=self.line))

    def test(self) -> Test:
        found = self.unended_test()
        self.end()
        return found

    def unended_test(self) -> Test:
        left = self.term()
        if self.take("overlaps"):
            return Overlap(self.period(left), self.period(self.term()), self.place)
        negated = self.take("not")
        if self.take("in"):
            if self.take("("):
                return Membership(left, self.words(), negated, self.place)
            if negated:
                raise self.fail(NotInNeedsWords(line=self.line))
            return InPeriod(left, self.period(self.term()), self.place)
        op = self.next.text
        if self.next.sort != "op" or negated:
            raise self.fail(NoComparison(found=self.next.shown, line=self.line, signs=" ".join(OPS)))
        self.at += 1
        return Comparison(left, cast("Op", op), self.term(), self.place)

    def period(self, term: Term) -> str:
        if isinstance(term, FieldRef) and term.field == "period":
            return term.name
        raise self.fail(NoPeriod(line=self.line))

    def words(self) -> tuple[str, ...]:
        found = []
        while True:
            token = self.next
            if token.sort not in ("word", "quoted", "number"):
                raise self.fail(NoWordInList(found=token.shown, line=self.line))
            found.append(token.text.strip('"'))
            self.at += 1
            if self.take(")"):
                return tuple(found)
            self.expect(",", IN_WORDS)

    def term(self) -> Term:
        found = self.plain_term()
        sign: Literal[1, -1]
        if self.take("+"):
            sign = 1
        elif self.take("-"):
            sign = -1
        else:
            return found
        if isinstance(found, ParameterRef | ShiftedTerm) or (
            isinstance(found, LiteralTerm) and found.written != "date"
        ):
            raise self.fail(NoDateToMove(line=self.line))
        moved = self.next
        by = self.plain_term()
        if not isinstance(by, ParameterRef):
            raise self.fail(MovedByNoParameter(found=moved.shown, line=self.line))
        if self.next.text in ("+", "-"):
            raise self.fail(MovedTwice(line=self.line))
        return ShiftedTerm(found, sign, by)

    def plain_term(self) -> FieldRef | ParameterRef | LiteralTerm:
        token = self.next
        if token.sort == "word" and self.at + 1 < len(self.tokens) and self.tokens[self.at + 1].text == ".":
            return self.parameter() if token.text == "parameter" else self.reference()
        self.at += 1
        if token.sort == "number":
            if len(token.text) > MOST_DIGITS:
                raise self.fail(LongNumberInLine(line=f"{self.line[:40]}…", most=PlainNumber(MOST_DIGITS)))
            return LiteralTerm(int(token.text), "number")
        if token.sort == "date":
            return self.day(token.text)
        if token.sort == "quoted":
            return LiteralTerm(token.text[1:-1], "key")
        if token.sort == "word":
            if token.text in ("true", "false"):
                return LiteralTerm(token.text == "true", "flag")
            return LiteralTerm(token.text, "word")
        raise self.fail(NoSideOfTest(found=token.shown, line=self.line))

    def day(self, text: str) -> LiteralTerm:
        try:
            return LiteralTerm(written_day(text).isoformat(), "date")
        except ValueError as error:
            raise self.fail(NoCalendarDay(text=text)) from error

    def reference(self) -> FieldRef:
        name = self.word(NAME_EXPECTED)
        self.expect(".", behind_label(name))
        return FieldRef(name, self.word(field_label(name)))

    def parameter(self) -> ParameterRef:
        self.at += 2
        name = self.word(PARAMETER_NAME)
        index: FieldRef | None = None
        if self.take("["):
            index = self.reference()
            self.expect("]", BEHIND_INDEX)
        at: FieldRef | LiteralTerm | None = None
        if self.take("at"):
            token = self.next
            if token.sort == "date":
                self.at += 1
                at = self.day(token.text)
            else:
                at = self.reference()
        return ParameterRef(name, index, at)


def _hint(text: str) -> Coded | None:
    if text == "=":
        return CompareWithEquals()
    return DeriveSums() if text in "*/%" else None
