"""The words of mandates and posts: functions, who leads, whose consent an appointment takes."""

from institutions.kinds.base import Label

FUNCTIONS = {
    "policy": Label("policy", "企画立案"),
    "promotes": Label("promotion", "振興"),
    "regulates": Label("regulation", "規制"),
    "licenses": Label("licensing", "許認可"),
    "procures": Label("procurement", "調達"),
    "funds": Label("funding", "助成"),
    "selects": Label("selection of recipients", "交付先等の選定"),
    "evaluates": Label("evaluation", "評価"),
    "supervises": Label("supervision", "監督"),
    "audits": Label("audit", "検査"),
    "coordinates": Label("coordination", "総合調整"),
    "polices": Label("enforcement", "取締り"),
}
LEADS = {
    "sole": Label("leads alone", "主管"),
    "joint": Label("leads jointly", "共管"),
    "assists": Label("assists", "補助"),
}
CONSENTS = {
    "diet": Label("both Houses of the Diet", "両議院の同意"),
    "cabinet": Label("the Cabinet", "閣議の了承"),
    "none": Label("no consent", "同意不要"),
}
EVERY_DOMAIN = "all"  # in facts, for a mandate without a domain
EVERY_DOMAIN_LABEL = Label("every domain", "全分野")
