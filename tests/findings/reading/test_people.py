import pytest

from findings.reading.letter import Addressee, Sector
from findings.reading.people import read_addressees
from findings.reading.source import Line
from tests.findings.reading.samples import lines, seed

DCS = "Jane Smith, Director of Children’s Services, Kent County Council"
JANE = ("Jane Smith", "Director of Children’s Services", "Kent County Council")


def read(block: str) -> tuple[Addressee, ...]:
    return read_addressees(
        lines(f"1 May 2019\n{block}\nDear local partnership\nBen Brown, Chief Nurse, is no addressee")
    )


def told(block: str) -> list[tuple[str, str, str]]:
    return [(one.name, one.role, one.organisation) for one in read(block)]


def names(block: str) -> list[str]:
    return [one.name for one in read(block)]


HAMPSHIRE = """
Steve Crocker | Director of Children's Services | Hampshire County Council | local authority
Heather Hauschild | Chief Officer | NHS West Hampshire CCG | health
Kim Jones | Designated Nurse Safeguarding Children |  | health
Michael Lane | Police and Crime Commissioner for Hampshire |  | police | never
Olivia Pinkney QPM | Chief Constable | Hampshire Constabulary | police
Alison Smailes | Head | Hampshire and Isle of Wight Youth Offending Teams | youth justice
Kim Thornden-Edwards | CEO | Hampshire and Isle of Wight Community Rehabilitation Company | probation
Angela Cossins | Deputy Director | SWSC National Probation Service | probation
Derek Benson | Chair | Hampshire LSCB | safeguarding board | never
"""
DORSET = """
Nick Jarman | Director of Children's Services | Dorset County Council | local authority
Vanessa Read | Director of Nursing and Quality | Dorset CCG | health
Kate Harvey | Service Director – Children, Young People & Families | Dorset HealthCare | health
Fiona Grant | Detective Superintendent, Director of Public Protection | Dorset Police | police
David Webb | YOS Manager | Dorset Combined Youth Offending Service | youth justice
Peter Brandt | Head of Dorset LDU | Dorset, Devon & Cornwall Community Rehabilitation Programme | probation
Tina Ridge | Head of Dorset NPS | National Probation Service | probation
Sarah Elliott | Independent Chair | Dorset Safeguarding Children Board | safeguarding board | never
"""
LINCOLNSHIRE = """
Deborah Barnes | Director of Children's Services | Lincolnshire County Council | local authority
Alan Kitt | Chief Officer | NHS South West Lincolnshire CCG | health
Pamela Palmer | Chief Nurse | NHS South West Lincolnshire CCG | health
Marc Jones | Police and Crime Commissioner |  | police | never
Mr Neil Rhodes | Chief Constable | Lincolnshire police force | police
Andy Cook | Manager | Lincolnshire Youth Offending Service | youth justice
Martyn Davies | CEO | Humberside, Lincolnshire and North Yorkshire Community Rehabilitation Company | probation
Lynda Marginson | Deputy Director | National Probation Service | probation
Christopher Cook | Chair | Lincolnshire LSCB | safeguarding board | never
Neville Hall | Assistant Direct | Cafcass | other
"""
WILTSHIRE = """
Carolyn Godfrey | Director of Children's Services | Wiltshire County Council | local authority
Dina McAlpine | Director of Quality | Wiltshire Clinical Commissioning Group | health
Angus Macpherson | Police and Crime Commissioner for Wiltshire |  | police | never
Mike Veale | Chief Constable | Wiltshire Police | police
Andrea Brazier | Youth Offending Service Manager |  | youth justice
Richard Temple | Assistant Chief Officer, Gloucestershire and Wiltshire | The Bristol, Gloucestershire, Somerset \
and Wiltshire Community Rehabilitation Company Limited | probation
Angela Cossins | Head of Gloucestershire & Wiltshire local delivery unit | South West & South Central Division, \
National \
Probation Service | probation
Mark Gurrey | Chair | Wiltshire Safeguarding Children Board | safeguarding board | never
Kevin Gibbs | Assistant Direct | Cafcass | other
"""
STEVE_HUNT = "Steve Hunt | Assistant Direct | Cafcass | other\n"


