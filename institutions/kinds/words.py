"""Closed lists that several kinds and tables share."""

from institutions.kinds.base import Label
from institutions.kinds.fields import word_field, word_list

DOMAINS = {
    **word_list(semiconductors="半導体", critical_minerals="重要鉱物", magnets="永久磁石"),
    "5g": Label("5G and telecommunications", "5G・電気通信"),
    "cloud": Label("Cloud", "クラウド"),
    "ai": Label("Artificial intelligence", "人工知能"),
    **word_list(
        quantum="量子技術",
        biotech="バイオテクノロジー",
        medical="医薬品・医療機器",
        cyber="サイバーセキュリティ",
        batteries="蓄電池",
        space="宇宙",
        energy="エネルギー",
    ),
    "nuclear": Label("Nuclear energy", "原子力"),
    **word_list(infrastructure="インフラ", other="その他"),
}
METHODS = {
    **word_list(
        open="一般競争",
        selective="指名競争（公募型）",
        designated="指名競争",
        negotiated="随意契約",
        small_value="少額随意契約",
        unsolicited_proposal="民間提案",
    ),
    "none": Label("No selection", "手続なし"),
}
OBJECTS = {
    **word_list(goods="物品", services="役務", works="工事", technical_services="技術的役務", manufacture="製造"),
    **word_list(lease="借入れ", sale="売払い"),
    "let": Label("Letting of government property", "貸付け"),
    **word_list(research="研究"),
}

TAX_BASES = {
    "included": Label("Tax included", "税込み"),
    "excluded": Label("Tax excluded", "税抜き"),
}

domain = word_field("domain", "Domain", "分野", DOMAINS)
method = word_field("method", "Method", "契約方式", METHODS)
procured = word_field("object", "Object", "調達対象", OBJECTS)
tax = word_field("tax", "Consumption tax", "消費税", TAX_BASES)  # the basis of the amounts beside it
