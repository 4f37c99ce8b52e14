"""Open Contracting data (OCDS 1.1 and its profile for public-private partnerships) as submission documents."""
