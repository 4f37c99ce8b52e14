"""The columns of a result in format 1: for replaying an assessment of that format, and for erasures in one. Frozen."""

from typing import Any, Final

from institutions.codes.base import Coded
from rules.assessing.case_result import OutcomeResult
from rules.assessing.remedies import GuardNotStated, GuardOnRecord, SilentWhen

Json = dict[str, Any]  # Any: plain data for a JSON column
NOT_STATED: Final = {
    "en": "Not stated: {missing}. It would clear this if it were so: {guard}.",
    "ja": "未記載：{missing}。次のとおりであれば解消する：{guard}。",
}
ON_RECORD: Final = {"en": "If this were on record: {guard}.", "ja": "次の記録があれば解消する：{guard}。"}


def outcome_texts(outcome: OutcomeResult) -> Json:
    """Return the columns of an outcome: texts."""
    reason = outcome.reason.text if outcome.reason else ""
    return {"missing": [each.text for each in outcome.missing], "reason": reason, "silence": None}


def remedy_texts(said: Coded) -> Json:
    """Return a remedy as text in both languages. TypeError for a code that format 1 did not have."""
    match said:
        case GuardNotStated(missing=missing, guard=guard):
            return {
                "en": NOT_STATED["en"].format(missing=missing.en, guard=guard.en),
                "ja": NOT_STATED["ja"].format(missing=missing.ja, guard=guard.ja),
            }
        case GuardOnRecord(guard=guard):
            return {"en": ON_RECORD["en"].format(guard=guard.en), "ja": ON_RECORD["ja"].format(guard=guard.ja)}
        case SilentWhen(text=text):
            return {"en": text.en, "ja": text.ja}
    message = f"Format 1 has no text for {said.code!r}."
    raise TypeError(message)
