"""Tables of the document that describe parties, and the sources."""

from institutions.kinds.base import Field, FieldSort, Label, ObjectKind, optional_field, required_field
from institutions.kinds.fields import (
    body_field,
    country_field,
    day_field,
    flag_field,
    special_field,
    text_field,
    word_field,
    word_list,
)

COMPANY_TYPES = word_list(
    company="会社",
    non_profit="非営利法人",
    university="大学",
    association="団体",
    public_corporation="公法人",
)
BODY_KINDS = word_list(
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
GPA_CLASSES = word_list(
    central="中央政府機関",
    other_a="その他の機関（A群）",
    other_b="その他の機関（B群）",
    sub_central="地方政府機関",
    none="対象外",
)

key = required_field(special_field("key", FieldSort.KEY, "Key", "キー"))
party_id = special_field("id", FieldSort.PARTY_ID, "Id in the register", "登録簿のID")
name = special_field("name", FieldSort.NAME, "Name", "名称")
corporate_number = special_field("corporate_number", FieldSort.CORPORATE_NUMBER, "Corporate number", "法人番号")

COMPANIES = ObjectKind(
    "companies",
    Label("Companies", "企業"),
    (
        key,
        party_id,
        name,
        corporate_number,
        special_field("lei", FieldSort.LEI, "LEI", "LEI（取引主体識別子）"),
        Field(name="country", sort=FieldSort.COUNTRY, label=Label("Country", "国"), default="JP"),
        word_field("type", "Type", "種類", COMPANY_TYPES),
        text_field("address", "Address", "住所"),
        text_field("phone", "Telephone", "電話番号"),
        flag_field("listed", "Listed", "上場"),
        day_field("founded_on", "Founded on", "設立日"),
    ),
    one_of=(("name", "id", "corporate_number", "lei"),),
)
PEOPLE = ObjectKind(
    "people",
    Label("People", "人"),
    (key, party_id, special_field("name", FieldSort.NAME, "Name", "氏名"), country_field()),
    one_of=(("name", "id"),),
)
BODIES = ObjectKind(
    "bodies",
    Label("Government bodies", "政府機関"),
    (
        key,
        party_id,
        name,
        corporate_number,
        word_field("kind", "Kind", "種類", BODY_KINDS),
        optional_field(body_field("parent", "Parent body", "上位の機関")),
        word_field("gpa_class", "Class under the GPA", "政府調達協定上の区分", GPA_CLASSES),
        flag_field("local", "Local government", "地方公共団体"),
        country_field(),
    ),
    one_of=(("name", "id", "corporate_number"),),
)
SOURCES = ObjectKind(
    "sources",
    Label("Sources", "出典"),
    (
        key,
        required_field(text_field("title", "Title", "表題")),
        text_field("title_ja", "Title in Japanese", "表題（日本語）"),
        text_field("publisher", "Publisher", "発行者"),
        special_field("url", FieldSort.URL, "Address (URL)", "URL"),
        day_field("retrieved_on", "Retrieved on", "取得日"),
    ),
)
