"""The work of `manage.py facts`."""

from typing import Any

from django.core.management.base import CommandError

from institutions.management.late_command import CommandWork
from rules.fact_store.appending import BuildProgress, append_results, build_store
from rules.fact_store.checking import check_store
from rules.fact_store.compacting import compact_store
from rules.fact_store.configured import fact_storage
from rules.fact_store.erasing import carry_out_erasures
from rules.fact_store.generations import NoStoreError, OvertakenError, prune
from rules.fact_store.manifest import Manifest, Part


class Work(CommandWork):
    """The work of the command."""

    def handle(self, *_args: object, **options: Any) -> None:  # Any: options of the command line
        """Do it."""
        storage = fact_storage()
        try:
            if options["action"] == "check":
                self.check_facts()
                return
            carry_out_erasures(storage)
            if options["action"] == "build":
                manifest = build_store(storage, anew=options["anew"], told=self.tell)
            else:
                append_results(storage)
                manifest = compact_store(storage, all_of_it=True)
            prune(storage)
        except NoStoreError as none:
            raise CommandError(str(none)) from none
        except OvertakenError as overtaken:
            raise CommandError(f"{overtaken}. Try again.") from overtaken
        except OSError as full:
            raise CommandError(f"The fact store stays as it was: {full}") from full
        self.describe(manifest)

    def tell(self, progress: BuildProgress) -> None:
        """Write how far a build has come."""
        self.stdout.write(f"{progress.done:,} of {progress.of:,} cases")

    def describe(self, manifest: Manifest) -> None:
        """Write the generation and its size."""
        size = sum(file.size for each in manifest.segments for file in each.files.values())
        files = sum(len(each.files) for each in manifest.segments)
        cases = sum(each.cases for each in manifest.of_part(Part.OPEN, Part.RESTRICTED))
        self.stdout.write(f"Generation {manifest.number}: {cases:,} cases, {files:,} files, {size:,} bytes")

    def check_facts(self) -> None:
        """Check the store; end with status 1 if anything is wrong."""
        found = check_store(fact_storage())
        for trouble in found.troubles:
            self.stderr.write(trouble)
        if found.troubles:
            raise CommandError("The fact store differs from the register. Build it anew: manage.py facts build --anew")
        self.stdout.write(f"Generation {found.generation}: {found.cases:,} cases, nothing differs")