@pytest.mark.parametrize(
    ("number", "people"),
    [(0, HAMPSHIRE + STEVE_HUNT), (1, HAMPSHIRE), (2, DORSET), (3, LINCOLNSHIRE), (4, WILTSHIRE)],
    ids=["Hampshire", "Hampshire run together", "Dorset", "Lincolnshire", "Wiltshire in one line"],
)
def test_the_people_of_the_seeds(number: int, people: str):
    read_as = [
        " | ".join([one.name, one.role, one.organisation, one.sector or "", *(["never"] if one.never_owner else [])])
        for one in read_addressees(seed(number))
    ]
    assert [" ".join(one.split()) for one in read_as] == [" ".join(one.split()) for one in people.strip().split("\n")]


def test_a_person_wrapped_over_lines_is_one():
    block = (
        "Sarah Stanley, Chief Nursing Director, Bedfordshire, Luton and Milton Keynes\nIntegrated Care Board (BLMK ICB)"
    )
    assert told(block) == [
        (
            "Sarah Stanley",
            "Chief Nursing Director",
            "Bedfordshire, Luton and Milton Keynes Integrated Care Board (BLMK ICB)",
        )
    ]


@pytest.mark.parametrize("wrapped", ["Milton Keynes Council", "East Sussex, Sussex Police", "Cornwall Hospitals Trust"])
def test_a_wrapped_place_or_body_is_no_person(wrapped: str):
    long = "Tunde Adewopo, Associate Director for Women and Maternity Services for Royal and"
    assert names(f"{long}\n{wrapped}\n{DCS}") == ["Tunde Adewopo", "Jane Smith"]


def test_a_full_pdf_line_goes_on_in_the_next():
    def line(text: str) -> Line:
        return Line(text, 1, left=70, right=70 + 5.5 * len(text), size=12)

    block = [
        "Kim McGuinness, Devon, Cornwall and the Isles of Scilly Police and Crime",
        "Commissioner",
        "Bill Shields Interim Chief Executive, One Devon ICB",
    ]
    people = read_addressees([line(text) for text in ["30 January 2024", *block, "Dear partnership"]])
    assert [one.name for one in people] == ["Kim McGuinness", "Bill Shields"]
    assert people[0].role == "Devon, Cornwall and the Isles of Scilly Police and Crime Commissioner"


@pytest.mark.parametrize(
    "block",
    [
        "Director of Children’s Services, Jane Smith, Kent County Council",
        "Director of Children’s Services Jane Smith, Kent County Council",
        "Jane Smith – Director of Children’s Services – Kent County Council",
        "Jane Smith- Director of Children’s Services, Kent County Council",
        "Jane Smith (Director of Children’s Services), Kent County Council",
        "Jane Smith\nDirector of Children’s Services\nKent County Council",
        "Jane Smith¹, Director of Children’s Services, Kent County Council,",
        "• Jane Smith, Director of Children’s Services, Kent County Council.",
        "cc: Jane Smith , Director of Children’s Services, Kent County Council[",
        "Jane Smith Director of Children’s Services, Kent County Council",
        "➢ Jane Smith, Director of Children’s Services, Kent County Council",
        "Jane Smith, Director of Children’s Services, Kent County Council\nVacant, Independent Scrutineer",
    ],
)
def test_the_same_person_in_other_forms(block: str):
    assert told(block) == [JANE]


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Acting Chief Constable Jim Colwell, Kent Police", ("Jim Colwell", "Acting Chief Constable", "Kent Police")),
        (
            "Chief Supt Raj Kohli, Borough Commander, Kent MPS",
            ("Chief Supt Raj Kohli", "Borough Commander", "Kent MPS"),
        ),
        ("John Robins QPM Chief Constable, Kent Police", ("John Robins QPM", "Chief Constable", "Kent Police")),
        ("Carol McKenna, Clinical Commissioning Group", ("Carol McKenna", "", "Clinical Commissioning Group")),
        (
            "Steve Johnson-Proctor, National Probation Service, Divisional Director",
            ("Steve Johnson-Proctor", "Divisional Director", "National Probation Service"),
        ),
        ("Kilvinder Vigrus, NPS Divisional Director", ("Kilvinder Vigrus", "Divisional Director", "NPS")),
        (
            "James Jolly, Head of Hounslow, Richmond & Kingston Probation Service",
            ("James Jolly", "Head", "Hounslow, Richmond & Kingston Probation Service"),
        ),
        (
            "Dr Anna van der Berg, Designated Doctor, Safeguarding Children for NHS Kent CCG",
            ("Dr Anna van der Berg", "Designated Doctor, Safeguarding Children", "NHS Kent CCG"),
        ),
        (
            "Ann Day, Director of Nursing Durham Dales, Easington and Sedgefield CCG and Durham CCG",
            ("Ann Day", "Director of Nursing", "Durham Dales, Easington and Sedgefield CCG and Durham CCG"),
        ),
        (
            "Sir David Thompson QPM DL, Chief Constable of Kent Police",
            ("Sir David Thompson QPM DL", "Chief Constable", "Kent Police"),
        ),
        ("Marie d’Arcy, Place Director, NHS Kent ICB", ("Marie d’Arcy", "Place Director", "NHS Kent ICB")),
        ("Tom Field\nLDU Head\nNational Probation Service", ("Tom Field", "LDU Head", "National Probation Service")),
        (
            "Ann Day, Director of People, Royal Borough of East\nRiding of Yorkshire",
            ("Ann Day", "Director of People", "Royal Borough of East Riding of Yorkshire"),
        ),
        ("Ann Day\nInterchange Manager\nPurple Futures CRC", ("Ann Day", "Interchange Manager", "Purple Futures CRC")),
        (
            "Ann Day\nChief Executive\nCheshire West and Chester Council",
            ("Ann Day", "Chief Executive", "Cheshire West and Chester Council"),
        ),
        ("Michael Head, Chief Nurse, NHS Kent ICB", ("Michael Head", "Chief Nurse", "NHS Kent ICB")),
    ],
)
def test_role_and_organisation(line: str, person: tuple[str, str, str]):
    assert told(line) == [person]


