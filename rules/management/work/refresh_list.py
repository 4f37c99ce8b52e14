"""The work of `manage.py refresh_list`."""

import hashlib
import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import DraftInvalid
from institutions.imports.requesting import shown_name
from institutions.lists.declared_lists import LISTS, ListContent
from institutions.lists.edition_head import EditionHead, head_of
from institutions.lists.file import ListFile, read_list_file
from institutions.lists.head_fields import HEAD
from institutions.lists.previewing import beside_the_register
from institutions.lists.refreshing import GivenFile, refresh_list
from institutions.management.late_command import CommandWork
from institutions.models import GovernmentBody
from rules.engine.language.errors import RuleError
from rules.explaining.lists.list_answer import list_answer, list_answer_lines
from rules.explaining.lists.touched_cases import touched_partnerships
from rules.management.thresholds_refresh import refresh_thresholds

MAX_BYTES = 64 * 1024 * 1024


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Run the command. Exit code 1 where the edition is not to be accepted."""
        if options["lists"]:
            for each in LISTS.values():
                self.stdout.write(f"{each.word:24} {each.label.en} / {each.label.ja}")
            return
        path = options["file"]
        if path is None:
            message = "The file is missing. Give a file, or --lists."
            raise CommandError(message)
        file, given = self.read(path)
        try:
            head = head_of(file.said, {name: options[name] for name in HEAD})
        except DraftInvalid as trouble:
            raise CommandError("\n".join(f"{each.field}: {each.message}" for each in trouble.errors)) from trouble
        if head.declared.content is ListContent.THRESHOLDS:
            taken = self.thresholds(file, head, options)
        else:
            taken = self.register(file, head, given, options)
        if not taken:
            raise SystemExit(1)

    def read(self, path: Path) -> tuple[ListFile, GivenFile]:
        """Read the file, with the values that identify it for an import."""
        try:
            size = path.stat().st_size
            if size > MAX_BYTES:
                message = f"{path.name} is larger than {MAX_BYTES:,} bytes. Is this a list?"
                raise CommandError(message)
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            return read_list_file(path), GivenFile(name=shown_name(path.name), sha256=sha256, size=size)
        except OSError as trouble:
            message = f"{path} cannot be read: {trouble.strerror}."
            raise CommandError(message) from trouble
        except FileUnreadableError as trouble:
            raise CommandError(str(trouble)) from trouble

    def register(
        self, file: ListFile, head: EditionHead, given: GivenFile, options: dict[str, Any]
    ) -> bool:  # Any: options
        """Show or accept an edition of a list of the register. Return whether there is no reason for refusal."""
        body = GovernmentBody.objects.filter(code=options["submitted_by"] or "").first()
        if body is None:
            said = options["submitted_by"]
            trouble = f"No government body has the code {said}." if said else "The body that keeps the list is missing."
            message = f"{trouble} Give --submitted-by, such as METI."
            raise CommandError(message)
        with nullcontext() if options["take"] else beside_the_register():
            found = refresh_list(
                file, head, given=given, body=body, take=options["take"], allow_shrink=options["allow_shrink"]
            )
        touched, possible = touched_partnerships(found)
        if options["json"]:
            self.stdout.write(json.dumps(list_answer(found, touched, possible), ensure_ascii=False))
        else:
            for line in list_answer_lines(found, touched, possible, all_entries=options["verbosity"] > 1):
                self.stdout.write(line)
        return not found.refusals

    def thresholds(self, file: ListFile, head: EditionHead, options: dict[str, Any]) -> bool:  # Any: options
        """Show or accept thresholds, which are kept in files. Return whether there is no reason for refusal."""
        try:
            return refresh_thresholds(
                file,
                head,
                take=options["take"],
                output=options["output"],
                as_json=options["json"],
                out=self.stdout,
            )
        except RuleError as trouble:
            message = f"The rulebook does not compile: {trouble}"
            raise CommandError(message) from trouble
