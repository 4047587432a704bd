"""English council and police areas, to tell a place from a person's name
("Milton Keynes", "East Sussex") and an area from the words after it.

Source: the councils with children's services in England (ONS, Counties and Unitary Authorities, December 2023), their
predecessors since 2016, and the police force areas.
"""

_AREAS = """
    Avon and Somerset; Barking and Dagenham; Barnet; Barnsley; Bath and North East Somerset; Bedford; Bedfordshire;
    Bexley; Birmingham; Blackburn with Darwen; Blackpool; Bolton; Bournemouth, Christchurch and Poole; Bournemouth;
    Bracknell Forest; Bradford; Brent; Brighton and Hove; Bristol; Bromley; Buckinghamshire; Bury; Calderdale;
    Cambridgeshire; Camden; Central Bedfordshire; Cheshire East; Cheshire West and Chester; Cheshire; Cleveland;
    Cornwall; Coventry; Croydon; Cumberland; Cumbria; Darlington; Derby; Derbyshire; Devon; Devon and Cornwall;
    Doncaster; Dorset; Dudley; Durham; Ealing; East Riding of Yorkshire; East Sussex; Enfield; Essex; Gateshead;
    Gloucestershire; Greenwich; Hackney; Halton; Hammersmith and Fulham; Hampshire; Haringey; Harrow; Hartlepool;
    Havering; Herefordshire; Hertfordshire; Hillingdon; Hounslow; Humberside; Isle of Wight; Isles of Scilly; Islington;
    Kensington and Chelsea; Kent; Kingston upon Hull; Kingston upon Thames; Kirklees; Knowsley; Lambeth; Lancashire;
    Leeds; Leicester; Leicestershire; Lewisham; Lincolnshire; Liverpool; London; Luton; Manchester; Medway; Merseyside;
    Merton; Middlesbrough; Milton Keynes; Newcastle upon Tyne; Newham; Norfolk; North East Lincolnshire;
    North Lincolnshire; North Northamptonshire; North Somerset; North Tyneside; North Yorkshire; Northamptonshire;
    Northumberland; Northumbria; Nottingham; Nottinghamshire; Oldham; Oxfordshire; Peterborough; Plymouth; Poole;
    Portsmouth; Reading; Redbridge; Redcar and Cleveland; Richmond upon Thames; Rochdale; Rotherham; Rutland; Salford;
    Sandwell; Sefton; Sheffield; Shropshire; Slough; Solihull; Somerset; South Gloucestershire; South Tyneside;
    South Yorkshire; Southampton; Southend-on-Sea; Southwark; St Helens; Staffordshire; Stockport; Stockton-on-Tees;
    Stoke-on-Trent; Suffolk; Sunderland; Surrey; Sussex; Sutton; Swindon; Tameside; Telford and Wrekin; Thames Valley;
    Thurrock; Torbay; Tower Hamlets; Trafford; Wakefield; Walsall; Waltham Forest; Wandsworth; Warrington; Warwickshire;
    West Berkshire; West Mercia; West Midlands; West Northamptonshire; West Sussex; West Yorkshire; Westminster;
    Westmorland and Furness; Wigan; Wiltshire; Windsor and Maidenhead; Wirral; Wokingham; Wolverhampton; Worcestershire;
    York; Yorkshire; Teesside; Tyneside; Tyne and Wear; Berkshire; Kernow; Southport; Formby;
    Richmond; Kingston; Newcastle; Stoke; Hull; Tees Valley; Humber; Black Country; Thames; Devon, Cornwall
    """
AREAS = tuple(name.strip() for name in _AREAS.split(";"))

_KNOWN = frozenset(area.casefold() for area in AREAS)
_LONGEST_FIRST = sorted(AREAS, key=len, reverse=True)


def is_place(text: str) -> bool:
    """Whether `text` is exactly one such area."""
    return text.replace("&", "and").strip(" .,;").casefold() in _KNOWN


def leading_place(text: str) -> str:
    """The longest such area that `text` opens with; empty where it opens with none."""
    plain = text.replace("&", "and").casefold()
    for area in _LONGEST_FIRST:
        if plain.startswith(area.casefold()) and not plain[len(area) : len(area) + 1].isalpha():
            return area
    return ""
