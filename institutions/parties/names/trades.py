"""A word for its trade that only one of two names of a company has: 竹中工務店 calls itself Takenaka Corporation.

Makers and builders leave such words out in English, or add one. Words under which sister companies go beside each other
(Bank, Trading, Holdings, Real Estate) are not among them: they tell two companies apart. Two names with a word each are
not compared here, since Taisei Construction is not Taisei Chemical.
"""

from functools import lru_cache
from typing import Final

from institutions.parties.names.readings import KANJI
from institutions.parties.names.sound import word_sound
from institutions.parties.names.translating import SHORTEST_SOUND, readings_of

JAPANESE: Final = """
工業 産業 興業 化学 化学工業 化成 化成品 化工 化工機 製薬 薬品 薬品工業 新薬 新薬工業 製作所 製造 製造所 電機
電機製作所 電気 電気工業 電子 電子工業 電線 機械 機械製作所 機械工業 重工業 精機 精密 精密工業 精工 計器 建設
建設工業 工務店 組 土木 建工 道路 工業所 鉄工所 鉄工 製鋼 製鋼所 製鉄 鋼業 鋼管 金属 金属工業 伸銅 鋳造 鍛工
軸受 歯車 工具 発條 機工 工機 農機 内燃機 内燃機工業 特殊鋼 紡績 織物 毛織 繊維 製紙 パルプ工業 印刷 食品
食品工業 製菓 製粉 製パン 乳業 水産 酒造 麦酒 製糖 精糖 製油 油脂 ゴム ゴム工業 護謨 硝子 窯業 陶器 陶業 耐火物
セメント 塗料 香料 香料工業 樹脂 樹脂工業 合成 造船 造船所 車輛 車両 光学 光学工業 種苗 農業 空調 設備 設備工業
環境 工事 商会 商店 社 工業社 グループ本社 本社
"""
ENGLISH: Final = """
industry industries industrial manufacturing works engineering construction constructions chemical chemicals
pharmaceutical pharmaceuticals pharma electric electronics electronic machinery machine precision steel metal metals
foods food paper rubber paint paints ink textile textiles glass ceramics cement instruments technology technologies
laboratory laboratories shipbuilding motor motors printing brewing
"""
SHORTEST_CORE: Final = 5  # letters of the sound of what is left: Toda and Kato have more namesakes than others
KANJI_OF_CORE: Final = 2
LEFT_OUT: Final = 88  # of 100: what is left is the same, and a word of the trade stands on one side alone
ENGLISH_TRADES: Final = frozenset(map(word_sound, ENGLISH.split()))
# The longest first, so that 工業 hides no 化学工業.
WRITTEN_TRADES: Final = tuple(sorted(JAPANESE.split(), key=len, reverse=True))


@lru_cache(maxsize=1)
def spoken_trades() -> tuple[str, ...]:
    """Return the sounds of the Japanese words, the longest first."""
    said = {sound for word in WRITTEN_TRADES for sound in readings_of(word) if len(sound) >= SHORTEST_SOUND}
    return tuple(sorted(said, key=lambda sound: (-len(sound), sound)))


@lru_cache(maxsize=8_192)
def japanese_core(name: str, *, in_kanji: bool) -> str:
    """Return a folded name, or its sound, without the word for its trade behind it; the same if it has none.

    `in_kanji`: the name is as it is written. The same too where what is left would be too short to say anything.
    """
    for word in WRITTEN_TRADES if in_kanji else spoken_trades():
        if name.endswith(word):
            core = name[: -len(word)]
            return core if says_enough(core) else name
    return name


@lru_cache(maxsize=8_192)
def english_core(sounds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sounds of the words of an English name without those for its trade at the end; all, if none are."""
    end = len(sounds)
    while end > 1 and sounds[end - 1] in ENGLISH_TRADES:
        end -= 1
    core = sounds[:end]
    return core if says_enough("".join(core)) else sounds


def says_enough(core: str) -> bool:
    """Return whether what is left of a name is long enough to name a company."""
    if KANJI.search(core):
        return len(core) >= KANJI_OF_CORE
    return len(word_sound(core)) >= SHORTEST_CORE


def cores_of(name: str, sounds: tuple[str, ...], *, in_kanji: bool) -> tuple[str, str] | None:
    """Return both names, the English one as one sound, without the word for a trade that one of them has.

    None where neither has such a word, or both have.
    """
    japanese, english = japanese_core(name, in_kanji=in_kanji), english_core(sounds)
    if (japanese == name) == (english == sounds):
        return None
    return japanese, "".join(english)
