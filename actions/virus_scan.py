"""Asking ClamAV about a file, over its local socket (clamd's INSTREAM command: man 8 clamd)."""

import socket
import struct

from actions.file_types import Refused

CHUNK = 64 * 1024  # bytes
SECONDS = 30


def scan(data: bytes, path: str) -> None:
    """Raises Refused where ClamAV at `path` finds something, and where it gives no clear answer."""
    try:
        answer = _ask(data, path)
    except OSError:
        raise Refused("The file could not be checked for viruses, so it is not kept. Try again in a while.") from None
    if answer.endswith("FOUND"):
        raise Refused("The virus check found something in this file. It is not kept. Tell your IT help desk.")
    if not answer.endswith("OK"):
        raise Refused("The file could not be checked for viruses, so it is not kept. Try again in a while.")


def _ask(data: bytes, path: str) -> str:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as clamd:
        clamd.settimeout(SECONDS)
        clamd.connect(path)
        clamd.sendall(b"zINSTREAM\0")
        for at in range(0, len(data), CHUNK):
            chunk = data[at : at + CHUNK]
            clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
        clamd.sendall(struct.pack("!L", 0))
        answer = b""
        while part := clamd.recv(1024):
            answer += part
    return answer.rstrip(b"\0\n").decode("ascii", "replace")
