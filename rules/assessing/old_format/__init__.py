"""Results of format 1, whose missing data, reasons and remedies are texts: read, shown and replayed as they were."""
