"""Pages of published processes: files that are screened, the list, one process, and what is missing."""
