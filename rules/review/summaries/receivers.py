"""The domain events after which the summary of a case is written again."""

from rules.events.kinds import AssessmentDone, CaseCounted
from rules.events.publishing import subscribe
from rules.review.summaries.writing import summarise


@subscribe(AssessmentDone)
def summarise_result(event: AssessmentDone) -> None:
    """Write the summary of the newest result."""
    summarise([event.assessment.partnership_id])


@subscribe(CaseCounted)
def summarise_act(event: CaseCounted) -> None:
    """Write the changes of an act."""
    summarise([event.case.partnership_id])
