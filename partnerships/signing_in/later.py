"""What is done after a page was answered, so that no one waits for it and its time tells nothing."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.db import close_old_connections

log = logging.getLogger(__name__)
pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="later")  # what waits in it is done before a process ends


def later(work: Callable[..., Any], *arguments: Any) -> None:
    """Does `work` in a thread; where it fails, the log says so."""
    if settings.WORK_LATER:
        pool.submit(_run, work, arguments)
    else:
        work(*arguments)


def _run(work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    close_old_connections()
    try:
        work(*arguments)
    except Exception:
        log.exception("What was left for later failed: %s", getattr(work, "__qualname__", work))
    finally:
        close_old_connections()
