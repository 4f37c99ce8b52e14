"""Set everything up and print the findings of the demonstration, without serving (`make demo`)."""

from policyengine.processes import Ending
from policyengine.serve import environment, prepare

if __name__ == "__main__":
    prepare(environment(), Ending())
