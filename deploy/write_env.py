"""Writes .env, this machine's own settings, where there is none: a random secret key, for http on one's own machine.

To one that an earlier version wrote it adds what has come since.
"""

import os
import re
import secrets
from pathlib import Path

ENV = Path(__file__).resolve().parent.parent / ".env"
WORDS = """# This machine's own settings, written once by `make setup`. The environment wins over them. Keep it secret.
SECRET_KEY={key}
HTTPS=False
"""
WITHOUT_CODES = """# Nobody has to set up security codes to try the program out. Refused where HTTPS is on.
SECOND_FACTOR_REQUIRED=False
"""


def main() -> None:
    draft = ENV.with_name(f".env.{os.getpid()}")
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(WORDS.format(key=secrets.token_urlsafe(50)) + WITHOUT_CODES)
    try:
        os.link(draft, ENV)  # unlike a rename, never over a file that is there
    except FileExistsError:
        complete()
    finally:
        draft.unlink()


def complete() -> None:
    """Adds to the settings of one's own machine, and of no other, what they lack."""
    text = ENV.read_text(encoding="utf-8")
    if re.search(r"(?mi)^HTTPS=false$", text) and not re.search(r"(?m)^SECOND_FACTOR_REQUIRED=", text):
        with open(ENV, "a", encoding="utf-8") as file:
            file.write(("" if text.endswith("\n") else "\n") + WITHOUT_CODES)


if __name__ == "__main__":
    main()
