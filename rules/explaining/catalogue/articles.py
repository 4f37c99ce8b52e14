"""Places in laws for readers, from the form of rule files and parameters (`29-3(1), (4)`).

Japanese: 第29条の3第1項、第4項. English: art. 29-3(1), (4). Days and months are written as such.
Unreadable or ambiguous places (`23-28`: a range, or a branch of article 23) stay as they are.
"""

import re
from calendar import month_name
from typing import Final

from rules.engine.language.statements import Language, date_text

DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
MONTH: Final = re.compile(r"\d{4}-\d{2}")  # or what looks like one
REAL_MONTH: Final = re.compile(r"(?P<year>(?:19|20)\d{2})-(?P<month>0[1-9]|1[0-2])")
PARAGRAPHS: Final = r"\((?P<first>\d+)\)(?:-\((?P<last>\d+)\))?"
PARAGRAPH: Final = re.compile(PARAGRAPHS)
ARTICLE: Final = re.compile(rf"(?P<number>\d+)(?:-(?P<branch>\d+))?(?:{PARAGRAPHS})?(?: (?P<item>[ivx]+))?")
ROMAN: Final = {"I": 1, "V": 5, "X": 10}
COMMA: Final = {"en": ", ", "ja": "、"}
NAMED: Final = {  # parts of a source that have a name and no number
    "Annexes": "附属書",
    "Entity List": "エンティティ・リスト",
    "ISDS": "投資家と国との間の紛争解決",
    "Voluntary measures": "自主的措置",
    "parties": "締約国",
    "patents": "特許出願の非公開",
    "report of 2021": "2021年の報告",
    "safe harbour": "セーフハーバー",
    "same lowest bidder": "最低価格者の固定",
    "share of 35 %": "占有率35％",
}


def article_text(article: str, language: Language) -> str:
    """Return a place in a law for a reader; unchanged if any part of it cannot be read."""
    parts = article.split(", ")
    if all(DAY.fullmatch(part) for part in parts):
        return COMMA[language].join(date_text(part, language) for part in parts)
    if all(months := [REAL_MONTH.fullmatch(part) for part in parts]):
        return COMMA[language].join(month_text(each["year"], int(each["month"]), language) for each in months if each)
    if language == "en":
        return f"art. {article}" if _in_japanese(parts) else article
    if all(part in NAMED for part in parts):
        return COMMA["ja"].join(NAMED[part] for part in parts)
    return _in_japanese(parts) or article


def month_text(year: str, month: int, language: Language) -> str:
    """Return a month in words: January 2021, or 2021年1月, the year as in the law of a country without eras."""
    return f"{year}年{month}月" if language == "ja" else f"{month_name[month]} {year}"


def _in_japanese(parts: list[str]) -> str:
    """Return articles, paragraphs and items in Japanese; empty if one cannot be read."""
    said: list[str] = []
    for part in parts:
        found = ARTICLE.fullmatch(part)
        if found and not MONTH.fullmatch(part) and _is_branch(found):
            branch = f"の{found['branch']}" if found["branch"] else ""
            item = f"第{_number(found['item'].upper())}号" if found["item"] else ""
            said.append(f"第{found['number']}条{branch}{_paragraphs(found)}{item}")
        elif (found := PARAGRAPH.fullmatch(part)) and said:  # of the article before it
            said.append(_paragraphs(found))
        elif re.fullmatch("[IVX]+", part):
            said.append(f"第{_number(part)}条")
        else:
            return ""
    return COMMA["ja"].join(said)


def _is_branch(found: re.Match[str]) -> bool:
    """Return whether the number after a hyphen cannot be the last article of a range."""
    return not found["branch"] or int(found["branch"]) <= int(found["number"])


def _paragraphs(found: re.Match[str]) -> str:
    """Return one paragraph, two consecutive ones, or a range in Japanese; empty for none."""
    first, last = found["first"], found["last"]
    if not first:
        return ""
    if not last:
        return f"第{first}項"
    two = int(last) == int(first) + 1
    return f"第{first}項及び第{last}項" if two else f"第{first}項から第{last}項まで"


def _number(roman: str) -> int:
    """Return the value of a Roman number up to XXXIX."""
    values = [ROMAN[each] for each in roman]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
