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
    then = " ".join(f"w{number}" for number in range(60))
    now = then.replace("w0 ", "first ").replace("w40 ", "middle ")
    assert told([then], [now]) == (
        "[-w0-] [+first+] w1 w2 w3 w4 w5 w6 w7 w8 … w32 w33 w34 w35 w36 w37 w38 w39 "
        "[-w40-] [+middle+] w41 w42 w43 w44 w45 w46 w47 w48 …"
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
