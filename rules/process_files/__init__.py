"""Files of published processes that a body sends: screened by a job, stored by ocid, listed, and made partnerships."""
