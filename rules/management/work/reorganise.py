"""The work of `manage.py reorganise`."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from institutions.access.callers import ALL_BODIES
from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_words
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.drafts.kept_errors import kept_errors
from institutions.drafts.reading import parse_json_text
from institutions.drafts.reorganisation.enacting.troubles import OneReorganisation
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.management.late_command import CommandWork
from institutions.models import Enactment
from institutions.parties.organisation.state import OrganisationHistory
from institutions.values.hashing import quick_json
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.planning.effects import AT_ONCE
from rules.reorganising.case_effect import whole_answer
from rules.reorganising.enacting import enact, withdraw
from rules.reorganising.helping import helping
from rules.reorganising.preview import effects_at_once, laid_with_answer, readable_partnerships
from rules.reorganising.preview_jobs import ask_preview
from rules.reorganising.preview_reading import answer_of
from rules.reorganising.preview_run import help_with_preview, wait_for_preview
from rules.reorganising.touched import touched_partnerships

Json = dict[str, Any]  # Any: plain data


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Preview each document on the register as it is, or enact the one. Exit code 1 if one is refused."""
        if part_of := options.get("part_of"):
            help_with_preview(part_of)
            return
        reference = options.get("withdraw")
        if (options["file"] is None) == (reference is None):
            message = "Give a FILE, or --withdraw with the reference of an enactment."
            raise CommandError(message)
        if reference is not None:
            answers = [enactment_answer(reference, lambda: withdraw(reference, actor=None, approved_by=None))]
        else:
            documents = read_file(options["file"])
            answers = (
                self.enacted(documents)
                if options.get("enact")
                else self.previewed(documents, options.get("processes") or 1)
            )
        for answer in answers:
            if options["json"]:
                self.stdout.write(quick_json(answer))
            else:
                self.in_words(answer)
        if any(answer["state"] == "refused" for answer in answers):
            raise SystemExit(1)

    def previewed(self, documents: list[object], processes: int) -> list[Json]:
        """Return the preview of each document."""
        history = OrganisationHistory.read()
        return [self.answer(given, history, processes) for given in documents]

    def enacted(self, documents: list[object]) -> list[Json]:
        """Enact the one document of a file."""
        (given, *others) = documents or [None]
        if others:
            return [refusal(None, [FieldError("", OneReorganisation())])]
        return [enactment_answer(reference_of(given), lambda: enact(given, actor=None, approved_by=None))]

    def answer(self, given: object, history: OrganisationHistory, processes: int) -> Json:
        """Return the preview of one document, or why it is refused; of many partnerships with the workers' help."""
        book = current_rulebook()
        try:
            laid, answer = laid_with_answer(read_reorganisation(given), history, book)
        except DraftInvalid as refused:
            return refusal(reference_of(given), refused.errors)
        readable = readable_partnerships(ALL_BODIES)
        touched = touched_partnerships(laid.days, readable)
        if len(touched) <= AT_ONCE:
            return whole_answer(answer, effects_at_once(touched, laid), readable.count())
        preview = ask_preview(dict_of(given), answer, touched, rulebook=book.version)
        try:
            with helping(preview.pk, processes - 1):
                done = wait_for_preview(preview, self.told(answer["reference"], len(touched)))
            if done.error_said:
                raise CommandError(code_words(restore_code(done.error_said), "en"))
            return answer_of(done, ALL_BODIES)
        finally:
            preview.delete()

    def told(self, reference: str, touched: int) -> Callable[[int], None]:
        """Return a function that says on the error stream how far a preview is."""
        began = time.monotonic()

        def tell(percent: int) -> None:
            seconds = time.monotonic() - began
            self.stderr.write(f"{reference}: {percent} % of {touched} partnerships derived after {seconds:.0f} s")

        return tell

    def in_words(self, answer: Json) -> None:
        """Print one answer for a person to read."""
        self.stdout.write(f"{answer['reference']}: {answer['state']}")
        for error in answer.get("errors", ()):
            self.stdout.write(f"  {error['field'] or '/'}: {error['message']}")
        for note in answer.get("notes", ()):
            self.stdout.write(f"  note on {note['field']}: {note['message']}")
        effect = answer.get("organisation", {})
        for heading in ("appear", "gone", "changed"):
            for each in effect.get(heading, ()):
                self.stdout.write(f"  {heading}: {each['code']} {each['severity']}: {each['statement']['en']}")
        for orphan in answer.get("orphans", ()):
            self.stdout.write(f"  left to nobody: {orphan['kind']} of {orphan['body']}: {name_of_orphan(orphan)}")
        self.partnerships_in_words(answer)

    def partnerships_in_words(self, answer: Json) -> None:
        """Print what a draft does to partnerships and obligations."""
        if cases := answer.get("partnerships"):
            self.stdout.write(f"  partnerships: {cases['screened']}, of which {cases['derived']} were looked at anew")
            self.stdout.write(f"  without the draft as on record: {cases['on_record']} of these")
            for heading in ("appear", "gone", "changed"):
                for each in cases[heading]:
                    self.stdout.write(f"  {heading}: {each['code']} {each['severity']}: {each['partnership']}")
            for each in cases.get("failed", ()):
                self.stdout.write(f"  no answer: {each}")
        for each in answer.get("reviewers", ()):
            self.stdout.write(f"  tied: {each['reviewer']} reviews {each['partnership']}: {', '.join(each['ties'])}")
        for each in answer.get("duties", ()):
            self.stdout.write(f"  duties: {each['post'] or 'a post'}: from {each['from']} to {each['to'] or 'nobody'}")
        for each in answer.get("obligations", ()):
            due = f" until {each['due_on']}" if each["due_on"] else ""
            owner = each["to"] or "nobody"
            self.stdout.write(f"  {each['what']}{due}: {each['partnership']}: from {each['from']} to {owner}")


def dict_of(given: object) -> Json:
    """Return a document that was read as one."""
    return given if isinstance(given, dict) else {}


def reference_of(given: object) -> object:
    """Return the reference of a document; None if it has none."""
    return given.get("reference") if isinstance(given, dict) else None


def refusal(reference: object, errors: Iterable[FieldError]) -> Json:
    """Return the answer to a document that is refused."""
    return {"reference": reference, "state": "refused", "errors": kept_errors(errors)}


def enactment_answer(reference: object, act: Callable[[], Enactment]) -> Json:
    """Return what an enactment, or its withdrawal, comes to."""
    try:
        done = act()
    except DraftInvalid as refused:
        return refusal(reference, refused.errors)
    return {
        "reference": done.reference,
        "state": done.state,
        "on": done.document["on"],
        "enactment": str(done.pk),
        "planned": done.is_planned(timezone.localdate()),
    }


def name_of_orphan(orphan: Json) -> str:
    """Return what is left to nobody, for a person to read."""
    if post := orphan.get("post"):
        return str(post["en"] or post["ja"])
    if holder := orphan.get("holder"):
        return "seat of " + str(next(iter(holder.values())))
    return str(orphan.get("partnership") or f"{orphan['function']} ({orphan['domain'] or 'every domain'})")


def read_file(path: Path) -> list[object]:
    """Read one document or a list of them."""
    try:
        given = parse_json_text(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as trouble:
        message = f"{path} cannot be read: {trouble}. Give a file with JSON."
        raise CommandError(message) from trouble
    except DraftInvalid as trouble:
        said = " ".join(str(each.message) for each in trouble.errors)
        message = f"{path} cannot be read as JSON. {said} Give one document or a list of documents."
        raise CommandError(message) from trouble
    return given if isinstance(given, list) else [given]
