"""Values in one form: days, reasons, lists in a sentence, hidden characters, values of an address, canonical JSON."""
