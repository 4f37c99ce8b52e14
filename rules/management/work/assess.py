"""The work of `manage.py assess`."""

import json
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError
from django.db import transaction

from institutions.audit.record import COMMAND
from institutions.management.late_command import CommandWork
from institutions.management.progress import Progress
from institutions.models import Partnership, Submission
from institutions.values.written_id import written_id
from rules.assessing.claim import claimed_here
from rules.assessing.replay import NothingToReplayError, replay_assessment
from rules.assessing.request import request_assessment
from rules.assessing.result import result_json
from rules.assessing.retry import RETRYABLE, RetryRefusedError, retry_assessment, retryable
from rules.assessing.waiting import finish_here
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.management.tables import registering_lines
from rules.models import Assessment, State, Trigger


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Run the command. Exit code 1 if an assessment failed or a replay differs."""
        if options["because"] is not None and not options["retry_all"]:
            message = "--because chooses among failed assessments. Give it together with --retry-all."
            raise CommandError(message)
        if options["replay"]:
            self.replay(options["replay"])
        elif options["retry"]:
            self.retry(options["retry"], wait=options["wait"], as_json=options["json"])
        elif options["retry_all"]:
            self.retry_all(options["because"], wait=options["wait"], as_json=options["json"])
        else:
            self.assess(options)

    def assess(self, options: dict[str, Any]) -> None:  # Any: the command's options
        """Request assessments of present submissions, one transaction each, so that it can be stopped and repeated."""
        wanted = self.submissions(options["partnership"])
        progress = Progress(self.stderr, len(wanted))
        failed = False
        for done, pk in enumerate(wanted):
            try:
                answer = self.one(pk, wait=options["wait"])
            except KeyboardInterrupt:
                progress.clear()
                self.stderr.write(f"Stopped after {done} of {len(wanted)}.")
                raise SystemExit(130) from None
            progress.clear()
            self.show(answer, as_json=options["json"])
            failed = failed or answer.state in (State.ERROR, State.SET_ASIDE)
            progress.step()
        progress.clear()
        if failed:
            raise SystemExit(1)

    def one(self, submission: int, *, wait: bool) -> Assessment:
        """Request one assessment, and make it here if asked to."""
        asked = Submission.objects.select_related("partnership").get(pk=submission)
        trigger = reason_for(asked.partnership)
        if not wait:
            with transaction.atomic():
                return request_assessment(asked, trigger)
        with claimed_here():
            assessment = request_assessment(asked, trigger)
        return finish_here(assessment)

    def submissions(self, partnership: str | None) -> list[int]:
        """Return the present submissions asked for, in the order of their receipt."""
        present = Submission.objects.filter(superseded_at__isnull=True).order_by("received_at", "pk")
        if partnership is not None:
            by_id = written_id(partnership) is not None
            named = {"partnership": partnership} if by_id else {"partnership__reference": partnership}
            present = present.filter(**named)
        found = list(present.values_list("pk", flat=True))
        if partnership is not None and len(found) != 1:
            count = "No partnership has" if not found else f"{len(found)} partnerships have"
            message = f"{count} the id or reference {partnership}. Give the id from the list of partnerships."
            raise CommandError(message)
        return found

    def retry(self, assessment_id: UUID, *, wait: bool, as_json: bool) -> None:
        """Put one assessment back to the queue."""
        try:
            assessment = retry_assessment(assessment_id, actor=COMMAND)
        except RetryRefusedError as trouble:
            raise CommandError(str(trouble)) from trouble
        self.show(finish_here(assessment) if wait else assessment, as_json=as_json)

    def retry_all(self, because: str | None, *, wait: bool, as_json: bool) -> None:
        """Put all failed assessments back to the queue, each in a transaction; exit code 1 if one failed again."""
        failed = retryable(because or "")
        progress = Progress(self.stderr, len(failed))
        started = 0
        again = False
        for assessment_id in failed:
            progress.clear()
            try:
                answer = retry_assessment(assessment_id, actor=COMMAND)
            except RetryRefusedError as trouble:
                self.stderr.write(str(trouble))
            else:
                started += 1
                answer = finish_here(answer) if wait else answer
                again = again or answer.state in RETRYABLE
                self.show(answer, as_json=as_json)
            progress.step()
        progress.clear()
        self.stderr.write(f"{started} of {len(failed)} assessments were started again.")
        if again:
            raise SystemExit(1)

    def replay(self, assessment_id: UUID) -> None:
        """Print whether a replay gives the same."""
        found = Assessment.objects.select_related("snapshot", "rulebook").filter(pk=assessment_id).first()
        if found is None:
            message = f"There is no assessment {assessment_id}."
            raise CommandError(message)
        try:
            result = replay_assessment(found)
        except NothingToReplayError as trouble:
            raise CommandError(str(trouble)) from trouble
        if result.identical:
            self.stdout.write(f"Identical: {assessment_id} gives the same result from its snapshot.")
            return
        for difference in result.differences:
            self.stdout.write(difference)
        message = f"The replay of {assessment_id} differs in {len(result.differences)} places."
        raise CommandError(message)

    def show(self, assessment: Assessment, *, as_json: bool) -> None:
        """Print one assessment: JSON in one line, or lines for a reader."""
        content = result_json(assessment)
        if as_json:
            self.stdout.write(json.dumps(content, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(registering_lines(str(assessment.pk), content)))


def reason_for(partnership: Partnership) -> Trigger:
    """Return the reason for the request: the rulebook has changed since the newest result, or it is on demand."""
    newest = partnership.assessments.newest_first().filter(state=State.DONE).first()
    changed = newest is not None and newest.rulebook_id != current_rulebook().version
    return Trigger.RULEBOOK_CHANGED if changed else Trigger.ON_DEMAND
