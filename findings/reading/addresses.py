"""E-mail addresses in running text, those broken over lines included."""

import re

LOCAL = re.compile(r"[A-Za-z0-9._%+-]{1,64} ?$")
DOMAIN = re.compile(
    r" ?[A-Za-z0-9-]{1,40}(?: ?\. ?[A-Za-z0-9-]{1,20}){0,3}? ?\. ?(?:uk|com|org|net)(?![A-Za-z0-9-])", re.I
)
OFSTED = "protectionofchildren"  # the address of nearly all these letters, when it is broken within its first part
WIDTH = 80


def find_address(text: str) -> str:
    """The first e-mail address, in the case it is printed in; empty where there is none."""
    for at in re.finditer("@", text):
        local = LOCAL.search(text[max(at.start() - WIDTH, 0) : at.start()])
        domain = DOMAIN.match(text[at.end() : at.end() + WIDTH])
        if local and domain:
            before = text[max(at.start() - WIDTH, 0) : at.start()]
            return f"{_whole(local[0], before)}@{domain[0]}".replace(" ", "")
    return ""


def _whole(local: str, before: str) -> str:
    """The first part of an address, with what a line's end cut off it."""
    together = re.sub("[ -]", "", before)
    cut_off = OFSTED.endswith(local.strip().casefold()) and together.casefold().endswith(OFSTED)
    return together[-len(OFSTED) :] if cut_off else local
