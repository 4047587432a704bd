"""Finds LibreOffice for the tests that turn documents into pages: SOFFICE, one on PATH, else apt's when root.

Without it those tests are skipped: it comes in no package that an ordinary user could install.
"""

import functools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui", "fonts-liberation")


@functools.lru_cache(maxsize=1)
def office() -> str | None:
    """The path of its program; None where there is none and none can be installed."""
    found = os.environ.get("SOFFICE") or shutil.which("soffice")
    if found or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(install, env=env, **quiet).returncode:
        subprocess.run(["apt-get", "update", "-q"], env=env, **quiet)
        subprocess.run(install, env=env, **quiet)
    return shutil.which("soffice")


def as_pdf(content: bytes, name: str) -> bytes:
    """The file opened in LibreOffice and turned into pages."""
    with tempfile.TemporaryDirectory(prefix="jtai-office-") as folder:
        (Path(folder) / name).write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        convert = [str(office()), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, f"{folder}/{name}"]
        subprocess.run(convert, check=True, timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return (Path(folder) / name).with_suffix(".pdf").read_bytes()
