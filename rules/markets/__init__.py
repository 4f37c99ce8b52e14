"""Market records made from labelled tenders: reading, refusing leaks, fitting, and figures on the part held out."""
