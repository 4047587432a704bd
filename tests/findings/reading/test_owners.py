import pytest

from findings.reading.letter import Addressee, Agency, Finding, Kind, Sector
from findings.reading.owners import suggest

PEOPLE = (
    Addressee("Nick Jarman", "Director of Children’s Services", "Dorset County Council", Sector.LOCAL_AUTHORITY, False),
    Addressee("Vanessa Read", "Director of Nursing", "Dorset CCG", Sector.HEALTH, False),
    Addressee("Fiona Grant", "Chief Constable", "Dorset Constabulary", Sector.POLICE, False),
    Addressee("Peter Brandt", "Head", "Dorset, Devon & Cornwall CRC", Sector.PROBATION, False),
    Addressee("Tina Ridge", "Head", "National Probation Service", Sector.PROBATION, False),
    Addressee("David Webb", "Manager", "Dorset Youth Offending Service", Sector.YOUTH_JUSTICE, False),
    Addressee("Sarah Elliott", "Independent Chair", "Dorset LSCB", Sector.SAFEGUARDING_BOARD, True),
)


def suggested(text: str, stem: str = "", subheading: str = "") -> Finding:
    return suggest(Finding(Kind.IMPROVEMENT, 1, text, stem, subheading), PEOPLE, "Dorset")


@pytest.mark.parametrize(
    ("text", "sector", "agency"),
    [
        (
            "The local authority must ensure that its response matches risk.",
            Sector.LOCAL_AUTHORITY,
            "Dorset County Council",
        ),
        ("Social workers do not consistently have the right skills.", Sector.LOCAL_AUTHORITY, "Dorset County Council"),
        ("Not all children are flagged on police systems.", Sector.POLICE, "Dorset Constabulary"),
        ("GPs and midwives do not share what they know with the police.", Sector.HEALTH, "Dorset CCG"),
        (
            "YOT plans lack the risks that are known to partners.",
            Sector.YOUTH_JUSTICE,
            "Dorset Youth Offending Service",
        ),
        ("CRC staff do not understand their duty to children.", Sector.PROBATION, "Dorset, Devon & Cornwall CRC"),
        ("The NPS is not told of call-outs by the police.", Sector.PROBATION, "National Probation Service"),
        ("The LSCB does not challenge its partners.", Sector.SAFEGUARDING_BOARD, "Dorset LSCB"),
        ("The partnership must share intelligence.", Sector.PARTNERSHIP, "Dorset partnership"),
        ("Suspects are not arrested without delay.", Sector.POLICE, "Dorset Constabulary"),
        ("Schools are not putting risk assessments in place.", Sector.EDUCATION, ""),
    ],
)
def test_the_one_whom_a_finding_speaks_of_leads(text: str, sector: Sector, agency: str):
    finding = suggested(text)
    assert (finding.lead, finding.lead_agency) == (sector, agency)


def test_a_finding_that_names_nobody_is_the_partnerships():
    finding = suggested("Timeliness and quality.")
    assert (finding.lead, finding.because) == (Sector.PARTNERSHIP, "")


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("As part of this, the local authority must put in place a mechanism.", "the local authority must"),
        ("The partnership must share what it knows.", "The partnership must"),
        ("Greater use could be made of data. Health partners should evidence this.", "Health partners should"),
        ("Return home interviews are late. Social workers do not read them.", "Social workers do not read them"),
        ("In social care, a few cases were closed too soon.", "In social care, a few cases were closed too soon"),
    ],
)
def test_the_reason_is_the_findings_own_words(text: str, because: str):
    assert because.casefold().removeprefix("the ") in suggested(text).because.casefold()
    assert suggested(text).because in text


def test_the_stem_decides_for_its_bullets():
    trust = "Torbay and South Devon NHS Foundation Trust"
    finding = suggested(
        "The failure of senior leaders to have oversight of practice.",
        stem=f"Urgent action is required by the {trust} to assure themselves of safeguarding practice:",
    )
    assert (finding.lead, finding.lead_agency) == (Sector.HEALTH, trust)


def test_a_subheading_tips_what_the_words_leave_open():
    assert suggested("Assessments are late.", subheading="Youth offending service").lead is Sector.YOUTH_JUSTICE


def test_an_agency_that_is_no_addressee_keeps_the_findings_name():
    finding = suggested("Dorset County Hospital Trust does not have the necessary facilities.")
    assert finding.lead_agency == "Dorset County Hospital Trust"


def test_an_agency_named_otherwise_is_the_addressee():
    assert suggested("Dorset Police need to flag children at risk.").lead_agency == "Dorset Constabulary"


def test_a_body_that_is_called_on_leads_before_its_department_in_brackets():
    finding = suggested("School nursing is stretched. Dorset County Council (Public Health) should lead on this.")
    assert (finding.lead, finding.lead_agency) == (Sector.LOCAL_AUTHORITY, "Dorset County Council")
    assert finding.because == "Dorset County Council (Public Health) should lead on this"


def test_of_two_agencies_in_one_sector_the_one_that_the_reason_names_first_leads():
    finding = suggested("The National Probation Service (NPS) or Community Rehabilitation Company (CRC) are not asked.")
    assert finding.lead_agency == "National Probation Service"
    assert [agency.name for agency in finding.contributing] == ["Dorset, Devon & Cornwall CRC"]


def test_a_body_named_in_an_example_contributes_where_the_reason_is_wider():
    finding = suggested("There are gaps across health providers. In particular, Poole Foundation Trust trains few.")
    assert (finding.lead_agency, finding.contributing) == (
        "Dorset CCG",
        (Agency("Poole Foundation Trust", Sector.HEALTH),),
    )


def test_probation_officers_are_no_police():
    assert suggested("In the CRC, probation officers and other officers do not agree.").contributing == ()


def test_both_of_two_agencies_in_one_sector_are_suggested():
    finding = suggested("The assessments and plans drawn up by the NPS and CRC varied in quality.")
    assert finding.lead_agency == "National Probation Service"
    assert [agency.name for agency in finding.contributing] == ["Dorset, Devon & Cornwall CRC"]


def test_others_whom_the_finding_calls_on_contribute():
    finding = suggested(
        "Health services should work with social care, police, NPS and CRC to understand the landscape."
    )
    assert finding.lead is Sector.HEALTH
    assert {agency.sector for agency in finding.contributing} >= {Sector.PROBATION, Sector.LOCAL_AUTHORITY}


@pytest.mark.parametrize(
    ("text", "not_lead"),
    [
        ("School nurses are not always told of children in need.", Sector.EDUCATION),
        ("Education, health and care plans are delayed.", Sector.HEALTH),
        ("The Police and Crime Commissioner funds this. Social workers do not know it.", Sector.POLICE),
    ],
)
def test_words_that_only_look_like_an_agency(text: str, not_lead: Sector):
    assert suggested(text).lead is not not_lead
