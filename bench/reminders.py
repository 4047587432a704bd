"""What a run of reminders costs in time, queries and memory: at 1,000 people and at ten times as many, in one run.

Bars: one pass, at most 3 queries to read a batch of 500 people, time per person and peak memory alike at both.
No mail leaves: they are made, and handed to a server that throws them away.
"""

import datetime as dt
import json
import os
import resource
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SIZES = (1_000, 10_000)
DAY = dt.date(2026, 11, 30)  # a Monday: the weekly lists are told too


def main() -> None:
    if sys.argv[1:]:
        print(json.dumps(measured(sys.argv[1])))
        return
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "SECRET_KEY": secrets.token_hex(32),
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "FILES_DIR": f"{folder}/files",
            "EMAIL_URL": "dummy://",
            "HTTPS": "False",
            "DJANGO_SETTINGS_MODULE": "jtai_tracker.settings",
        }
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        few, many = (_measured(environment, size) for size in SIZES)
    report(few, many)


def _measured(environment: dict[str, str], size: int) -> dict[str, float]:
    """Filling and measuring are processes of their own: memory once used would be counted."""
    for what in (f"fill {size}", f"run {size}"):
        done = subprocess.run([sys.executable, __file__, what], env=environment, stdout=subprocess.PIPE, check=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def measured(what: str) -> dict[str, float]:
    import django

    django.setup()
    work, size = what.split()
    return fill_up_to(int(size)) if work == "fill" else run()


def fill_up_to(size: int) -> dict[str, float]:
    from django.db import transaction

    from bench.plans import PEOPLE, fill
    from partnerships.models import User
    from reporting.models import Digest, ReminderRun

    with transaction.atomic():
        there = User.objects.count()
        fill(there // PEOPLE, size - there, DAY)
        Digest.objects.all().delete()
        ReminderRun.objects.all().delete()
    return {}


def run() -> dict[str, float]:
    from django.db import connection

    from actions.models import Action
    from partnerships.models import User
    from reporting.reminders import run as reminders
    from reporting.reminders.people import BATCH

    read, written = [0], [0]

    def count(execute, sql, parameters, many, context):
        (read if sql.lstrip("( ").startswith("SELECT") else written)[0] += 1
        return execute(sql, parameters, many, context)

    people, actions = User.objects.count(), Action.objects.count()
    start = time.process_time()
    with connection.execute_wrapper(count):
        sent = reminders.send(DAY).sent
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "people": people,
        "actions": actions,
        "sent": sent,
        "batches": -(-people // BATCH),
        "read": read[0],
        "written": written[0],
        "seconds": seconds,
        "peak": peak,
    }


def report(few: dict[str, float], many: dict[str, float]) -> None:
    print("Reminders, each person told of ten actions or more; all mails made, none leaves; computing time")
    for one in (few, many):
        print(
            f"  {one['people']:6,.0f} people, {one['actions']:7,.0f} actions: {one['sent']:6,.0f} mails"
            f"  {one['seconds']:6.1f} s  {1000 * one['seconds'] / one['people']:5.2f} ms a person"
            f"  {one['read'] / one['batches']:4.2f} queries a batch  {one['written'] / one['sent']:4.2f} writes a mail"
            f"  peak {one['peak']:4.0f} MB"
        )
    batches = many["batches"] - few["batches"]
    time_ratio = many["seconds"] / many["people"] / (few["seconds"] / few["people"])
    print(f"  queries for each batch more   {(many['read'] - few['read']) / batches:7.2f}    (bar: at most 3)")
    print(f"  time a person, ratio          {time_ratio:7.2f}    (bar: at most 1.5)")
    print(f"  peak memory, ratio            {many['peak'] / few['peak']:7.2f}    (bar: at most 1.25)")


if __name__ == "__main__":
    main()
