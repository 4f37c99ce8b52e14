"""The work of `manage.py workshop`."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from institutions.management.late_command import CommandWork
from institutions.models import GovernmentBody
from institutions.parties.organisation.days import FIRST_DAY
from institutions.parties.organisation.state import read_organisation
from institutions.values.written_id import written_id
from rules.engine.language.errors import RuleError
from rules.engine.loading.loaded_rulebook import LoadedRulebook, write_files
from rules.engine.loading.rulebook_in_force import current_rulebook, organisation_rules_in
from rules.models import RulebookDraft
from rules.workshop.checking import compiles, troubles_in
from rules.workshop.effect_counts import PartCounts
from rules.workshop.files import files_of, files_of_folder, files_of_version, rulebook_files, rulebook_of_files
from rules.workshop.organisation_effect import effect_on_day, effect_over_history
from rules.workshop.reading import EffectRow, TrialEffect, effect_of
from rules.workshop.steps import steps
from rules.workshop.trying import TriedDraft, try_draft, try_values


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Do it, in this process."""
        if options["what"] == "list":
            for draft in RulebookDraft.objects.filter(closed_at=None).select_related("account"):
                self.stdout.write(f"{draft.pk}  {draft.begun_at:%Y-%m-%d}  {draft.account}  {draft.name}")
            return
        base, files = self.base_and_files(options["draft"])
        if options["what"] == "check":
            self.check(files)
        elif options["what"] == "write":
            write_files(rulebook_files(files), options["folder"])
            self.stdout.write(f"{len(rulebook_files(files))} files in {options['folder']}.")
        elif options["what"] == "organisation":
            self.organisation(base, files, options)
        elif options["what"] == "effect":
            seed = options["seed"] or secrets.token_hex(8)
            self.answer(try_draft(base(), self.compiled(files), seed, self.tell), as_json=options["json"])
        else:
            self.curve(self.compiled(files), options)

    def base_and_files(self, name: str) -> tuple[Any, Mapping[str, str]]:  # Any: a function, called if it is needed
        """Return the base of a draft, to be loaded when needed, and its files. CommandError without such a draft."""
        folder = Path(name)
        if folder.is_dir():
            return current_rulebook, files_of_folder(folder)
        found = RulebookDraft.objects.filter(closed_at=None, name=name).first()
        if found is None and (pk := written_id(name)):
            found = RulebookDraft.objects.filter(pk=pk).first()
        if found is None:
            raise CommandError(f"There is no open draft and no folder {name}. `manage.py workshop list` shows drafts.")
        version = str(found.base_id)
        return lambda: rulebook_of_files(files_of_version(version)), files_of(found)

    def check(self, files: Mapping[str, str]) -> None:
        """Print every error and warning."""
        found = troubles_in(files)
        for each in found:
            kind = "Warning: " if each.warning else ""
            self.stderr.write(f"{kind}{each}")
        if any(not each.warning for each in found):
            raise CommandError("The draft does not compile.")
        self.stdout.write(f"{len(files)} files compile.")

    def compiled(self, files: Mapping[str, str]) -> LoadedRulebook:
        """Return the rulebook of files. CommandError with the first error."""
        for each in compiles(files):
            raise CommandError(str(each))
        return rulebook_of_files(files)

    def organisation(self, base: Any, files: Mapping[str, str], options: Mapping[str, Any]) -> None:  # Any: as above
        """Print what the rules of a draft on the organisation would find, on a day or over the known history."""
        if options["on"] and options["history"]:
            raise CommandError(
                "--history looks at every day of change, so --on has no meaning beside it. Leave one out."
            )
        on, as_json = options["on"] or timezone.localdate(), options["json"]
        if on < FIRST_DAY:
            raise CommandError(f"--on {on} is before {FIRST_DAY}, the reform of the ministries. Give a later day.")
        try:
            before, after = (organisation_rules_in(each) for each in (base(), self.compiled(files)))
        except RuleError as error:
            raise CommandError(str(error)) from error
        if options["history"]:
            history = effect_over_history(before, after, timezone.localdate(), self.tell_days)
            self.stdout.write(json.dumps(history, ensure_ascii=False)) if as_json else self.history(history)
            return
        effect = effect_on_day(before, after, read_organisation(on))
        if as_json:
            self.stdout.write(json.dumps(effect, ensure_ascii=False))
            return
        for part in ("appear", "gone", "changed"):
            for found in effect[part]:
                self.stdout.write(f"{part}: {found['code']} {found['severity']}: {found['statement']['en']}")
        findings, rules = effect["findings"], ", ".join(effect["rules"]) or "none"
        self.stdout.write(f"Rules that differ: {rules}. On {on}: {findings['before']} findings → {findings['after']}.")

    def history(self, history: Mapping[str, Any]) -> None:  # Any: plain data
        """Print each difference with its days, then the findings of each rule."""
        for row in history["findings"]:
            about = " ".join(filter(None, (row["body"], row["domain"], row["function"])))
            days = ", ".join(f"{each['from']} – {each['until'] or 'today'}" for each in row["days"])
            self.stdout.write(f"{row['part']}: {row['code']} {row['severity']}: {about}: {days}")
        for code, before, after in history["by_rule"]:
            self.stdout.write(f"{code}: {before} findings → {after}, added up over {history['number']} days")
        if history["left_out"]:
            self.stdout.write(f"{history['left_out']} earlier days of appointments were left out.")

    def tell_days(self, done: int, of: int) -> None:
        """Write how far it has come."""
        if done == of or done % 50 == 0:
            self.stderr.write(f"{done:,} of {of:,} days")

    def curve(self, book: LoadedRulebook, options: Mapping[str, Any]) -> None:  # Any: the command's options
        """Print the findings at each value."""
        name, on = options["parameter"], (options["on"] or timezone.localdate()).isoformat()
        parameter = book.parameters.by_name.get(name)
        entry = parameter.entry_at(on, options["index"] or None) if parameter else None
        if entry is None or type(entry.value) is not int:
            raise CommandError(f"There is no number {name} with a whole value on {on}.")
        if not 0 <= options["least"] <= options["most"] or options["values"] < 1:
            raise CommandError("Give a least and a greatest value from 0 on, and at least one value.")
        values = tuple(steps(options["least"], options["most"], options["values"]))
        self.answer(try_values(book, name, options["index"], on, values, self.tell), as_json=options["json"])

    def tell(self, done: int, of: int) -> None:
        """Write how far it has come."""
        self.stderr.write(f"{done:,} of {of:,} cases")

    def answer(self, tried: TriedDraft, *, as_json: bool) -> None:
        """Write what was found over all partnerships."""
        codes = dict(GovernmentBody.objects.values_list("pk", "code"))
        names = {str(pk): str(code) for pk, code in codes.items()}
        by_body: dict[str, list[PartCounts]] = {}
        for (body, _restricted), counts in sorted(tried.counts.parts.items()):
            by_body.setdefault(names.get(body, body), []).append(counts)
        together = tried.counts.together()
        effect = effect_of(together, by_body, tried.values)
        said = {
            **tried.summary,
            "generation": tried.generation,
            "seed": tried.seed,
            "seconds": round(tried.seconds, 3),
            **asdict(effect),
            "drawn": [pk for _place, pk in together.drawn],
        }
        if as_json:
            self.stdout.write(json.dumps(said))
            return
        self.stdout.write(
            f"{effect.cases:,} cases, {tried.seconds:.1f} seconds, rules {', '.join(said['codes']) or '–'}"
        )
        self.describe(effect)
        for pk in said["drawn"]:
            self.stdout.write(f"drawn (seed {tried.seed}): {pk}")

    def describe(self, effect: TrialEffect) -> None:
        """Write the tables."""
        for heading in ("rules", "bodies", "domains", "severities"):
            rows: tuple[EffectRow, ...] = getattr(effect, heading)
            for row in rows:
                change = f"+{row.new} -{row.gone} ~{row.changed}  {row.before} → {row.after}"
                if row.per_hundred_after is not None:
                    change += f" ({row.per_hundred_before} → {row.per_hundred_after} flagged of a hundred)"
                self.stdout.write(f"{heading:10} {row.name:12} {change}")
        for lack in effect.lacking:
            data = ", ".join(f"{what} ({number})" for what, number in lack.missing)
            self.stdout.write(f"not assessable any more: {lack.rule}, {lack.cases} cases: {data}")
        for point in effect.curve:
            by_rule = ", ".join(f"{code} {number}" for code, number in point.by_rule)
            self.stdout.write(f"{point.value:>15,} {point.findings:>7,}  {by_rule}")
