"""The register of jobs is what the worker really runs, and a failed job is told once."""

from importlib import import_module

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from stratrade.apps.accounts.models import User
from stratrade.apps.audit.models import EventRow
from stratrade.apps.notices.models import Notice
from stratrade.interfaces.jobs import registry, stalled


def test_registry_names_every_task_of_ours_and_no_other() -> None:
    for path in registry.IMPORT_PATHS:
        import_module(path)
    ours = {name: task for name, task in app.tasks.items() if "builtin" not in name}
    listed = {job.name: job for job in registry.JOBS}
    assert sorted(ours) == sorted(listed)
    for name, job in listed.items():
        assert ours[name].queue == job.queue
        assert ours[name].func.__module__ == job.module


def test_registry_schedules_are_those_the_worker_keeps() -> None:
    for path in registry.IMPORT_PATHS:
        import_module(path)
    kept = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert {job.name: job.schedule for job in registry.JOBS if job.schedule} == {
        name: cron for name, cron in kept.items() if "builtin" not in name
    }


@pytest.mark.django_db
def test_raise_alarms_failed_job_is_told_once() -> None:
    User.objects.create(email="steward@x.example", name="s", role="steward")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('q', 'a.task', '{}', 'failed'), ('q', 'b.task', '{}', 'succeeded')"
        )
    assert stalled.raise_alarms() == 1
    assert stalled.raise_alarms() == 0
    assert Notice.objects.get().params["task"] == "a.task"
    assert EventRow.objects.filter(name="notices.JobFailed").count() == 1
