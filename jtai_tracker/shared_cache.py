"""What all of gunicorn's processes have to know together: how often someone has tried to sign in."""

import os
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks


class SharedCache(FileBasedCache):
    """Django's cache in files, where of all that add one key at once exactly one wins: allauth counts under such a
    lock. A cache in memory would let every process count for itself."""

    _dir: str
    _createdir: Callable[[], None]

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        self._createdir()  # someone may have cleared it away
        with open(os.path.join(self._dir, "lock"), "w") as file:
            locks.lock(file, locks.LOCK_EX)
            return super().add(key, value, timeout, version)
