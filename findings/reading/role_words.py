"""Words of roles and organisations, as the lists of addressees have them, to tell them from people's names.

Surnames that a letter may well carry (Young, Price, Bishop) are left out.
"""

_ROLES = """
    director chief head manager officer nurse chair chairman chairperson chairwoman executive ceo dcs deputy mayor
    commissioner lead leader interim acting assistant associate strategic designated named independent scrutineer
    superintendent detective commander constable doctor senior regional divisional service team corporate joint vice
    managing medical clinical principal operational accountable responsible police temporary area group general
    programme practice safeguarding borough cabinet partnership business local consultant governance coordinator
    co-ordinator advisor adviser representative secretary yos yot youth probation president inspector supt det convenor
    convener statutory pcc
"""
_BODIES = """
    council trust nhs ccg ccgs icb icbs constabulary services board children children's child community rehabilitation
    company offending justice commissioning foundation hospital hospitals university healthcare health care integrated
    authority city county metropolitan district crime division national nursing quality safety operations education
    learning skills school schools college adults adult families family people public protection prevention help social
    affairs mental cafcass ofsted lscb lscp mash lsp isle isles combined unit delivery development women maternity
    primary secondary commission partners arrangements force mps multi-agency vulnerability investigation department
    office institute limited ltd plc cic valley midlands performance improvement finance policing transformation
    inclusion nps crc federation academy cohesion housing resources communities headteacher support early years
    wellbeing well-being sector sustainability place-based responsibility joint targeted inspection opcc mopac hmpps
    hmp prison teams groups trusts boards authorities councils managers nurses officers directors chairs units companies
    partnerships providers place interchange
"""
ROLE_WORDS = frozenset(_ROLES.split())
NOT_NAMES = ROLE_WORDS | frozenset(_BODIES.split())
SURNAMES_TOO = frozenset(["head", "nurse", "child", "constable", "justice", "early", "senior", "mayor", "care"])
PLACE_OPENERS = frozenset(
    [
        "the",
        "royal",
        "one",
        "our",
        "st",
        "north",
        "south",
        "east",
        "west",
        "central",
        "greater",
        "upper",
        "lower",
        "mid",
        "northern",
    ]
)
