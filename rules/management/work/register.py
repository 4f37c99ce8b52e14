"""The work of `manage.py register`."""

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Final, Protocol

from django.core.management.base import CommandError

from institutions.drafts.documents import FileDocument, FileUnreadableError, documents_in
from institutions.formats.ocds.reading.files import OcdsFile
from institutions.jobs.dispatch import leave_notifying_to_sweep
from institutions.management.late_command import CommandWork
from institutions.management.ocds import OCDS
from institutions.management.progress import Progress
from institutions.management.work.ocds import read_ocds, refuse_ocds_options
from rules.assessing.registering import RegisteringAnswer, register_document, register_process
from rules.assessing.request import WOKEN_ON_COMMIT
from rules.management.tables import registering_lines


class Documents(Protocol):
    """The documents of a file, read one by one where the file is large."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[FileDocument]: ...


Reader = Callable[[Path, dict[str, Any]], Documents]  # Any: the command's options


def read_json_documents(path: Path, options: dict[str, Any]) -> Documents:  # Any: the command's options
    """Read documents of version 1: an object, a list, or one object per line."""
    refuse_ocds_options(options)
    return documents_in(path)


READERS: Final[dict[str, Reader]] = {"json": read_json_documents, OCDS: read_ocds}


def register_one(documents: Documents, given: FileDocument, *, wait: bool) -> RegisteringAnswer:
    """Register one of the documents, as its format requires."""
    if isinstance(documents, OcdsFile):
        return register_process(given, documents.options, wait=wait)
    return register_document(given, wait=wait)


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Register one document at a time. Exit code 1 if one was refused or failed, 130 if interrupted.

        Every file is opened before the first document is registered: a mistyped name stops nothing half-way.
        """
        try:
            files = [READERS[options["format"]](path, options) for path in options["files"]]
        except FileUnreadableError as trouble:
            raise CommandError(str(trouble)) from trouble
        total, failed, done = sum(map(len, files)), 0, 0
        progress = Progress(self.stderr, total)
        # Workers take many at once: a message for each would let them take each by itself.
        many = total > WOKEN_ON_COMMIT and not options["wait"]
        try:
            for path, documents in zip(options["files"], files, strict=True):
                several = {"file": str(path)} if len(files) > 1 else {}
                if several and not options["json"]:
                    self.stdout.write(f"{path}:")
                for given in documents:
                    with leave_notifying_to_sweep() if many else nullcontext():
                        answer = register_one(documents, given, wait=options["wait"])
                    progress.clear()
                    self.show(answer, several, as_json=options["json"])
                    failed += answer.failed
                    done += 1
                    progress.step()
        except KeyboardInterrupt:
            progress.clear()
            self.stderr.write(
                f"Stopped after {done} of {total}. Registered documents stay; "
                "run the same command to continue, since a document sent again changes nothing."
            )
            raise SystemExit(130) from None
        progress.clear()
        if not options["json"]:
            self.stdout.write(f"{done} documents, {failed} refused or failed.")
        if failed:
            raise SystemExit(1)

    def show(self, answer: RegisteringAnswer, several: dict[str, str], *, as_json: bool) -> None:
        """Print one document's answer: JSON in one line, with its file if there are several, or lines for a reader."""
        if as_json:
            self.stdout.write(json.dumps({**several, **answer.content}, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(registering_lines(answer.label, answer.content)))
        self.stdout.flush()
