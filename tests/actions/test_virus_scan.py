"""Against a clamd of our own, which speaks INSTREAM as clamd's manual has it."""

import socket
import struct
import threading

import pytest

from actions.file_types import Refused
from actions.virus_scan import scan


@pytest.fixture
def clamd(tmp_path):
    """`clamd(answer)` gives the path of a socket that answers once, and what it is sent."""
    sockets = []

    def start(answer):
        path, sent = str(tmp_path / "clamd.sock"), []
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sockets.append(server)
        server.bind(path)
        server.listen(1)
        threading.Thread(target=serve, args=(server, answer, sent), daemon=True).start()
        return path, sent

    yield start
    for server in sockets:
        server.close()


def serve(server, answer, sent):
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as stream:
        sent.append(stream.read(len(b"zINSTREAM\0")))
        while size := struct.unpack("!L", stream.read(4))[0]:
            sent.append(stream.read(size))
        connection.sendall(answer)


def test_clean_file_is_sent_whole_and_passes(clamd):
    path, sent = clamd(b"stream: OK\0")
    data = bytes(range(256)) * 1000
    scan(data, path)
    assert sent[0] == b"zINSTREAM\0"
    assert b"".join(sent[1:]) == data


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"stream: Eicar-Test-Signature FOUND\0", "found something"),
        (b"INSTREAM size limit exceeded. ERROR\0", "could not be checked"),
        (b"", "could not be checked"),
    ],
)
def test_found_or_unclear_is_refused(clamd, answer, told):
    path, _ = clamd(answer)
    with pytest.raises(Refused, match=told):
        scan(b"x", path)


def test_no_clamd_is_refused(tmp_path):
    with pytest.raises(Refused, match="could not be checked"):
        scan(b"x", str(tmp_path / "nothing"))
