"""The domain events after which the summary of a case is written again."""

from rules.events.kinds import AssessmentsDone, CaseCounted
from rules.events.publishing import subscribe
from rules.review.summaries.writing import summarise


@subscribe(AssessmentsDone)
def summarise_results(event: AssessmentsDone) -> None:
    """Write the summaries of the newest results."""
    summarise([each.partnership_id for each in event.assessments])


@subscribe(CaseCounted)
def summarise_act(event: CaseCounted) -> None:
    """Write the changes of an act."""
    summarise([event.case.partnership_id])
