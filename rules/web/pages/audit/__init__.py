"""The auditor's pages: the audit trail, reviewers' decisions, and samples of cleared cases."""
