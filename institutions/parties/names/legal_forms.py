"""Legal forms in names of companies, in both languages, before or behind the name: found, and left out.

Japanese forms: Companies Act (会社法) art. 2 and 575, Insurance Business Act (相互会社), Act on General Incorporated
Associations and Foundations, and the acts on incorporated agencies, schools, medical care and welfare; their usual
short forms in brackets. ㈱ and the like are (株) after NFKC. Latin forms: those in which such companies write their
own names, and the commonest of Europe, Asia and the Americas.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from institutions.parties.names.kana import one_size

# The meaning of a form: names with different ones belong to two legal persons, whatever else is equal.
JAPANESE: Final = {
    "stock": ("株式会社", "(株)"),
    "limited": ("有限会社", "(有)"),
    "llc": ("合同会社", "(同)"),
    "partnership": ("合名会社", "(名)"),
    "limited_partnership": ("合資会社", "(資)"),
    "mutual": ("相互会社", "(相)"),
    "special_purpose": ("特定目的会社",),
    "association": ("一般社団法人", "公益社団法人", "社団法人", "(一社)", "(公社)", "(社)"),
    "foundation": ("一般財団法人", "公益財団法人", "財団法人", "(一財)", "(公財)", "(財)"),
    "non_profit": ("特定非営利活動法人", "npo法人", "(特非)"),
    "welfare": ("社会福祉法人", "(福)"),
    "school": ("国立大学法人", "公立大学法人", "学校法人", "(大)", "(学)"),
    "agency": ("国立研究開発法人", "地方独立行政法人", "独立行政法人", "(独)", "(地独)", "(国研)"),
    "medical": ("医療法人社団", "医療法人財団", "医療法人", "(医)"),
    "firm": ("監査法人", "税理士法人", "弁護士法人", "司法書士法人", "特許業務法人"),
    "cooperative": ("協同組合", "協同組合連合会"),
    "investment": ("投資法人", "投資事業有限責任組合", "有限責任事業組合"),
}
# As readings write them. Only at either end: within a name the same sounds may be a word.
KANA: Final = {
    "stock": ("カブシキガイシャ", "カブシキカイシャ"),
    "limited": ("ユウゲンガイシャ", "ユウゲンカイシャ"),
    "llc": ("ゴウドウガイシャ", "ゴウドウカイシャ"),
    "partnership": ("ゴウメイガイシャ", "ゴウメイカイシャ"),
    "limited_partnership": ("ゴウシガイシャ", "ゴウシカイシャ"),
    "mutual": ("ソウゴガイシャ", "ソウゴカイシャ"),
    "special_purpose": ("トクテイモクテキガイシャ", "トクテイモクテキカイシャ"),
    "association": ("イッパンシャダンホウジン", "コウエキシャダンホウジン", "シャダンホウジン"),
    "foundation": ("イッパンザイダンホウジン", "コウエキザイダンホウジン", "ザイダンホウジン"),
    "non_profit": ("トクテイヒエイリカツドウホウジン", "エヌピーオーホウジン"),
    "welfare": ("シャカイフクシホウジン",),
    "school": ("コクリツダイガクホウジン", "コウリツダイガクホウジン", "ガッコウホウジン"),
    "agency": ("コクリツケンキュウカイハツホウジン", "チホウドクリツギョウセイホウジン", "ドクリツギョウセイホウジン"),
    "medical": ("イリョウホウジンシャダン", "イリョウホウジンザイダン", "イリョウホウジン"),
    "firm": ("カンサホウジン", "ゼイリシホウジン", "ベンゴシホウジン"),
    "cooperative": ("キョウドウクミアイ",),
    "investment": ("トウシホウジン", "トウシジギョウユウゲンセキニンクミアイ", "ユウゲンセキニンジギョウクミアイ"),
}
ANY: Final = ""  # "Co., Ltd." and "Inc." are written by companies of every form
LATIN: Final = {
    ANY: (
        *("co", "company", "ltd", "limited", "coltd", "inc", "incorporated", "corp", "corporation", "kaisha", "and"),
        *("plc", "public limited company", "gmbh", "mbh", "ag", "aktiengesellschaft", "kgaa", "kg", "ohg", "se", "sa"),
        *("sas", "sarl", "srl", "spa", "bv", "nv", "ab", "asa", "oy", "oyj", "aps", "sl", "sau", "lda", "ltda", "pte"),
        *("pty", "bhd", "sdn", "tbk", "pjsc", "ojsc", "jsc", "sab de cv", "sa de cv", "sapi de cv", "kft", "zrt"),
        *("sp z o o", "sp z oo", "spolka z oo", "sro", "s r o", "doo", "d o o", "as", "a s", "s a", "b v", "n v", "na"),
        *("oao", "ooo", "ao", "pao", "zao", "ojsc", "joint stock company"),
        *("open joint stock company", "public joint stock company", "closed joint stock company", "nko", "ano"),
        *(
            "obshchestvo s ogranichennoy otvetstvennostyu",
            "aktsionernoe obshchestvo",
            "publichnoe aktsionernoe obshchestvo",
        ),
        *("gesellschaft mit beschrankter haftung", "gesellschaft mit beschränkter haftung", "societe anonyme", "bvba"),
        *("societatea cu raspundere limitata", "societatea cu răspundere limitată", "sociedad anonima"),
    ),
    "stock": ("kabushiki kaisha", "kabushiki gaisha", "kabushikikaisha", "kabushikigaisha", "kk", "k k"),
    "limited": ("yugen kaisha", "yugen gaisha", "yk"),
    "llc": ("godo kaisha", "goudou kaisha", "gk", "llc", "limited liability company"),
    "partnership": ("gomei kaisha", "gomei gaisha"),
    "limited_partnership": ("goshi kaisha", "goshi gaisha", "lp", "llp", "limited partnership"),
    "mutual": ("sogo kaisha", "mutual company"),
    "special_purpose": ("tokutei mokuteki kaisha", "tmk"),
    "association": ("general incorporated association", "public interest incorporated association"),
    "foundation": ("general incorporated foundation", "public interest incorporated foundation"),
    "non_profit": ("specified nonprofit corporation", "npo corporation"),
    "school": ("national university corporation", "educational foundation"),
    "agency": ("incorporated administrative agency", "national research and development agency"),
}
IN_FRONT: Final = (
    *("the", "kabushiki kaisha", "kabushiki gaisha", "godo kaisha", "yugen kaisha", "pt", "ooo", "oao", "pao", "zao"),
    *("ao", "jsc", "ojsc", "pjsc", "joint stock company", "open joint stock company", "public joint stock company"),
    *("closed joint stock company", "limited liability company", "srl", "obshchestvo s ogranichennoy otvetstvennostyu"),
    *("aktsionernoe obshchestvo", "publichnoe aktsionernoe obshchestvo", "societatea cu raspundere limitata"),
    "societatea cu răspundere limitată",
)


def longest_first(forms: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Map each written form to its kind, the longest first, so that none hides another."""
    said = {form: kind for kind, of_kind in forms.items() for form in of_kind}
    return {form: said[form] for form in sorted(said, key=lambda each: (-len(each), each))}