def test_two_people_in_one_role_are_two():
    assert names("Jane Smith and John Brown, Joint Chairs, Kent Safeguarding Children Partnership") == [
        "Jane Smith",
        "John Brown",
    ]


def test_the_senders_address_and_page_furniture_are_nobody():
    block = f"Care Quality\nCommission\n{DCS}\n12\nJohn Brown"
    head = "Ofsted\nPiccadilly Gate\nStore Street\nManchester\nM1 2WD\nT 0300 123 1231\nwww.gov.uk/ofsted"
    people = read_addressees(lines(f"{head}\n1 May 2019\n{block}\nDear all"))
    assert [one.name for one in people] == ["Jane Smith", "John Brown"]
    assert read_addressees(lines(f"{head}\n{DCS}\nDear all"))[0].name == "Jane Smith"


@pytest.mark.parametrize(
    "person",
    [
        "Marc Jones, Police and Crime Commissioner",
        "Marc Jones, Deputy Police and Crime Commissioner for Kent",
        "Sophie Linden, Deputy Mayor for Policing and Crime",
        "Steve Cullen, Independent Scrutineer",
        "Jim Gamble, Independent Children and Young People’s Commissioner",
        "Derek Benson, Chair of Hampshire LSCB",
    ],
)
def test_who_is_never_an_owner(person: str):
    assert read(person)[0].never_owner


@pytest.mark.parametrize(
    "person",
    [
        DCS,
        "Sir Mark Rowley, Commissioner, Metropolitan Police Service",
        "Ann Day, Director of Commissioning, NHS Kent ICB",
    ],
)
def test_who_can_be_an_owner(person: str):
    assert not read(person)[0].never_owner


@pytest.mark.parametrize(
    ("body", "sector"),
    [
        ("Kent and Medway NHS and Social Care Partnership Trust", Sector.HEALTH),
        ("One Devon Integrated Care Board (ICB)", Sector.HEALTH),
        ("Kent Youth Justice Service", Sector.YOUTH_JUSTICE),
        ("West Midlands Probation Service", Sector.PROBATION),
        ("Sefton Multi-agency Safeguarding Arrangements", Sector.SAFEGUARDING_BOARD),
        ("Kirklees Metropolitan Borough", Sector.LOCAL_AUTHORITY),
        ("Sandwell Children’s Trust", Sector.LOCAL_AUTHORITY),
        ("Metropolitan Police Service", Sector.POLICE),
        ("East Kent College", Sector.EDUCATION),
        ("Cafcass", Sector.OTHER),
    ],
)
def test_the_sector_of_an_organisation(body: str, sector: Sector):
    assert read(f"Jane Smith, Chief Executive, {body}")[0].sector is sector


def test_people_in_one_line_are_parted_at_their_roles_and_at_their_organisations():
    block = (
        "Jane Smith, Director of Children’s Services, Kent County Council Carol McKenna, NHS Kent CCG "
        "Jon Nason, Bedfordshire Police and Crime Commissioner Acting Chief Constable Jim Colwell, Kent Police"
    )
    assert names(block) == ["Jane Smith", "Carol McKenna", "Jon Nason", "Jim Colwell"]
