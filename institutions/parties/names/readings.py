"""Readings of the letters of a name: kanji by the table beside this file, single Latin letters by their names."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from institutions.parties.names.kana import one_size
from institutions.parties.names.sound import word_sound

TABLE: Final = Path(__file__).with_name("readings.txt")
# Of verbs and adjectives a name keeps the stem (広い: ヒロ) or the form before another word (住む: スミ).
ENDINGS: Final = dict(zip("ウクグスツヌブムルイ", "イキギシチニビミリク", strict=True))
CUT_SHORT: Final = "ツチクキ"  # 日 (ニチ) before 本 is ニッ, and a small ッ is not heard here
VOICED: Final = {"ツ": "ズ", "チ": "ジ"}  # 石塚 is read with ズ; all other voice is not heard here
# Words that are not read letter by letter. 々 is spelled out already.
WORDS: Final = {
    "日本": ("ニホン", "ニッポン"), "日立": ("ヒタチ",), "神戸": ("コウベ",), "大和": ("ヤマト", "ダイワ"),
    "倶楽部": ("クラブ",), "瓦斯": ("ガス",), "大分": ("オオイタ",), "岐阜": ("ギフ",), "埼玉": ("サイタマ",),
    "飛鳥": ("アスカ",), "飛騨": ("ヒダ",), "長谷": ("ハセ",), "服部": ("ハットリ",), "五十": ("イソ", "イガ"),
    "百貨": ("ヒャッカ",), "八百": ("ヤオ",), "武蔵": ("ムサシ",), "伊勢": ("イセ",), "愛媛": ("エヒメ",),
    "滋賀": ("シガ",), "茨城": ("イバラキ",), "宮城": ("ミヤギ",), "鹿児島": ("カゴシマ",), "沖縄": ("オキナワ",),
    "和泉": ("イズミ",), "出雲": ("イズモ",), "東海": ("トウカイ",), "上海": ("シャンハイ",), "香港": ("ホンコン",),
    "麦酒": ("ビール",), "煙草": ("タバコ",), "硝子": ("ガラス",), "釦": ("ボタン",), "頁": ("ページ",),
    "明日": ("アス", "アシタ"), "今日": ("キョウ",), "大人": ("オトナ",), "一人": ("ヒトリ",), "土産": ("ミヤゲ",),
    "相模": ("サガミ",), "下野": ("シモツケ",), "上野": ("ウエノ", "コウズケ"), "近江": ("オウミ",),
    "遠江": ("トオトウミ",), "三河": ("ミカワ",), "信濃": ("シナノ",), "吉野": ("ヨシノ",), "春日": ("カスガ",),
    "旭": ("アサヒ",), "朝日": ("アサヒ",), "熱海": ("アタミ",), "八幡": ("ヤワタ", "ハチマン"),
    "清水": ("シミズ",), "麻生": ("アソウ",), "出光": ("イデミツ",), "出水": ("イズミ",), "神奈川": ("カナガワ",),
    "奈良": ("ナラ",), "利根": ("トネ",), "足利": ("アシカガ",), "高砂": ("タカサゴ",), "尾張": ("オワリ",),
    "播磨": ("ハリマ",), "因幡": ("イナバ",), "但馬": ("タジマ",), "備後": ("ビンゴ",), "鳴門": ("ナルト",),
    "八戸": ("ハチノヘ",), "各務原": ("カガミハラ", "カカミガハラ"), "護謨": ("ゴム",), "坩堝": ("ルツボ",),
    "and": ("アンド", "エンド"),
    "商人": ("アキンド",), "米子": ("ヨナゴ",), "米沢": ("ヨネザワ",), "常陸": ("ヒタチ",), "真岡": ("モオカ",),
    "建物": ("タテモノ",), "問屋": ("トンヤ",), "玩具": ("オモチャ", "ガング"),
    "眼鏡": ("メガネ",), "時計": ("トケイ",),
}  # fmt: skip
# Readings that kanji have in names of families and places, and the table lacks.
IN_NAMES: Final = {
    "谷": ("ヤ", "ガイ"), "辺": ("ナベ",), "飯": ("イイ",), "光": ("ミツ",), "原": ("ワラ",), "水": ("ミ",),
    "武": ("タケ",), "富": ("ト",), "太": ("オオ",), "吉": ("ヨシ",), "久": ("ヒサ",), "重": ("シゲ",),
    "蔵": ("ザ",), "満": ("マ",), "筑": ("ツク",), "波": ("ワ", "バ"), "晃": ("コウ",), "諸": ("モロ",),
    "作": ("ハギ",), "熱": ("ネッ",), "江": ("ノエ",), "信": ("ノブ",), "塩": ("シオノ",), "鉄": ("テッ",),
    "王": ("オー",), "池": ("イケ",), "ケ": ("ガ", "ケ"), "ノ": ("ノ",), "日": ("ヒ",), "三": ("ミ",),
    "八": ("ヤ", "ハッ"), "十": ("ト",), "百": ("モモ",), "千": ("チ",), "正": ("マサ",), "雅": ("マサ",),
    "和": ("カズ", "ワ"), "一": ("カズ",), "昭": ("アキ",), "明": ("アキ",), "英": ("ヒデ",), "博": ("ヒロ",),
    "浩": ("ヒロ",), "義": ("ヨシ",), "良": ("ヨシ",), "幸": ("ユキ",), "孝": ("タカ",), "隆": ("タカ",),
    "敏": ("トシ",), "俊": ("トシ",), "秀": ("ヒデ",), "康": ("ヤス",), "保": ("ヤス",), "安": ("ヤス",),
    "直": ("ナオ",), "伸": ("ノブ",), "宏": ("ヒロ",), "治": ("ハル",), "晴": ("ハル",), "春": ("ハル",),
    "恵": ("エ",), "子": ("コ",),
}  # fmt: skip
LETTERS: Final = {
    "a": ("エー", "エイ"), "b": ("ビー",), "c": ("シー",), "d": ("ディー", "デー"), "e": ("イー",), "f": ("エフ",),
    "g": ("ジー",), "h": ("エイチ", "エッチ"), "i": ("アイ",), "j": ("ジェイ", "ジェー"), "k": ("ケイ", "ケー"),
    "l": ("エル",), "m": ("エム",), "n": ("エヌ",), "o": ("オー",), "p": ("ピー",), "q": ("キュー",),
    "r": ("アール",), "s": ("エス",), "t": ("ティー", "テー"), "u": ("ユー",), "v": ("ブイ", "ヴイ"),
    "w": ("ダブリュー", "ダブル"), "x": ("エックス",), "y": ("ワイ",), "z": ("ゼット", "ズィー"),
    "0": ("ゼロ", "レイ", "マル"), "1": ("イチ", "ワン"), "2": ("ニ", "ツー"), "3": ("サン", "スリー"),
    "4": ("ヨン", "シ", "フォー"), "5": ("ゴ", "ファイブ"), "6": ("ロク", "シックス"), "7": ("ナナ", "シチ", "セブン"),
    "8": ("ハチ", "エイト"), "9": ("キュウ", "ク", "ナイン"),
}  # fmt: skip
KANJI: Final = re.compile(r"[一-龯々]")
LONGEST_WORD: Final = max(map(len, WORDS))


@lru_cache(maxsize=1)
def kanji_readings() -> dict[str, tuple[str, ...]]:
    """Load the readings of each kanji in katakana, as the file has them."""
    rows = (line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {kanji: tuple(read) for kanji, *read in rows}


@lru_cache(maxsize=16_384)
def sounds_of(written: str) -> tuple[str, ...]:
    """Return the sounds of a kanji, a word of the list above or a Latin letter, the commonest first."""
    read = WORDS.get(written) or LETTERS.get(written) or tuple(inflected_readings(written))
    heard = (
        word_sound(one_size(voiced)) for each in read for voiced in (each, VOICED.get(each[0], each[0]) + each[1:])
    )
    return tuple(dict.fromkeys(heard))


def inflected_readings(kanji: str) -> list[str]:
    """Return the readings of a kanji, with those that it has within a name."""
    found = [*kanji_readings().get(kanji, ()), *IN_NAMES.get(kanji, ())]
    long = [read for read in found if len(read) > 1]
    found += [read[:-1] + ENDINGS[read[-1]] for read in long if read[-1] in ENDINGS]
    found += [read[:-1] for read in long if read[-1] in ENDINGS and (len(read) > 2 or read[-1] == "ル")]
    found += [read[:-1] for read in long if read[-1] in CUT_SHORT]
    return found
