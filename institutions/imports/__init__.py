"""Files of others brought into the register: read, checked, stored by record, as jobs that stop and resume."""
