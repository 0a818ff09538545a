"""Call sheets to print in tests: the least there can be, a usual day, and the heaviest day of a shoot."""

from dataclasses import replace
from datetime import date

from backend.planning.call_sheets.document import (
    AdvanceDay,
    BackgroundRow,
    Banner,
    CallSheetDocument,
    CastRow,
    Contact,
    CrewRow,
    EmergencyContact,
    Note,
    Own,
    OwnCall,
    Place,
    SceneRow,
    Signature,
)

MINIMAL = CallSheetDocument(production="Tin Roof", date=date(2026, 11, 24), day_number=1, general_call="07:00")


def scene(
    number: str, heading: str, synopsis: str, light: str, eighths: int, cast: str, location: str = "Ferry terminal"
) -> SceneRow:
    """A scene from its heading ("INT. VAN") and light ("DAY D2"), cast numbers separated by commas."""
    int_ext, set_name = heading.split(" ", 1)
    day_night, story_day = light.split(" ")
    return SceneRow(
        number=number,
        int_ext=int_ext,
        set_name=set_name,
        synopsis=synopsis,
        day_night=day_night,
        story_day=story_day,
        eighths=eighths,
        cast_ids=tuple(cast.split(",")),
        location=location,
    )


SCENES = (
    scene("12", "EXT. FERRY RAMP", "Mara misses the last boat of the season.", "DAWN D2", 11, "1,2"),
    scene("12A", "EXT. FERRY RAMP", "The ticket blows into the water.", "DAY D2", 2, "1"),
    scene("14", "INT. WAITING ROOM", "Zoë hands over the envelope; Привет on the radio.", "DAY D2", 20, "1,3,5,BG A"),
    Banner(text="LUNCH 13:00 – 14:00"),
    scene("22", "INT./EXT. VAN (TRAVELLING)", "They drive in silence.", "DAY D3", 7, "1,3", "Coast road"),
    Banner(text="COMPANY MOVE to the breakwater (30 min)"),
    scene("31", "EXT. BREAKWATER", "The reveal.", "NIGHT N3", 9, "1,2,3,4", "Breakwater"),
    scene("33", "INT. LIGHTHOUSE STAIRS", "Jonas counts the steps aloud.", "NIGHT N3", 4, "3,8", "Breakwater"),
    scene("34PT1", "EXT. LIGHTHOUSE GALLERY", "The lamp comes on.", "DUSK N3", 3, "3,6,7,9", "Breakwater"),
)

PEOPLE = (
    ("Zoë Ångström", "MARA"),
    ("王小明", "FERRYMAN"),
    ("Привет Иванов", "JONAS"),
    ("ليلى العربية", "NADIA"),
    ("हिन्दी शर्मा", "CLERK"),
    ("נועה עברית", "NURSE"),
    ("สมชาย ใจดี", "DRIVER"),
    ("Chloé N’Diaye", "HARBOUR MASTER"),
    ("Łukasz Şahin", "DIVER"),
)
CAST = tuple(
    CastRow(
        id=str(number),
        name=name,
        character=character,
        status=("SW", "W", "WF", "SWF", "H")[number % 5],
        pick_up=f"05:{number:02}",
        makeup=f"06:{number:02}",
        wardrobe=f"06:5{number}",
        on_set=f"07:{number:02}",
        wrap=f"18:{number:02}",
        remarks="Minor: welfare worker, 6 h" if number == 5 else "Own waders" if number == 2 else "",
    )
    for number, (name, character) in enumerate(PEOPLE, start=1)
)

