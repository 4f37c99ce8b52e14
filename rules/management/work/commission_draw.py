"""The work of `manage.py commission_draw`."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from institutions.management.late_command import CommandWork
from rules.commission.drawing import digest_of, draw_keys, number_at_random, seed_of
from rules.commission.population_file import PopulationFileError, keys_in_file


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: as argparse gives them
        """Print the draw. CommandError if the file is none, or has another digest than the report."""
        if options["size"] < 1:
            message = "--size: give the number of proposals, 1 or more."
            raise CommandError(message)
        path = Path(options["file"])
        try:
            with path.open(encoding="utf-8", newline="") as lines:
                keys = keys_in_file(lines)
        except (OSError, UnicodeDecodeError) as trouble:
            message = f"{path} cannot be read ({trouble}). Give the file as it was published."
            raise CommandError(message) from trouble
        except PopulationFileError as trouble:
            raise CommandError(str(trouble)) from trouble
        digest = digest_of(keys)
        if options["digest"] and options["digest"].lower() != digest:
            message = f"The digest of the file is {digest}: it is not the population that was fixed."
            raise CommandError(message)
        seed = seed_of(digest, options["value"])
        drawn = draw_keys(list(keys), seed, number_at_random(options["size"]))
        self.stdout.write(f"digest {digest}\nseed   {seed}")
        for key in drawn:
            self.stdout.write(f"contract {keys[key]}  {key}")
