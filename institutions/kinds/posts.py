"""Posts and duties: the holders of offices, their duties over others, and places of work."""

from institutions.kinds.base import Kind, Label, optional
from institutions.kinds.fields import body, company, day, flag, person, text, word, words, yen
from institutions.kinds.words import domain

GRADES = words(
    minister="大臣",
    vice_minister="副大臣",
    parliamentary_secretary="大臣政務官",
    administrative_vice_minister="事務次官",
    director_general="局長級",
    deputy_director_general="審議官級",
    division_director="課長級",
    assistant_director="課長補佐級",
    section_chief="係長級",
    staff="係員",
    part_time="非常勤",
    council_member="審議会等委員",
)
SERVICES = words(regular="一般職", special="特別職", defence="自衛隊員", part_time="非常勤職員")
FUNCTIONS = words(
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
            person(),
            body(),
            text("post", "Post", "官職"),
            word("grade", "Grade", "職位", GRADES),
            word("service", "Service", "職員の区分", SERVICES),
            optional(person("reports_to", "Reports to", "上司")),
        ),
    ),
    Kind(
        "duty",
        Label("Duty", "職務"),
        Label("A person's duties cover a company or its domain.", "企業又はその分野に対する職務を担当する。"),
        (
            person(),
            optional(company()),
            domain,
            optional(body()),
            word("function", "Function", "職務の種類", FUNCTIONS),
        ),
        one_of=(("company", "domain"),),
    ),
    Kind(
        "directorship",
        Label("Directorship", "役員兼業"),
        Label("A person is an officer of a company.", "企業の役員である。"),
        (
            person(),
            company(),
            text("post", "Post", "役職"),
            flag("paid", "Paid", "報酬あり"),
            flag("approved", "Approved", "承認あり"),
            flag("notified", "Notified", "届出あり"),
        ),
    ),
    Kind(
        "ex_officio_seat",
        Label("Seat held by virtue of office", "充て職"),
        Label("An official sits in a company because of the office.", "職務として企業の役職に就いている。"),
        (person(), company(), text("post", "Post", "役職"), optional(body())),
    ),
    Kind(
        "employment",
        Label("Employment", "雇用"),
        Label("A person works for a company.", "企業に雇用されている。"),
        (
            person(),
            company(),
            text("post", "Post", "役職"),
            text("unit", "Unit", "所属部署"),
            flag("responsible", "Works on this partnership", "本件を担当", case_only=True),
        ),
    ),
    Kind(
        "bid_restriction",
        Label("Restriction on bids", "応札制限"),
        Label("A company may not bid because of a person's other employment.", "兼業先の応札を制限する登録。"),
        (person(), company(), day("registered_on", "Registered on", "登録日"), flag("barred", "Barred", "応札禁止")),
    ),
    Kind(
        "advisory_role",
        Label("Advisory role", "顧問・委員"),
        Label("A person advises a company, or sits in a council or panel.", "企業の顧問又は審議会等の委員である。"),
        (
            person(),
            optional(company()),
            optional(body("body", "Council or panel", "審議会等")),
            yen("fee_yen_per_year", "Fee a year", "年間報酬"),
            flag("plenary_only", "Plenary only", "総会のみ"),
            flag("disclosed", "Disclosed", "公表済み"),
        ),
        one_of=(("company", "body"),),
    ),
    Kind(
        "secondment",
        Label("Secondment", "官民交流・出向"),
        Label("A person of a company works in a government body.", "企業から政府機関に出向している。"),
        (
            person(),
            company(),
            body(),
            flag("approved_exchange", "Approved exchange", "官民人事交流法による承認"),
            flag("duties_separate", "Duties kept separate", "職務の分離"),
        ),
    ),
)
