"""Settings for the papers of cases: attached files."""

from policyengine.settings.environment import env

ATTACHMENT_MOST_BYTES = env.int("ATTACHMENT_MOST_BYTES", default=10 * 1024 * 1024)
# A command that reads the file on its standard input, or package.module:function (docs/running.md).
ATTACHMENT_SCANNER = env.str("ATTACHMENT_SCANNER", default="")
ATTACHMENT_SCAN_SECONDS = env.float("ATTACHMENT_SCAN_SECONDS", default=60.0)
# Whether this installation is approved for protected security information. Else a comment that seems to hold some is
# refused until its author confirms that it holds none.
APPROVED_FOR_PROTECTED_INFORMATION = env.bool("APPROVED_FOR_PROTECTED_INFORMATION", default=False)
