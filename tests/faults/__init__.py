"""Services and workers killed in the middle of a screening: `make faults`."""
