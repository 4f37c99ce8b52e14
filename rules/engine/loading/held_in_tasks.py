"""Each task of a worker is one piece of work: it sees one version of the rulebook to its end."""

from celery.signals import task_postrun, task_prerun

from rules.engine.loading.held_rulebook import begin_work, end_work

task_prerun.connect(begin_work, weak=False)
task_postrun.connect(end_work, weak=False)
