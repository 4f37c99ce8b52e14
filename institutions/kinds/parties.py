"""Tables of the document that describe parties, and the sources."""

from institutions.kinds.base import Field, Label, Sort, Table, optional, required
from institutions.kinds.fields import body, country, day, flag, special, text, word, words

COMPANY_TYPES = words(
    company="会社",
    non_profit="非営利法人",
    university="大学",
    association="団体",
    public_corporation="公法人",
)
BODY_KINDS = words(
    cabinet_organ="内閣の機関",
    ministry="府省庁",
    external_bureau="外局",
    independent_commission="行政委員会",
    incorporated_agency="独立行政法人等",
    special_company="特殊会社",
    council="審議会等",
    party_organ="政党の機関",
    foreign="外国機関",
    other="その他",
)
GPA_CLASSES = words(
    central="中央政府機関",
    other_a="その他の機関（A群）",
    other_b="その他の機関（B群）",
    sub_central="地方政府機関",
    none="対象外",
)

key = required(special("key", Sort.KEY, "Key", "キー"))
party_id = special("id", Sort.PARTY_ID, "Id in the register", "登録簿のID")
name = special("name", Sort.NAME, "Name", "名称")
corporate_number = special("corporate_number", Sort.CORPORATE_NUMBER, "Corporate number", "法人番号")

COMPANIES = Table(
    "companies",
    Label("Companies", "企業"),
    (
        key,
        party_id,
        name,
        corporate_number,
        special("lei", Sort.LEI, "LEI", "LEI（取引主体識別子）"),
        Field(name="country", sort=Sort.COUNTRY, label=Label("Country", "国"), default="JP"),
        word("type", "Type", "種類", COMPANY_TYPES),
        text("address", "Address", "住所"),
        text("phone", "Telephone", "電話番号"),
        flag("listed", "Listed", "上場"),
        day("founded_on", "Founded on", "設立日"),
    ),
    one_of=(("name", "id", "corporate_number", "lei"),),
)
PEOPLE = Table(
    "people",
    Label("People", "人"),
    (key, party_id, special("name", Sort.NAME, "Name", "氏名"), country()),
    one_of=(("name", "id"),),
)
BODIES = Table(
    "bodies",
    Label("Government bodies", "政府機関"),
    (
        key,
        party_id,
        name,
        corporate_number,
        word("kind", "Kind", "種類", BODY_KINDS),
        optional(body("parent", "Parent body", "上位の機関")),
        word("gpa_class", "Class under the GPA", "政府調達協定上の区分", GPA_CLASSES),
        flag("local", "Local government", "地方公共団体"),
        country(),
    ),
    one_of=(("name", "id", "corporate_number"),),
)
SOURCES = Table(
    "sources",
    Label("Sources", "出典"),
    (
        key,
        required(text("title", "Title", "表題")),
        text("title_ja", "Title in Japanese", "表題（日本語）"),
        text("publisher", "Publisher", "発行者"),
        special("url", Sort.URL, "Address (URL)", "URL"),
        day("retrieved_on", "Retrieved on", "取得日"),
    ),
)
