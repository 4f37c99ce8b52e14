"""A setting that is wrong is named by every command, with the remedy."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.bare
ROOT = Path(__file__).resolve().parents[2]
ON_SQLITE = "but the database is not PostgreSQL, and no other divides its tables. Leave TABLE_PARTITIONS out"


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"SETS_ENGINE": "abacus"}, "SETS_ENGINE is 'abacus'. Set it to duckdb or spark."),
        (
            {"ASSESSMENT_BATCH": "ten"},
            "ASSESSMENT_BATCH is 'ten'. Set it to a whole number, such as 10, or leave it out.",
        ),
        ({"SWEEP_SECONDS": ""}, "SWEEP_SECONDS is ''. Set it to a number, such as 2.5, or leave it out."),
        ({"TABLE_PARTITIONS": "5000"}, "TABLE_PARTITIONS is 5000. Set it to a number from 0 to 256."),
        (
            {"DEBUG": "", "SECRET_KEY": ""},
            "SECRET_KEY is not set. Set it to a long random text, or set DEBUG=true to try things out.",
        ),
        ({"TABLE_PARTITIONS": "16"}, f"TABLE_PARTITIONS is 16, {ON_SQLITE}"),
    ],
)
def test_a_wrong_setting_is_named_by_a_command(setting: dict[str, str], said: str, tmp_path: Path) -> None:
    own = {
        "DEBUG": "true",
        "DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3",
        "POLICYENGINE_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "policyengine.settings",
    }
    command = [sys.executable, "manage.py", "doctor"]
    ended = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **own, **setting},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 1
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
