"""Posts and duties: the holders of offices, their duties over others, and places of work."""

from institutions.kinds.base import Kind, Label, optional_field
from institutions.kinds.fields import (
    body_field,
    company_field,
    day_field,
    flag_field,
    person_field,
    text_field,
    word_field,
    word_list,
    yen_field,
)
from institutions.kinds.words import domain

GRADES = word_list(
    minister="大臣",
    vice_minister="副大臣",
    parliamentary_secretary="大臣政務官",
    administrative_vice_minister="事務次官",
    director_general="局長級",
    deputy_director_general="審議官級",
    division_director="課長級",
    office_director="室長・企画官級",
    assistant_director="課長補佐級",
    section_chief="係長級",
    staff="係員",
    part_time="非常勤",
    council_member="審議会等委員",
)
SERVICES = word_list(regular="一般職", special="特別職", defence="自衛隊員", part_time="非常勤職員")
FUNCTIONS = word_list(
    permit="許認可",
    subsidy="補助金等",
    inspection="立入検査・監査",
    disposition="不利益処分",
    guidance="行政指導",
    promotion="事業の振興",
    contract="契約",
    supervision="監督",
)

POSTS = (
    Kind(
        "appointment",
        Label("Appointment", "任用"),
        Label("A person holds a post in a government body.", "政府機関で職に就いている。"),
        (
            person_field(),
            body_field(),
            text_field("post", "Post", "官職"),
            word_field("grade", "Grade", "職位", GRADES),
            word_field("service", "Service", "職員の区分", SERVICES),
            optional_field(person_field("reports_to", "Reports to", "上司")),
        ),
    ),
    Kind(
        "duty",
        Label("Duty", "職務"),
        Label("A person's duties cover a company or its domain.", "企業又はその分野に対する職務を担当する。"),
        (
            person_field(),
            optional_field(company_field()),
            domain,
            optional_field(body_field()),
            word_field("function", "Function", "職務の種類", FUNCTIONS),
        ),
        one_of=(("company", "domain"),),
    ),
    Kind(
        "directorship",
        Label("Directorship", "役員兼業"),
        Label("A person is an officer of a company.", "企業の役員である。"),
        (
            person_field(),
            company_field(),
            text_field("post", "Post", "役職"),
            flag_field("paid", "Paid", "報酬あり"),
            flag_field("approved", "Approved", "承認あり"),
            flag_field("notified", "Notified", "届出あり"),
        ),
    ),
    Kind(
        "ex_officio_seat",
        Label("Seat held by virtue of office", "充て職"),
        Label("An official sits in a company because of the office.", "職務として企業の役職に就いている。"),
        (person_field(), company_field(), text_field("post", "Post", "役職"), optional_field(body_field())),
    ),
    Kind(
        "employment",
        Label("Employment", "雇用"),
        Label("A person works for a company.", "企業に雇用されている。"),
        (
            person_field(),
            company_field(),
            text_field("post", "Post", "役職"),
            text_field("unit", "Unit", "所属部署"),
            flag_field("responsible", "Works on this partnership", "本件を担当", case_only=True),
        ),
    ),
    Kind(
        "bid_restriction",
        Label("Restriction on bids", "応札制限"),
        Label("A company may not bid because of a person's other employment.", "兼業先の応札を制限する登録。"),
        (
            person_field(),
            company_field(),
            day_field("registered_on", "Registered on", "登録日"),
            flag_field("barred", "Barred", "応札禁止"),
        ),
    ),
    Kind(
        "advisory_role",
        Label("Advisory role", "顧問・委員"),
        Label("A person advises a company, or sits in a council or panel.", "企業の顧問又は審議会等の委員である。"),
        (
            person_field(),
            optional_field(company_field()),
            optional_field(body_field("body", "Council or panel", "審議会等")),
            yen_field("fee_yen_per_year", "Fee a year", "年間報酬"),
            flag_field("plenary_only", "Plenary only", "総会のみ"),
            flag_field("disclosed", "Disclosed", "公表済み"),
        ),
        one_of=(("company", "body"),),
    ),
    Kind(
        "secondment",
        Label("Secondment", "官民交流・出向"),
        Label("A person of a company works in a government body.", "企業から政府機関に出向している。"),
        (
            person_field(),
            company_field(),
            body_field(),
            flag_field("approved_exchange", "Approved exchange", "官民人事交流法による承認"),
            flag_field("duties_separate", "Duties kept separate", "職務の分離"),
        ),
    ),
)
