"""The demonstration: it sets everything up and prints the findings, without serving (`make demo`)."""

from policyengine.processes import Ending
from policyengine.serve import prepare_database, service_environment

if __name__ == "__main__":
    prepare_database(service_environment(), Ending())
