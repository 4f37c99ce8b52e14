"""Folding names, so that one name written in several ways compares equal. An equal name is a lead, never a match."""

import re
import unicodedata
from typing import Final

from institutions.kinds.base import MAX_NAME

# Hiragana to katakana: names are read in either.
KATAKANA: Final = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
JAPANESE_FORMS: Final = (
    *("株式会社", "有限会社", "合同会社", "合名会社", "合資会社", "相互会社", "特定目的会社", "協同組合"),
    *("一般社団法人", "公益社団法人", "一般財団法人", "公益財団法人", "特定非営利活動法人", "社会福祉法人"),
    *("国立大学法人", "公立大学法人", "学校法人", "独立行政法人", "国立研究開発法人"),
    *("医療法人", "監査法人", "税理士法人", "弁護士法人"),
)
SHORT_FORMS: Final = r"\((?:株|有|同|名|資|相|社|財|一社|一財|公社|公財|特非|独|医|学)\)"
LATIN_FORMS: Final = (
    *("co", "company", "ltd", "limited", "coltd", "inc", "incorporated", "corp", "corporation"),
    *("kabushiki kaisha", "kabushiki gaisha", "kk", "godo kaisha", "gk", "yugen kaisha", "yk"),
    *("llc", "llp", "lp", "plc", "gmbh", "ag", "sa", "spa", "bv", "nv", "pte", "pty"),
)
ANY_JAPANESE_FORM: Final = re.compile("|".join((*map(re.escape, JAPANESE_FORMS), SHORT_FORMS)))
LATIN_TAIL: Final = re.compile(rf"(?: (?:{'|'.join(sorted(LATIN_FORMS, key=len, reverse=True))}))+$")
DOTS: Final = re.compile(r"(?<=[a-z])\.(?=[a-z]\b)|(?<=\b[a-z])\.")  # K.K. is KK
NOT_A_LETTER: Final = re.compile(r"[^\w]+|_+")


def fold(name: str) -> str:
    """A name in the form that is compared: NFKC, katakana, lower case, no legal form, no spaces or marks.

    A name that is nothing but a legal form keeps it: an empty text would equal every other empty one.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().translate(KATAKANA)
    kept = without_latin_form(ANY_JAPANESE_FORM.sub(" ", plain))
    return (squeeze(kept) or squeeze(plain))[:MAX_NAME]


def without_latin_form(name: str) -> str:
    """Leave out Co., Ltd., K.K., Inc. and the like at the end."""
    words = " " + " ".join(NOT_A_LETTER.sub(" ", DOTS.sub("", name)).split())
    return LATIN_TAIL.sub("", words)


def squeeze(name: str) -> str:
    """Letters and digits alone; spaces within Japanese and between given and family names don't count."""
    return NOT_A_LETTER.sub("", name)