POSITIONS = {
    "Direction": ("1st AD", "2nd AD", "Script supervisor"),
    "Camera": ("Director of photography", "A operator", "1st AC", "2nd AC", "DIT"),
    "Grip and electric": ("Key grip", "Best boy grip", "Gaffer", "Best boy electric"),
    "Sound": ("Mixer", "Boom operator"),
    "Art": ("Production designer", "Set decorator", "Props master"),
    "Costume": ("Designer", "Standby"),
    "Hair and make-up": ("Key make-up", "Hair"),
    "Locations": ("Manager", "Assistant"),
    "Transport": ("Captain",),
    "Catering": ("Chef",),
}
NAMES = (
    "Joana Reyes",
    "Petr Novák",
    "Dede Osei",
    "Lale Şahin",
    "Teo Núñez",
    "Mette Søren",
    "Kenji Ito",
    "Rosa Bär",
    "Ana Costa",
)
CREW = tuple(
    CrewRow(
        department=department,
        position=position,
        name=NAMES[(len(position) + index) % len(NAMES)],
        phone=f"+44 7700 900{100 + len(department) * 7 + index}",
        call="O/C" if position == "Chef" else "06:30",
    )
    for department, positions in POSITIONS.items()
    for index, position in enumerate(positions)
)

TYPICAL = CallSheetDocument(
    production="The Last Ferry",
    company="Little Harbour Films Ltd",
    address="3 Rope Walk, Shoreham BN43 5HQ",
    phone="+44 1632 960010",
    date=date(2026, 11, 24),
    day_number=3,
    days_total=12,
    unit="Main unit",
    version="Blue rev 1",
    colour="blue",
    issued="Mon 23 Nov 19:40",
    changes=("Scene 33 added", "shooting call 15 min earlier"),
    contacts=(
        Contact(role="Director", name="Zoë Müller", phone="+44 7700 900101"),
        Contact(role="Producer", name="王小明", phone="+44 7700 900102"),
        Contact(role="Producer", name="Ines Abara"),
        Contact(role="UPM", name="Grace Okafor", phone="+44 7700 900103"),
        Contact(role="1st AD", name="Ирина Привет", phone="+44 7700 900104"),
        Contact(role="2nd AD", name="Siân O’Brien-Łukasz", phone="+44 7700 900105"),
    ),
    general_call="07:00",
    shooting_call="08:15",
    breakfast="06:15",
    lunch="13:00",
    second_meal="18:45",
    wrap="19:00",
    sunrise="07:31",
    sunset="16:03",
    civil_dawn="06:57",
    civil_dusk="16:38",
    weather="9 °C / 4 °C, showers, rain 60 %, wind SW 24 km/h",
    locations=(
        Place(
            name="Ferry terminal",
            address="Harbour Way, Shoreham BN43 5HQ",
            parking="North Quay car park",
            basecamp="Quay Road, gate 2",
            map_url="https://maps.example.org/?q=50.83,-0.25",
        ),
        Place(
            name="Breakwater",
            address="East Arm, Shoreham BN43 5HX",
            parking="East Arm car park",
            basecamp="Quay Road, gate 2",
        ),
    ),
    emergency=(
        EmergencyContact(
            kind="Nearest hospital",
            name="Harbour General Hospital",
            address="12 Hill Road, Brighton",
            phone="+44 1632 960955",
        ),
        EmergencyContact(kind="Set medic", name="Chidi Adeyemi", phone="+44 7700 900190"),
    ),
    policy="Closed set: no visitors.",
    safety="Closed-toe shoes on the quay. Hi-vis on the ramp. Life jackets within 2 m of the edge.",
    scenes=SCENES,
    cast=CAST,
    background=(
        BackgroundRow(quantity=6, kind="Passengers (A)", call="07:15", on_set="08:00", remarks="Own winter coats"),
        BackgroundRow(quantity=1, kind="Stand-in for Mara", call="07:00"),
    ),
    department_notes=(
        Note(heading="Props", text="Sc 14: envelope, three copies. Sc 12A: wet ticket."),
        Note(heading="Special equipment", text="Sc 22: low loader, hostess tray. Sc 31: 6 kW on the cherry picker."),
    ),
    advance=(
        AdvanceDay(
            date=date(2026, 11, 25),
            day_number=4,
            call="07:00",
            location="Studio",
            scenes=(scene("15", "INT. CABIN", "They wait out the storm.", "NIGHT N3", 26, "1,3", "Studio"),),
        ),
        AdvanceDay(
            date=date(2026, 11, 26),
            day_number=5,
            scenes=(scene("40", "EXT. CLIFF", "", "DAY D4", 8, "1,2,5", "Seven Sisters"),),
        ),
    ),
    notes="No forced calls without approval of the UPM. Closed set: no visitors.",
    signatures=(
        Signature(role="UPM", name="Grace Okafor"),
        Signature(role="1st AD", name="Ирина Привет"),
        Signature(role="Producer", name="Ines Abara"),
    ),
    crew=CREW,
    logistics=(
        Note(
            heading="Walkie channels",
            text="1 Production, 2 Locations, 3 Camera, 4 Grip and electric, 5 Art, 16 Emergency",
        ),
        Note(heading="Catering", text="Breakfast ready 06:15 for 34, lunch 13:00 for 40"),
    ),
)


