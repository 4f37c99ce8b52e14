"""The sources of the other settings: the environment, the folder of the project and that of its state."""

from pathlib import Path

from policyengine.named_values import NamedValues

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = NamedValues()

VAR_DIR = Path(env.str("POLICYENGINE_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
