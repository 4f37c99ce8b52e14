"""The reason why an assessment has no result: stored as a code, beside its English words for commands and REST."""

from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.codes.wording import code_words
from institutions.drafts.kept_errors import kept_code, storable_data
from institutions.values.quoting import storable_text
from rules.assessing.failure_troubles import ProgramFailed
from rules.assessing.old_format.errors import code_of_older_error
from rules.engine.evaluating.errors import EngineError
from rules.facts.derivation.limits import CaseTooLargeError
from rules.models import Assessment


def failure_of(trouble: Exception) -> Coded:
    """Return the code of an error; of one without a code its name and its own message."""
    if isinstance(trouble, EngineError | CaseTooLargeError | CodedError):
        return trouble.said
    return ProgramFailed(name=type(trouble).__name__, text=str(trouble))


def error_columns(said: Coded | None) -> dict[str, object]:
    """Return the column values of an assessment that fails for this reason, or for none."""
    if said is None:
        return {"error": "", "error_said": None}
    return {"error": storable_text(code_words(said, "en")), "error_said": storable_data(said.stored())}


def error_of(assessment: Assessment) -> Coded | None:
    """Return why an assessment failed; None if it did not. Sentences of before there were codes are read too."""
    if not assessment.error:
        return None
    if assessment.error_said is None:
        return code_of_older_error(assessment.error)
    return kept_code({"message": assessment.error, **assessment.error_said})


def error_words(assessment: Assessment) -> str:
    """Return why an assessment failed, in the reader's language; empty if it did not."""
    said = error_of(assessment)
    return code_words(said, audience="form") if said else ""