WRITTEN: Final = longest_first(JAPANESE)
SPOKEN: Final = longest_first({kind: tuple(map(one_size, forms)) for kind, forms in KANA.items()})
SPELLED: Final = longest_first(LATIN)
ANY_WRITTEN: Final = re.compile("|".join(map(re.escape, WRITTEN)))
ANY_SPOKEN: Final = re.compile(rf"^(?:{'|'.join(SPOKEN)})|(?:{'|'.join(SPOKEN)})$")
ENDINGS: Final = tuple(f" {form}" for form in SPELLED)  # the longest first
HEAD: Final = re.compile(rf"^(?: (?:{'|'.join(sorted(IN_FRONT, key=len, reverse=True))}))+(?= )")
DOTS: Final = re.compile(r"(?<=[a-z])\.(?=[a-z]\b)|(?<=\b[a-z])\.")  # K.K. is KK
GLUED: Final = re.compile(r"(?<=[a-z]{2})(?<!\bin)(?=(?:co\.?, ?ltd\.?|corporation)$)")  # AHJIKANCO.,LTD.
NOT_A_LETTER: Final = re.compile(r"[^\w]+|_+")


@dataclass(frozen=True, slots=True)
class LegalForm:
    """The legal form of a name: its kind, and its place: `before` the name, `behind` it or nowhere."""

    kind: str = ANY
    place: str = ""

    def differs(self, other: "LegalForm") -> bool:
        """Return whether both state a form, and the kind or the place differs: 株式会社甲 is not 甲株式会社."""
        return self.is_other_kind(other) or bool(self.place and other.place and self.place != other.place)

    def is_other_kind(self, other: "LegalForm") -> bool:
        """Return whether both state a form, and of different kinds: 株式会社甲 is not 有限会社甲."""
        return bool(self.kind and other.kind and self.kind != other.kind)


def without_forms(name: str) -> str:
    """Remove the legal forms from a name that is NFKC, lower case and in large katakana; spaces stay."""
    written = ANY_WRITTEN.sub(" ", name)
    return spelled_without(spoken_without(written))


def spoken_without(name: str) -> str:
    """Remove 株式会社 and the like at either end, as readings write them."""
    return ANY_SPOKEN.sub("", name.strip())


def spelled_without(name: str) -> str:
    """Remove Co., Ltd., K.K., Inc. and the like at the end, "The" and the like in front."""
    words = spaced_words(name)
    return HEAD.sub("", words[: end_without_forms(words)])


def end_without_forms(words: str) -> int:
    """Return where a name ends that nothing but legal forms follows: the first such place.

    It is looked for from the end: a name of very many forms and one more word would be followed to its end from each.
    """
    ends, waiting = {len(words)}, [len(words)]
    while waiting:
        end = waiting.pop()
        if words.endswith(ENDINGS, 0, end):
            before = {end - len(form) for form in ENDINGS if words.endswith(form, 0, end)} - ends
            ends |= before
            waiting += before
    return min(ends)


def spaced_words(name: str) -> str:
    """Return the words with one space before each."""
    return " " + " ".join(NOT_A_LETTER.sub(" ", DOTS.sub("", GLUED.sub(" ", name))).split())


@lru_cache(maxsize=32_768)  # as many as names are prepared: each is compared with very many others
def find_legal_form(name: str) -> LegalForm:
    """Find the legal form of a name in the shape that `without_forms` takes. Only Japanese forms have a place."""
    if found := ANY_WRITTEN.search(name):
        return LegalForm(WRITTEN[found[0]], "before" if not name[: found.start()].strip() else "behind")
    if found := ANY_SPOKEN.search(name.strip()):
        return LegalForm(SPOKEN[found[0]], "before" if found.start() == 0 else "behind")
    words, kind = spaced_words(name), ANY
    end = len(words)
    while last := next((form for form in ENDINGS if words.endswith(form, 0, end)), ""):
        kind = kind or SPELLED[last[1:]]
        end -= len(last)
    return LegalForm(kind)
