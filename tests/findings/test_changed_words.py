"""Of two long texts the words that changed, with a few around."""

import pytest

from findings.changed_words import changed_words

LONG = "Leaders must put in place a mechanism so that what each agency knows is collected, shared and acted on " * 3


def told(then, now):
    """As "[-went-]" and "[+came+]"."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]", "gap": "…"}
    return " ".join(marks[piece.kind].format(piece.text) for piece in changed_words(then, now))


def test_only_what_changed_is_told_with_some_words_around():
    now = LONG + "and reviewed every month."
    assert told([LONG], [now]) == "… agency knows is collected, shared and acted on [+and reviewed every month.+]"


def test_two_changes_far_apart_have_a_gap_between():
    then = " ".join(f"word{number}" for number in range(60))
    now = then.replace("word0 ", "first ").replace("word40 ", "middle ")
    assert told([then], [now]) == (
        "[-word0-] [+first+] word1 word2 word3 word4 word5 word6 word7 word8 … word32 word33 word34 word35 word36 word37 "
        "word38 word39 [-word40-] [+middle+] word41 word42 word43 word44 word45 word46 word47 word48 …"
    )


def test_a_word_or_two_between_changes_are_no_island():
    then = LONG + "the police officers and the nurses meet"
    now = LONG + "all head teachers and every doctor meet"
    assert told([then], [now]).count("[-") == 1


def test_quotes_dashes_and_white_space_of_a_scanner_are_no_change():
    assert "[-" not in told([LONG + "county ‘lines’ – now"], [LONG + "county 'lines' - now"])


def test_items_of_a_list_begin_a_line():
    (piece,) = [piece for piece in changed_words([LONG], [LONG, "Nurses know every child."]) if piece.kind == "added"]
    assert piece.text.strip() == "Nurses know every child."


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (["27 March 2017"], ["28 March 2017"]),
        (["nothing"], [LONG]),
        ([LONG], ["Something else that has hardly any word in common with it, and so is read as a text of its own."]),
        (["word " * 5000], ["word " * 4999 + "other"]),
    ],
)
def test_short_texts_two_texts_and_endless_ones_are_shown_as_they_are(then, now):
    assert changed_words(then, now) == []
