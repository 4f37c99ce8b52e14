"""Old and variant kanji as the ones of general use: 國 is 国, 澤 is 沢, 﨑 is 崎.

Sources: the table of kanji of general use (常用漢字表, Cabinet notice 2 of 2010), which prints older forms; the
variants of the second list of the family register rules (戸籍法施行規則 別表第二), by kJinmeiyoKanji of Unihan 15.1.0;
and variants in names of companies that neither has (髙, 﨑, 濵, 舘, 鉃). 斉 and 斎 stay two, as do 畑 and 畠: each is a
name of its own.
"""

from typing import Final

# The kanji of general use, then its variants. NFKC has replaced the compatibility kanji before (神 for U+FA19).
VARIANTS: Final = """
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 稲稻 飲飮 隠隱 栄榮 営營 衛衞 駅驛 円圓 塩鹽 縁緣 応應 欧歐 殴毆 桜櫻 奥奧 横橫
温溫 穏穩 仮假 価價 画畫 会會 絵繪 壊壞 懐懷 拡擴 殻殼 覚覺 学學 岳嶽 楽樂 渇渴 缶罐 巻卷 陥陷 勧勸 寛寬 関關 歓歡
観觀 顔顏 気氣 帰歸 亀龜 偽僞 戯戲 犠犧 旧舊 拠據 挙擧 峡峽 挟挾 教敎 強强 狭狹 郷鄕 尭堯 暁曉 区區 駆驅駈 勲勳 薫薰
群羣 径徑 恵惠 掲揭 渓溪 経經 継繼 茎莖 蛍螢 軽輕 鶏鷄雞 芸藝 撃擊 欠缺 県縣 倹儉 剣劍劒剱釼 険險 圏圈 検檢 献獻
権權 顕顯 験驗 厳嚴 効效 広廣 恒恆 鉱鑛礦砿 号號 国國圀 黒黑 歳歲 済濟 砕碎 斎齋 剤劑 雑雜 冊册 参參 惨慘 桟棧 蚕蠶
賛贊 残殘 糸絲 歯齒 児兒 辞辭 湿濕 実實 写寫 舎舍 釈釋 寿壽 収收 従從 渋澁 獣獸 縦縱 粛肅 処處 緒緖 叙敍敘 将將 渉涉
焼燒 奨奬 条條 状狀 乗乘 浄淨 剰剩 畳疊 縄繩 壌壤 嬢孃 譲讓 醸釀 触觸 嘱囑 真眞 寝寢 慎愼 晋晉 刃刄 尽盡 図圖 粋粹
酔醉 穂穗 随隨 髄髓 枢樞 数數 瀬瀨 声聲 斉齊 静靜 清淸 青靑 窃竊 摂攝 専專 浅淺 戦戰 践踐 銭錢 潜潛 繊纖 禅禪 双雙
壮壯 争爭 荘莊 捜搜 挿插 巣巢 曽曾 装裝 総總 聡聰 騒騷 増增 蔵藏 臓臟 即卽 属屬 続續 堕墮 体體躰 対對 帯帶 滞滯 台臺
滝瀧 択擇 沢澤 担擔 単單 胆膽 団團 弾彈 断斷 痴癡 遅遲 昼晝 虫蟲 鋳鑄 庁廳 徴徵 聴聽 鎮鎭 逓遞 鉄鐵鐡鉃銕 転轉 点點
伝傳 党黨 盗盜 灯燈 当當 闘鬪鬭 徳德 独獨 読讀 届屆 弐貳 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 発發 髪髮 抜拔 蛮蠻 秘祕
浜濱濵 瓶甁 富冨 払拂 仏佛 併倂 並竝 変變 辺邊邉 弁辨瓣辯 舗舖鋪 歩步 宝寶寳 豊豐 褒襃 没沒 翻飜 毎每 万萬 満滿 麺麵
黙默 訳譯 薬藥 弥彌 与與 余餘 予豫 誉譽 揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 竜龍 両兩 猟獵 緑綠 塁壘 涙淚 励勵 礼禮
隷隸 霊靈 齢齡 暦曆 歴歷 恋戀 錬鍊 炉爐 労勞 郎郞 楼樓 禄祿 録錄 湾灣 高髙 崎﨑嵜 島嶋嶌 桑桒 柳栁 橋槗 吉𠮷 館舘
昇曻昻 淵渕渊 峰峯 野埜 巌巖 凛凜 涼凉 槙槇 遥遙 萌萠 桧檜 祢禰 祷禱 芦蘆 薮藪 篭籠 讃讚 厩廐 蝿蠅 蝉蟬 頚頸 砺礪
倶俱 騨驒 鴎鷗 鴬鶯 莱萊 蒋蔣 掻搔 掴摑 繋繫 顛顚 醤醬 場塲 珍珎 略畧 煙烟 証證 刈苅 函凾 鼓皷 裏裡 隣鄰 園薗 亘亙
痩瘦 填塡 槌鎚 濤涛
"""
MODERN: Final = {ord(old): row[0] for row in VARIANTS.split() for old in row[1:] if old != row[0]}
REPEATED: Final = "々仝"


def modern_kanji(name: str) -> str:
    """Write each kanji of a name in its form of general use, and 佐々木 as 佐佐木."""
    kanji = name.translate(MODERN)
    if not any(mark in kanji for mark in REPEATED):
        return kanji
    spelled = ""
    for letter in kanji:
        spelled += spelled[-1] if letter in REPEATED and spelled else letter
    return spelled
