"""The settings under test: the real ones, with an environment that is set here and never read from a machine.

The database is SQLite in a scratch folder, or the server that TEST_DATABASE_URL names.
"""

import os
import tempfile

scratch = tempfile.TemporaryDirectory(prefix="jtai-tests-")  # goes when the process ends
os.environ |= {
    "SECRET_KEY": "only-for-tests-" + "x" * 50,
    "DEBUG": "False",
    "HTTPS": "False",
    "SECOND_FACTOR_REQUIRED": "False",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{scratch.name}/unused.sqlite3",
    "FILES_DIR": f"{scratch.name}/files",
    "CACHE_DIR": f"{scratch.name}/cache",
    "EMAIL_URL": "memory://",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright keeps an event loop in the thread that the tests run in
}

from jtai_tracker.settings import *  # noqa: E402, F403
from jtai_tracker.settings import DATABASES, STORAGES  # noqa: E402

DATABASES["default"]["CONN_MAX_AGE"] = 0
# In memory, threads would share one connection: a file locks as it does in life.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": f"{scratch.name}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"  # thrown away
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WORK_LATER = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # every test client would list all static files, which took a sixth of the time
