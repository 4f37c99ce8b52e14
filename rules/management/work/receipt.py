"""The work of `manage.py receipt`."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from institutions.audit.receipts import NoReceiptError, NotSealedError
from institutions.management.late_command import CommandWork
from rules.models import Finding, FindingDecision
from rules.review.auditing.receipts import receipt_of_decision, receipt_of_finding


class Work(CommandWork):
    """The work of the command."""

    def handle(self, *_args: object, **options: Any) -> None:  # Any: as argparse gives them
        """Make the receipt."""
        try:
            if options["finding"] is not None:
                receipt = receipt_of_finding(Finding.objects.get(pk=options["finding"]))
            else:
                decisions = FindingDecision.objects.select_related("finding")
                receipt = receipt_of_decision(decisions.get(pk=options["decision"]))
        except (Finding.DoesNotExist, FindingDecision.DoesNotExist):
            name = "finding" if options["finding"] is not None else "decision"
            message = f"No {name} has the id {options[name]}. Copy it from the page of the case or from an export."
            raise CommandError(message) from None
        except NotSealedError as refused:
            message = f"{refused} `manage.py verify_audit --seal` seals it now."
            raise CommandError(message) from refused
        except NoReceiptError as refused:
            raise CommandError(str(refused)) from refused
        text = json.dumps(receipt, ensure_ascii=False, indent=1)
        if not options["out"]:
            self.stdout.write(text)
            return
        path = Path(options["out"])
        try:
            path.touch(mode=0o600)  # it holds what the finding says: nobody else on the server reads it
            path.write_text(f"{text}\n", encoding="utf-8")
        except OSError as other:
            message = f"--out: {path} cannot be written ({other.strerror}). Give another file."
            raise CommandError(message) from other
        self.stdout.write(f"Written to {path}. Check it with: python -m policyengine.verify_receipt {path} --seal SEAL")
