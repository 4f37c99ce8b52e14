"""The demonstration: it sets everything up and prints the findings, without serving (`make demo`)."""

from policyengine.processes import Ending
from policyengine.serve import environment, prepare

if __name__ == "__main__":
    prepare(environment(), Ending())
