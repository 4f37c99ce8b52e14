"""Questions about the people who decide, and about people who change between the body and a partner."""

from typing import Final

from institutions.kinds import PartyType
from institutions.kinds.base import Label
from rules.web.pages.form.questions.declared import Answers, Beside, Each, Prefilled, Question

OF_PEOPLE: Final = (
    Question(
        key="posts",
        text=Label(
            "Which post does each person hold, or did they hold before they left?",
            "各人の官職（離職した人については最後の官職）は何ですか。",
        ),
        why=Label(
            "Rank and service decide which rules of ethics apply.",
            "職位と職員の区分により適用される倫理規程が異なります。",
        ),
        kind="appointment",
        asks=("person", "body", "post", "grade", "service", "from", "until"),
        prefilled={"person": Prefilled.OFFICIAL, "body": Prefilled.SPONSOR},
        each=Each.OFFICIAL,
        also="re_employment",
        once=True,
        answers=Answers.ENTRIES,
    ),
    Question(
        key="declarations",
        text=Label("Has each of them declared their interests?", "各人は利益相反の申告をしましたか。"),
        why=Label(
            "With a declaration on file, what nobody states about a person counts as none.",
            "申告が記録されていれば、記載のない利害関係は「なし」と扱います。",
        ),
        kind="declaration",
        asks=("person", "on", "verified_by", "verified_on"),
        prefilled={"person": Prefilled.OFFICIAL},
        each=Each.OFFICIAL,
        once=True,
        answers=Answers.ON_FILE,
    ),
    Question(
        key="duties",
        text=Label(
            "Does or did anyone of yours decide on permits, grants, inspections or contracts of a partner?",
            "相手方に対する許認可、補助金、検査、契約等の職務を担当している人、又は担当していた人はいますか。",
        ),
        why=Label(
            "Gifts, talks about a job and approaches are judged by such duties. Those who act on this proposal have "
            "them by their role.",
            "贈与、再就職の話及び働きかけは、こうした職務の有無により判断します。本件に関わる人の職務は、役割から分かります。",
        ),
        kind="duty",
        asks=("person", "company", "body", "function", "from", "until"),
        prefilled={"person": Prefilled.OFFICIAL, "company": Prefilled.PARTNER, "body": Prefilled.SPONSOR},
    ),
    Question(
        key="shares",
        text=Label(
            "Does anyone who decides, or their family, hold shares of a partner?",
            "決定に関わる人又はその家族は、相手方の株式等を保有していますか。",
        ),
        why=Label(
            "Whoever owns part of a partner may gain from the decision.",
            "相手方の株式等の保有者は、決定により利益を得ることがあります。",
        ),
        kind="shareholding",
        asks=("holder", "company", "share_bp", "from"),
        prefilled={"holder": Prefilled.OFFICIAL, "company": Prefilled.PARTNER},
        only={"holder": PartyType.PERSON},
    ),
    Question(
        key="trades",
        text=Label(
            "Has a minister or vice-minister traded shares of a partner while in office?",
            "政務三役のうち、在任中に相手方の株式等を売買した人はいますか。",
        ),
        why=Label(
            "They do not trade in securities while in office.", "政務三役は、在任中の有価証券の取引を自粛します。"
        ),
        kind="securities_trade",
        asks=("person", "company", "on", "side"),
        prefilled={"company": Prefilled.PARTNER},
    ),
    Question(
        key="kin",
        text=Label(
            "Is anyone who decides related to somebody of a partner, or to a shareholder named above?",
            "決定に関わる人の親族に、相手方の役職員又は上記の株主等はいますか。",
        ),
        why=Label(
            "The interests of a spouse and of close kin count like one's own.",
            "配偶者や近い親族の利害は、本人の利害と同様に扱います。",
        ),
        kind="kinship",
        asks=("person", "relative", "by", "degree"),
        prefilled={"person": Prefilled.OFFICIAL},
    ),
    Question(
        key="staff",
        text=Label("Do you know who at a partner works on this?", "相手方で本件に携わる人が分かっていますか。"),
        why=Label(
            "Ties are looked for between these people and those who decide.",
            "これらの人と決定に関わる人との関係を確認します。",
        ),
        kind="employment",
        asks=("person", "company", "post", "responsible"),
        prefilled={"company": Prefilled.PARTNER},
        as_table=True,
    ),
    Question(
        key="benefits",
        text=Label(
            "Did a partner give anyone who decides something?", "相手方は、決定に関わる人に利益を供与しましたか。"
        ),
        why=Label(
            "Gifts, meals and fees have to be reported, and some are barred.",
            "贈与、飲食、報酬には報告が必要なもの、禁じられるものがあります。",
        ),
        kind="benefit",
        asks=("giver", "person", "type", "value_yen", "on", "reported"),
        prefilled={"giver": Prefilled.PARTNER, "person": Prefilled.OFFICIAL},
    ),
    Question(
        key="seats",
        text=Label(
            "Does anyone who decides sit on the board of a partner?", "決定に関わる人は、相手方の役員を兼ねていますか。"
        ),
        why=Label("An officer of a company owes it loyalty.", "企業の役員は、その企業に対して忠実義務を負います。"),
        kind="directorship",
        asks=("person", "company", "post", "paid", "approved"),
        prefilled={"person": Prefilled.OFFICIAL, "company": Prefilled.PARTNER},
    ),
    Question(
        key="advice",
        text=Label(
            "Does anyone who decides advise a partner, or sit on a panel on this?",
            "決定に関わる人は、相手方の顧問又は本件に関する審議会等の委員ですか。",
        ),
        why=Label("A paid adviser has an interest in the client.", "報酬を得る顧問は、依頼者に利害関係を持ちます。"),
        kind="advisory_role",
        asks=("person", "company", "body", "fee_yen_per_year", "disclosed"),
        prefilled={"person": Prefilled.OFFICIAL},
    ),
    Question(
        key="research_ties",
        text=Label(
            "Has an evaluator done research with an applicant, or taught or studied under one?",
            "評価者は、応募者と共同研究を行い、又は師弟関係にありましたか。",
        ),
        why=Label(
            "Close ties of research keep an evaluator from judging an application.",
            "研究上の密接な関係がある者は、評価に加わることを制限されます。",
        ),
        kind="joint_research",
        asks=("person", "other", "type", "until"),
        prefilled={"person": Prefilled.OFFICIAL},
        research=True,
    ),
    Question(
        key="worked_here",
        text=Label(
            "Has anyone of a partner worked here, on secondment?",
            "相手方から当機関に出向している人、又は出向していた人はいますか。",
        ),
        why=Label(
            "Somebody on secondment may not act on matters of their company.",
            "出向者は、出身企業に関する事務に携わることを制限されます。",
        ),
        kind="secondment",
        asks=("person", "company", "body", "from", "until", "duties_separate"),
        prefilled={"company": Prefilled.PARTNER, "body": Prefilled.SPONSOR},
    ),
    Question(
        key="joined",
        text=Label("Did anyone of yours join a partner?", "当機関の元職員で、相手方に再就職した人はいますか。"),
        why=Label(
            "Former officials may not approach their old colleagues for some time. Without their last post here, and "
            "its last day, they are not recognised as former officials.",
            "元職員による働きかけは、一定期間禁じられます。最後の官職とその終了日の記載がない場合、元職員として扱われません。",
        ),
        kind="re_employment",
        asks=("person", "company", "on", "notified", "capacity"),
        prefilled={"company": Prefilled.PARTNER},
        beside=Beside(
            question="posts",
            party="person",
            asks=("post", "grade", "service", "body", "until"),
            text=Label("Their last post here", "当機関での最後の官職"),
        ),
    ),
    Question(
        key="offers",
        text=Label(
            "Has a partner talked with anyone of yours about a later job?",
            "相手方と当機関の職員との間で、再就職の話がありましたか。",
        ),
        why=Label(
            "Asking for a job at a company that depends on one's duties is barred.",
            "利害関係企業への求職活動は規制されています。",
        ),
        kind="job_offer",
        asks=("person", "company", "stage", "on", "notified"),
        prefilled={"person": Prefilled.OFFICIAL, "company": Prefilled.PARTNER},
    ),
    Question(
        key="contacts",
        text=Label(
            "Has a former official approached your body about this?", "元職員から、本件に関する働きかけがありましたか。"
        ),
        why=Label(
            "Such an approach has to be reported, and may be barred.",
            "働きかけは届出を要し、禁じられる場合があります。",
        ),
        kind="contact",
        asks=("person", "body", "on", "asking", "via"),
        prefilled={"body": Prefilled.SPONSOR},
        given={"about": True},
    ),
    Question(
        key="decisions",
        text=Label(
            "Did somebody who left decide on this, or on a contract with a partner, while here?",
            "離職した人のうち、在職中に本件又は相手方との契約を自ら決定した人はいますか。",
        ),
        why=Label(
            "An approach about one's own decision is barred without a limit of time.",
            "自らが決定した契約等に関する働きかけは、期間の定めなく禁じられます。",
        ),
        kind="decision",
        asks=("person", "body", "company", "what", "on", "personally", "concerns_this_partnership"),
        prefilled={"body": Prefilled.SPONSOR, "company": Prefilled.PARTNER},
    ),
    Question(
        key="recusals",
        text=Label("Is anyone excluded from acting on this?", "本件への関与から外れた人はいますか。"),
        why=Label(
            "From that day the person counts as having no role.", "その日から、その人は役割を持たないものと扱います。"
        ),
        kind="recusal",
        asks=("person", "on"),
        prefilled={"person": Prefilled.OFFICIAL},
        once=True,
    ),
)
