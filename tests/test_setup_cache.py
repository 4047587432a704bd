"""The cache that all processes share, so that tries to sign in are counted once and not once a process."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.conf import settings
from django.core.cache import cache

from jtai_tracker.shared_cache import SharedCache

ADD = "import django; django.setup(); from django.core.cache import cache; print(cache.add('a-key', 1))"


def test_what_one_process_adds_another_finds(tmp_path):
    environment = {"DJANGO_SETTINGS_MODULE": "jtai_tracker.settings", "SECRET_KEY": "x", "CACHE_DIR": f"{tmp_path}/c"}
    command = [sys.executable, "-c", ADD]
    told = [
        subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert [done.stdout.strip() for done in told] == ["True", "False"]


def test_of_many_that_add_one_key_at_once_one_wins(tmp_path):
    caches = [SharedCache(tmp_path, {}) for _ in range(8)]
    for key in map(str, range(20)):
        together = Barrier(len(caches))

        def add(one, key=key, together=together):
            together.wait()
            return one.add(key, 1)

        with ThreadPoolExecutor(len(caches)) as threads:
            assert sorted(threads.map(add, caches)) == [False] * 7 + [True]


def test_nobody_else_may_look_into_it():
    cache.set("a-key", 1)
    assert stat.S_IMODE(os.stat(cache._dir).st_mode) == 0o700
