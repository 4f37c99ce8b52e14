"""The problems of YAML in both languages: those that this project refuses itself, and the library's most frequent ones.

The library says them in English alone; where no Japanese is known here its words stand as they are.
"""

from collections.abc import Mapping
from typing import Any, Final

import yaml

from institutions.kinds.base import Label

ANOTHER_DOCUMENT: Final = Label("but found another document", "2つ目の文書が見つかりました")
AN_ANCHOR: Final = Label("an anchor or alias", "アンカー又はエイリアスが使われています")
# The library's words by their beginning, since most end with the character or the part that it found.
OF_LIBRARY: Final[Mapping[str, str]] = {
    "mapping values are not allowed here": "ここにキーと値の組は書けません",
    "mapping keys are not allowed here": "ここにキーは書けません",
    "sequence entries are not allowed here": "ここに一覧の項目は書けません",
    "could not find expected ':'": "「:」が見つかりません",
    "expected ',' or ']'": "「[」で始まる一覧に「,」又は「]」がありません",
    "expected ',' or '}'": "「{」で始まる組に「,」又は「}」がありません",
    "expected <block end>": "字下げが揃っていないか、値の後に余分なものがあります",
    "expected '<document start>'": "字下げが揃っていないか、文書の初めに書けないものがあります",
    "expected the node content, but found '<stream end>'": "括弧が閉じられないままファイルが終わっています",
    "expected the node content": "値があるべき所に別の記号があります",
    "expected chomping or indentation indicators": "「|」又は「>」の後に余分なものがあります",
    "expected escape sequence": "「\\」の後の文字コードの桁数が足りません",
    "found unknown escape character": "「\\」の後に使えない文字があります",
    "found unexpected end of stream": "引用符が閉じられていません",
    "found unexpected document separator": "引用符が閉じられないまま文書の区切りがあります",
    "found character '\\t'": "字下げにタブは使えません",
    "found character": "ここに書けない記号があります（値に使う場合は引用符で囲みます）",
    "found incompatible YAML document": "対応していない版の YAML です",
    "could not determine a constructor": "値として読み取れない記号があります",
    "day is out of range": "暦にない日付です",
    "month must be in": "暦にない日付です",
}


class RefusedYamlError(yaml.MarkedYAMLError):
    """A document that YAML allows and this project does not; `refused` says why."""

    def __init__(self, refused: Label, mark: Any) -> None:  # Any: a mark of YAML, from either parser
        super().__init__(problem=refused.en, problem_mark=mark)
        self.refused = refused
        self.line: int = mark.line + 1


def with_tag(tag: str) -> Label:
    """Return the problem of a value with a tag."""
    return Label(f"a tag ({tag})", f"タグ（{tag}）が使われています")


def too_deep(most: int) -> Label:
    """Return the problem of lists and mappings that lie too deep within each other."""
    return Label(f"more than {most} levels", f"入れ子が{most}段を超えています")


def refused_character(code: int | str | bytes) -> Label:
    """Return the problem of a character that YAML does not allow in a file."""
    name = f"U+{code:04X}" if isinstance(code, int) else repr(code)
    return Label(f"the character {name} is not allowed", f"使えない文字 {name} があります")


def problem_label(problem: str) -> Label:
    """Return a problem in the library's own words, in Japanese where they are known."""
    return Label(problem, next((said for start, said in OF_LIBRARY.items() if problem.startswith(start)), problem))
