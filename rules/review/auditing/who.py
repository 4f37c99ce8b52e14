"""Who audits: the auditor alone. An administrator keeps accounts, and would read here what everybody did with whom."""

from institutions.models import Account, Role


def may_audit(account: object) -> bool:
    """Whether somebody reads the audit trail, the overview of decisions and the samples. No key of a body does."""
    return isinstance(account, Account) and account.role == Role.AUDITOR
