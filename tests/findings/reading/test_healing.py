"""Lines healed into sentences: nothing is lost, nothing invented, and healing again changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.reading.healing import ends, heal, without_marks

WORD = st.text("abcdefgh ABC.,;:’-–/0123456789éﬁ\u00a0\u200b", max_size=30)


def solid(text: str) -> str:
    """Letters and digits alone, ligatures spelt out."""
    return "".join(char for char in text.replace("ﬁ", "fi") if char.isalnum())


@given(st.lists(WORD, max_size=12))
def test_no_letter_or_digit_is_lost_or_invented_and_order_is_kept(lines: list[str]):
    assert solid(heal(lines)) == "".join(solid(line) for line in lines)


@given(st.lists(WORD, max_size=12))
def test_healing_is_done_once(lines: list[str]):
    assert heal([heal(lines)]) == heal(lines)


@given(st.lists(st.sampled_from(["children", "at", "risk", "multi-agency", "(MASH)", "harm."]), min_size=1))
def test_words_one_a_line_are_parted_by_one_space(words: list[str]):
    assert heal(words) == " ".join(words)


@pytest.mark.parametrize(
    ("lines", "healed"),
    [
        (["a multi-", "agency response"], "a multi-agency response"),
        (["crime-", "rather than victim-focused"], "crime- rather than victim-focused"),
        (["pre-", "and post-birth plans"], "pre- and post-birth plans"),
        (["the 2016–", "2021 strategy"], "the 2016–2021 strategy"),
        (["children –", "all of them"], "children – all of them"),
        (["and/", "or"], "and/or"),
        (["safe\u00adguard", "chil\u00ad", "dren"], "safeguard children"),
        (["ﬁrst oﬃcer"], "first officer"),
        (["two  spaces\u00a0here\t"], "two spaces here"),
        (["individual agencies.²"], "individual agencies."),
        (["in Hounslow. ¹ This inspection"], "in Hounslow. This inspection"),
        (["in Durham¹ . This"], "in Durham. This"),
        (["(BBR)⁴ and a newer, one-to-one"], "(BBR) and a newer, one-to-one"),
        (["Clare’s law²,³ being well used"], "Clare’s law being well used"),
        ([], ""),
    ],
)
def test_what_healing_joins_and_drops(lines: list[str], healed: str):
    assert heal(lines) == healed


@pytest.mark.parametrize(
    ("text", "ended"),
    [("agencies.²", True), ("‘brilliant’.’", True), ("as follows:", True), ("the family", False), ("at risk⁶", False)],
)
def test_a_sentence_ends_before_its_note_mark_and_closing_quotation_mark(text: str, ended: bool):
    assert ends(text) is ended


def test_marks_go_wherever_they_stand():
    assert without_marks("risk⁶ cases") == "risk cases"
