"""The alert rules and the dashboard: every metric and label that they name is one of the program's."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from rules.watching.metrics import exposition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "watching"
ALERTS = yaml.safe_load((FOLDER / "alerts.yml").read_text(encoding="utf-8"))
DASHBOARD = json.loads((FOLDER / "dashboard.json").read_text(encoding="utf-8"))
METRIC = re.compile(r"policyengine_\w+")
COLUMNS = 24  # of the grid of a dashboard
LABELS = {"instance", "kind", "state", "stage", "step", "verb", "outcome"}


def names(text: str) -> set[str]:
    """Return the metrics that a text names."""
    return set(METRIC.findall(text))


def exposed() -> set[str]:
    """Return the metrics of the program, those without a sample too."""
    return {each.name for each in text_string_to_metric_families(exposition().decode())}


def alerts() -> list[dict[str, Any]]:
    """Return the alert rules."""
    (group,) = ALERTS["groups"]
    found: list[dict[str, Any]] = group["rules"]
    return found


def test_every_metric_of_the_alerts_and_the_dashboard_exists() -> None:
    known = exposed()
    assert len(known) > 20
    for said in [*(each["expr"] for each in alerts()), json.dumps(DASHBOARD)]:
        assert names(said) - known == set()
    assert names(json.dumps(ALERTS))


def test_every_metric_is_shown_or_watched_and_documented() -> None:
    used = names(json.dumps(ALERTS)) | names(json.dumps(DASHBOARD))
    guide = (ROOT / "docs" / "watching.md").read_text(encoding="utf-8")
    assert exposed() - used - {"policyengine_window_seconds", "policyengine_seals_folder_readable"} == set()
    assert exposed() - names(guide) == set()


def test_every_label_exists() -> None:
    expressions = [each["expr"] for each in alerts()]
    expressions += [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
    for said in expressions:
        by = {
            each.strip()
            for listed in re.findall(r"(?:by|on|without) \(([\w, ]+)\)", said)
            for each in listed.split(",")
        }
        assert by | set(re.findall(r"[{,]\s*(\w+)!?=", said.replace('up{job="policyengine"}', ""))) <= LABELS


def test_every_alert_says_what_it_means_and_what_to_do() -> None:
    guide = (ROOT / "docs" / "watching.md").read_text(encoding="utf-8")
    for each in alerts():
        assert each["labels"]["severity"] in {"page", "ticket"}
        assert each["annotations"].keys() == {"summary", "description", "runbook"}
        assert each["annotations"]["runbook"] == f"docs/watching.md#{each['alert'].lower()}"
        assert f"### {each['alert']}\n" in guide
    assert re.findall(r"^### (\w+)$", guide, re.MULTILINE) == [each["alert"] for each in alerts()]


def test_the_dashboard_has_the_form_that_grafana_imports() -> None:
    """The classic JSON model (schemaVersion 39), as its documentation describes it; no Grafana reads it here."""
    assert (DASHBOARD["schemaVersion"], DASHBOARD.get("id")) == (39, None), "an id is that of another Grafana"
    assert re.fullmatch(r"[a-zA-Z0-9_-]{1,40}", DASHBOARD["uid"])
    assert DASHBOARD["title"]
    assert DASHBOARD["time"].keys() == {"from", "to"}
    (source,) = DASHBOARD["templating"]["list"]
    assert (source["type"], source["query"]) == ("datasource", "prometheus")
    panels = DASHBOARD["panels"]
    assert len({each["id"] for each in panels}) == len(panels)
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        assert panel["type"] in {"stat", "timeseries"}, "panels of Grafana itself, which no plugin brings"
        assert panel["datasource"] == {"type": "prometheus", "uid": f"${{{source['name']}}}"}
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert cells, panel["title"]
        assert max(x for x, _y in cells) < COLUMNS, panel["title"]
        assert not cells & taken, f"{panel['title']} lies over another panel"
        taken |= cells
        letters = [each["refId"] for each in panel["targets"]]
        assert letters == [chr(ord("A") + number) for number in range(len(letters))]
        assert all(each["expr"] and "datasource" not in each for each in panel["targets"])
        assert panel["fieldConfig"].keys() == {"defaults", "overrides"}
