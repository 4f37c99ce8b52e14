"""Who may read what of the register: secrecy, the eyes through which ties are read, keys of ministries' systems."""
