"""Writes .env, this machine's own settings, where there is none: a random secret key, for http on one's own machine."""

import os
import secrets
from pathlib import Path

ENV = Path(__file__).resolve().parent.parent / ".env"
WORDS = """# This machine's own settings, written once by `make setup`. The environment wins over them. Keep it secret.
SECRET_KEY={key}
HTTPS=False
"""


def main() -> None:
    draft = ENV.with_name(f".env.{os.getpid()}")
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(WORDS.format(key=secrets.token_urlsafe(50)))
    try:
        os.link(draft, ENV)  # unlike a rename, never over a file that is there
    except FileExistsError:
        pass
    finally:
        draft.unlink()


if __name__ == "__main__":
    main()
