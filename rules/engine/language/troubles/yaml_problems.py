"""The problems of YAML in both languages: those that this project refuses itself, and the library's most frequent ones.

The library says the others in English alone, and its words stand as they are.
"""

from collections.abc import Mapping
from typing import Any, Final

import yaml

from institutions.kinds.base import Label

ANOTHER_DOCUMENT: Final = Label("but found another document", "2つ目の文書が見つかりました")
AN_ANCHOR: Final = Label("an anchor or alias", "アンカー又はエイリアスが使われています")
OF_LIBRARY: Final[Mapping[str, str]] = {
    "mapping values are not allowed here": "ここにキーと値の組は書けません",
    "mapping values are not allowed in this context": "ここにキーと値の組は書けません",
    "could not find expected ':'": "「:」が見つかりません",
    "did not find expected key": "キーが見つかりません",
    "did not find expected '-' indicator": "「-」が見つかりません",
    "did not find expected ',' or ']'": "「,」又は「]」が見つかりません",
    "did not find expected ',' or '}'": "「,」又は「}」が見つかりません",
    "found unexpected end of stream": "引用符又は括弧が閉じられていません",
    "found character that cannot start any token": "ここに書けない文字があります",
    "found character '\\t' that cannot start any token": "字下げにタブは使えません",
    "block sequence entries are not allowed in this context": "ここに一覧の項目は書けません",
    "sequence entries are not allowed here": "ここに一覧の項目は書けません",
    "expected <block end>, but found '<block mapping start>'": "字下げが揃っていません",
    "expected <block end>, but found '<block sequence start>'": "字下げが揃っていません",
    "expected <block end>, but found '<scalar>'": "値が途中で切れています",
    "expected <block end>, but found '-'": "字下げが揃っていません",
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


def problem_label(problem: str) -> Label:
    """Return a problem in the library's own words, in Japanese where they are known."""
    return Label(problem, OF_LIBRARY.get(problem, problem))
