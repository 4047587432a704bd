import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.reading.letter import Addressee, Finding, Kind, Letter, Sector, SourceLine
from findings.reading.record import as_record, from_record


def letter(**changes: Any) -> dict[str, Any]:
    """A letter's record as the child sends it, with some of it changed."""
    whole = Letter(
        area="Dorset",
        letter_date=dt.date(2018, 7, 9),
        addressees=(Addressee("Kate Harvey", "Service Director", "Dorset HealthCare", Sector.HEALTH, False),),
        findings=(Finding(Kind.PRIORITY_ACTION, 1, "The partnership must act.", lines=(0,)),),
        source=(SourceLine("The partnership must act.", 3),),
        inferred={"area": "it is in the title"},
    )
    return json.loads(json.dumps(as_record(whole) | changes))


@given(st.from_type(Letter))
def test_a_letter_comes_back_exactly(whole: Letter):
    assert from_record(json.loads(json.dumps(as_record(whole)))) == whole


def test_the_record_is_plain():
    record = letter()
    assert record["letter_date"] == "2018-07-09"
    assert record["findings"][0]["kind"] == "priority action"
    assert record["statement"]["due"] is None


@pytest.mark.parametrize(
    "record",
    [
        None,
        [],
        {},
        {"area": "Dorset"},
        letter(area=None),
        letter(area=7),
        letter(extra="field"),
        letter(letter_date="yesterday"),
        letter(letter_date=20180709),
        letter(findings={}),
        letter(findings=[{"kind": "priority action"}]),
        letter(source=[{"text": "Line", "page": True}]),
        letter(source=[{"text": "Line", "page": "3"}]),
        letter(inspectorates=["Ofsted", None]),
        letter(inferred={"area": ["list"]}),
    ],
)
def test_another_shape_is_refused(record: Any):
    with pytest.raises(ValueError, match=r"."):
        from_record(record)


def test_an_unknown_kind_is_refused():
    record = letter()
    record["findings"][0]["kind"] = "strength"
    with pytest.raises(ValueError, match="strength"):
        from_record(record)
