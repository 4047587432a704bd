"""Says plainly what this machine lacks, before any work is done.

python3 deploy/check_machine.py         the Python that is to run the program
python3 deploy/check_machine.py 8000    that port, too

Any Python 3 can read this file, so that one that is too old can still say so.
"""

import importlib.util
import socket
import sys


def python_problem(version: "tuple[int, ...]") -> "str | None":
    if version < (3, 11):
        return (
            "JTAI Tracker needs Python 3.11 or newer; this is Python {}.{}.\n"
            "Install a newer one, or name it: make PYTHON=/path/to/python3.12 run"
        ).format(*version)
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        return (
            "This Python cannot make virtual environments: its venv or ensurepip module is missing.\n"
            "On Debian and Ubuntu, type: apt-get install python3-venv"
        )
    return None


def port_problem(text: str) -> "str | None":
    if not text.isdigit() or not 0 < int(text) < 65536:
        return "PORT is a number from 1 to 65535, not {!r}: make run PORT=8001".format(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does: a port just left is free
        try:
            probe.bind(("127.0.0.1", int(text)))
        except PermissionError:
            return "This user may not serve on port {}. Choose one from 1024: make run PORT=8001".format(text)
        except OSError:
            return (
                "Port {} on 127.0.0.1 is in use, perhaps by JTAI Tracker itself.\n"
                "Stop what uses it, or choose another: make run PORT={}"
            ).format(text, int(text) % 65535 + 1)
    return None


if __name__ == "__main__":
    sys.exit(python_problem(tuple(sys.version_info[:2])) or (port_problem(sys.argv[1]) if len(sys.argv) > 1 else None))
