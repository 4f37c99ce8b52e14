"""Words that many names share and that identify none: words of groups (Holdings, Group), and numerals.

Hundreds of companies end in Holdings, which is longer than the part before it: only the rest distinguishes two such
names. Names that differ in nothing but a numeral belong to two companies, which were numbered to distinguish them: 第一
and 第二 as well as 第1 and 第2.
"""

import re
from typing import Final

# In plain names (NFKC, lower case, large katakana), where Latin words still stand apart.
OF_GROUPS: Final = re.compile(r"\b(?:holdings?|group)\b|ホールデイングス?|グループ|持株会社|持ち株会社")
IN_KANJI: Final = re.compile(r"[〇一二三四五六七八九十百千]+")
# As in readings, behind a syllable that announces one: ダイゴカイ (第五回), ニセンジュウヨンキ (二千十四期).
SAID: Final = "イチ|イツ|ニ|サン|ヨン|シ|ゴ|ロク|ロツ|ナナ|シチ|ハチ|ハツ|キユウ|ク|ジユウ|ヒヤク|セン"
IN_KANA: Final = re.compile(rf"(?:(?<=ダイ)|(?<=セン)|(?<=ジユウ))(?:{SAID})+")


def without_group_words(plain: str) -> str:
    """Remove the words of groups from a plain name; a name without any stays the same."""
    return OF_GROUPS.sub(" ", plain)


def differ_in_numerals(one: str, other: str) -> bool:
    """Return whether two folded names differ only in numerals, in kanji or as they are read."""
    return any(
        numeral.findall(one) != numeral.findall(other) and numeral.sub("#", one) == numeral.sub("#", other)
        for numeral in (IN_KANJI, IN_KANA)
    )
