"""The right to audit: the auditor's alone. An administrator manages accounts, and would read here what others did."""

from institutions.models import Account, Role


def may_audit(account: object) -> bool:
    """Return whether an account may read the audit trail, the overview of decisions and the samples. No key may."""
    return isinstance(account, Account) and account.role == Role.AUDITOR
