"""Text that XML can hold: Word's files are XML, in which some characters cannot stand at all."""

import re

IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """The text without control and half characters; each end of line is one."""
    return IMPOSSIBLE.sub("", text.replace("\r\n", "\n").replace("\x0b", "\n"))
