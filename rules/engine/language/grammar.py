"""The grammar of one line of a rule: tests and terms (RULES.md, "Grammar")."""

import re
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from institutions.values.written_day import written_day
from rules.engine.language.errors import RuleError, error_at
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

NAME: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
RESERVED: Final = frozenset(
    ("any", "exists", "where", "case", "parameter", "in", "not", "at", "overlaps", "true", "false", "period", "fact")
)
OPS: Final = get_args(Op)
MOST_DIGITS: Final = 18
TOKEN: Final = re.compile(
    r"""\s*(?:
    (?P<quoted>"[^"]*")
  | (?P<decimal>\d[\d_]*\.\d[\d_]*)
  | (?P<date>\d{4}-\d{2}-\d{2}(?![\w-]))
  | (?P<number>\d[\d_]*(?![\w-]))
  | (?P<word>[A-Za-z0-9_]\w*(?:-\w+)*)
  | (?P<op>==|!=|<=|>=|<|>)
  | (?P<mark>[.,()\[\]+-])
  | (?P<other>\S)
    )""",
    re.VERBOSE | re.ASCII,
)
BRACKETS: Final = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a line."""

    sort: str
    text: str


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
        raise error_at(
            place,
            f"the bracket {depth[-1]!r} of {line!r} has no partner",
            "Inside [ ... ] YAML cuts at every comma: write one test a line, each after a dash.",
        )


class _Reader:
    def __init__(self, line: str, place: FilePlace) -> None:
        self.line = line
        self.place = place
        self.tokens = [Token(m.lastgroup or "", m[m.lastgroup or 0]) for m in TOKEN.finditer(line)]
        self.at = 0
        for token in self.tokens:
            if token.sort == "other":
                raise self.fail(f"{token.text!r} is not understood in {line!r}", _hint(token.text))
            if token.sort == "decimal":
                raise self.fail(f"{token.text} is a decimal", "Write whole numbers: shares in basis points.")

    def fail(self, trouble: str, remedy: str = "") -> RuleError:
        return error_at(self.place, trouble, remedy)

    @property
    def next(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else Token("end", "the end of the line")

    def take(self, *texts: str) -> bool:
        if self.next.sort != "quoted" and self.next.text in texts:
            self.at += 1
            return True
        return False

    def expect(self, text: str, where: str) -> None:
        if not self.take(text):
            raise self.fail(f"{self.next.text!r} stands {where} in {self.line!r}, where {text!r} is expected")

    def word(self, what: str) -> str:
        token = self.next
        if token.sort != "word":
            raise self.fail(f"{token.text!r} stands in {self.line!r}, where {what} is expected")
        self.at += 1
        return token.text

    def end(self) -> None:
        if self.next.sort != "end":
            raise self.fail(
                f"{self.next.text!r} is too much in {self.line!r}",
                "Write one test a line; put spaces around + and -.",
            )

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
                raise self.fail(f"`not in` needs a list of words in {self.line!r}", "Write not in (one, other).")
            return InPeriod(left, self.period(self.term()), self.place)
        op = self.next.text
        if self.next.sort != "op" or negated:
            raise self.fail(
                f"{op!r} stands in {self.line!r}, where a comparison is expected",
                f"Use {' '.join(OPS)}, in (...), in NAME.period or overlaps; only one `=` is not a comparison.",
            )
        self.at += 1
        return Comparison(left, cast("Op", op), self.term(), self.place)

    def period(self, term: Term) -> str:
        if isinstance(term, FieldRef) and term.field == "period":
            return term.name
        raise self.fail(f"a period is expected in {self.line!r}", "Write NAME.period.")

    def words(self) -> tuple[str, ...]:
        found = []
        while True:
            token = self.next
            if token.sort not in ("word", "quoted", "number"):
                raise self.fail(f"{token.text!r} stands in a list of words in {self.line!r}", "Write in (one, other).")
            found.append(token.text.strip('"'))
            self.at += 1
            if self.take(")"):
                return tuple(found)
            self.expect(",", "in a list of words")

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
            raise self.fail(f"only a date can be moved in {self.line!r}", "Write NAME.on + parameter.NAME.")
        moved = self.next
        by = self.plain_term()
        if not isinstance(by, ParameterRef):
            raise self.fail(
                f"{moved.text!r} moves a date in {self.line!r}",
                "A date is moved by a parameter in days, months or years; other sums are derived facts.",
            )
        if self.next.text in ("+", "-"):
            raise self.fail(f"a date is moved twice in {self.line!r}", "Give the sum a parameter of its own.")
        return ShiftedTerm(found, sign, by)

    def plain_term(self) -> FieldRef | ParameterRef | LiteralTerm:
        token = self.next
        if token.sort == "word" and self.at + 1 < len(self.tokens) and self.tokens[self.at + 1].text == ".":
            return self.parameter() if token.text == "parameter" else self.reference()
        self.at += 1
        if token.sort == "number":
            if len(token.text) > MOST_DIGITS:
                raise self.fail(f"a number in {self.line[:40]!r}… has more than {MOST_DIGITS} digits")
            return LiteralTerm(int(token.text), "number")
        if token.sort == "date":
            return self.day(token.text)
        if token.sort == "quoted":
            return LiteralTerm(token.text[1:-1], "key")
        if token.sort == "word":
            if token.text in ("true", "false"):
                return LiteralTerm(token.text == "true", "flag")
            return LiteralTerm(token.text, "word")
        raise self.fail(
            f"{token.text!r} stands in {self.line!r}, where a field, a parameter or a word is expected",
            "A side of a test is NAME.field, parameter.NAME, a number, a date, true, false, a word or a quoted key.",
        )

    def day(self, text: str) -> LiteralTerm:
        try:
            return LiteralTerm(written_day(text).isoformat(), "date")
        except ValueError as error:
            raise self.fail(f"{text} is not a day of the calendar") from error

    def reference(self) -> FieldRef:
        name = self.word("a name")
        self.expect(".", f"after {name!r}")
        return FieldRef(name, self.word(f"a field of {name}"))

    def parameter(self) -> ParameterRef:
        self.at += 2
        name = self.word("the name of a parameter")
        index: FieldRef | None = None
        if self.take("["):
            index = self.reference()
            self.expect("]", "after the index")
        at: FieldRef | LiteralTerm | None = None
        if self.take("at"):
            token = self.next
            if token.sort == "date":
                self.at += 1
                at = self.day(token.text)
            else:
                at = self.reference()
        return ParameterRef(name, index, at)


def _hint(text: str) -> str:
    if text == "=":
        return "Compare with ==."
    if text in "*/%":
        return "Sums, ratios and counts are derived facts."
    return ""
