"""Characters that nobody sees and that turn the words after them round, those of the page too.

Right-to-left writing needs none of them: its letters say which way they go (Unicode Standard Annex 9).
"""

from typing import Any

TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_GONE = str.maketrans("", "", TURNS)


def unturned(value: Any) -> Any:
    """A text, or each of a list of texts, without them; anything else as it is."""
    if isinstance(value, list):
        return [unturned(one) for one in value]
    return value.translate(_GONE) if isinstance(value, str) else value
