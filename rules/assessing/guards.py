"""What would clear a finding, in words: guards that only lack data first, then the other guards of the rule."""

from collections.abc import Iterable
from typing import Final

from rules.assessing.bound import Bound
from rules.assessing.wording import COMMA, Wording
from rules.engine.evaluating.outcomes import UnknownGuard
from rules.engine.language.statements import Language, Names
from rules.engine.language.syntax import Pattern, Rule

Text = dict[str, str]
NOT_STATED: Final = {
    "en": "Not stated: {missing}. It would clear this if it were so: {guard}.",
    "ja": "未記載：{missing}。次のとおりであれば解消する：{guard}。",
}
ON_RECORD: Final = {"en": "If this were on record: {guard}.", "ja": "次の記録があれば解消する：{guard}。"}
LANGUAGES: Final[tuple[Language, Language]] = ("en", "ja")


def clears_if(rule: Rule, bound: Bound, unknown: Iterable[UnknownGuard], names: Names) -> tuple[Text, ...]:
    """One entry a guard, in both languages; at last what the rule's author says of when it stays silent."""
    lacking: dict[str, UnknownGuard] = {}
    for guard in unknown:
        lacking.setdefault(guard.alias, guard)
    patterns = sorted(rule.unless, key=lambda pattern: pattern.name not in lacking)
    found = [guard_text(pattern, lacking.get(pattern.name), bound, names) for pattern in patterns]
    found.append({"en": rule.silent_when.en, "ja": rule.silent_when.ja})
    return tuple({text["en"]: text for text in found}.values())


def guard_text(pattern: Pattern, lacking: UnknownGuard | None, bound: Bound, names: Names) -> Text:
    """One guard; what is not stated of it first, where that is all that keeps it from counting."""
    texts: Text = {}
    for language in LANGUAGES:
        wording = Wording(bound, names, language, pattern)
        form = NOT_STATED if lacking else ON_RECORD
        missing = missing_of(lacking, wording) if lacking else ""
        texts[language] = form[language].format(missing=missing, guard=wording.whole())
    return texts


def missing_of(guard: UnknownGuard, wording: Wording) -> str:
    """The unknown data by label; where a computed test lacks it, what the test asks stands in the guard already."""
    own = f"{guard.fact}: "
    names = [each.removeprefix(own) for each in guard.missing if each.startswith(own)]
    labels = [wording.field_label(name) for name in names if name.isidentifier()]
    return wording.of_kind(COMMA[wording.language].join(labels))