def heavy() -> CallSheetDocument:
    """Twelve scenes, 25 cast and 40 crew with long names, every section filled: more than any one page holds."""
    scenes = tuple(
        scene(
            f"{number}A",
            f"INT./EXT. WAREHOUSE LOADING BAY AND OFFICE CORRIDOR {number}",
            "The search party divides in the fog; the radio fails, and the boy is seen on the far pontoon by two "
            "people who will not agree on what they saw.",
            "NIGHT N14",
            number,
            ",".join(str(one) for one in range(1, 14)),
            "Old Customs House, north wing",
        )
        for number in range(101, 113)
    )
    cast = tuple(
        CastRow(
            id=str(number),
            name=f"Maximiliana Featherstonehaugh-Cholmondeley {number}",
            character=f"SECOND HARBOUR OFFICER {number}",
            status="W",
            pick_up="05:15",
            makeup="05:45",
            wardrobe="06:45",
            on_set="07:30",
            wrap="19:15",
            remarks="Stunt harness fitting at basecamp on arrival",
        )
        for number in range(1, 26)
    )
    crew = tuple(
        CrewRow(
            department=f"Department {number // 6}",
            position=f"Assistant location coordinator {number}",
            name=f"Bartholomew Oluwaseun-Papadopoulos {number}",
            phone="+44 7700 900123",
            call="06:30",
        )
        for number in range(40)
    )
    return CallSheetDocument(**{**vars(TYPICAL), "scenes": scenes, "cast": cast, "crew": crew, "draft": True})


def mixed() -> CallSheetDocument:
    """The heaviest day with names in many scripts, one person's own calls on top, long notes of every department."""
    heaviest = heavy()
    names = [name for name, _ in PEOPLE]
    cast = tuple(
        replace(row, name=f"{names[at % len(names)]} {names[(at + 3) % len(names)]}")
        for at, row in enumerate(heaviest.cast)
    )
    crew = tuple(
        replace(
            row, name=f"{names[at % len(names)]} {at}", position=row.position if at % 3 else "Регіональний координатор"
        )
        for at, row in enumerate(heaviest.crew)
    )
    own = Own(
        name="ليلى العربية",
        part="NADIA",
        calls=tuple(OwnCall(label=label, clock=clock) for label, clock in (("Pick-up", "04:45"), ("On set", "07:00"))),
        scenes="101A, 104A",
        remarks="自己的外套。Bring the blue coat.",
    )
    notes = tuple(
        Note(heading=f"Department {at}", text="Sc 101A: " + "lantern, rope, oilskins; " * 6) for at in range(8)
    )
    signed = tuple(replace(one, signed=f"Signed by {one.name}, Mon 23 Nov 19:30") for one in heaviest.signatures)
    own_way = replace(heaviest, cast=cast, crew=crew, own=own, department_notes=notes, signatures=signed)
    return replace(own_way, draft=False)
