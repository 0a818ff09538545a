"""Words of scene headings by language, as data: add a row here and every importer knows the language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """Prefixes for interior and exterior, and its words for the time of day with the English word they stand for."""

    name: str
    inside: tuple[str, ...]
    outside: tuple[str, ...]
    times: dict[str, str]


# Definite times light the set; relative ones continue the scene before.
TIMES = {
    "DAY": "DAY",
    "NIGHT": "NIGHT",
    "DAWN": "DAWN",
    "DUSK": "DUSK",
    "MORNING": "MORNING",
    "AFTERNOON": "AFTERNOON",
    "EVENING": "EVENING",
    "SUNRISE": "SUNRISE",
    "SUNSET": "SUNSET",
    "TWILIGHT": "TWILIGHT",
    "NOON": "NOON",
    "MIDNIGHT": "MIDNIGHT",
    "MAGIC HOUR": "MAGIC HOUR",
    "GOLDEN HOUR": "GOLDEN HOUR",
    "BLUE HOUR": "BLUE HOUR",
    "DAYTIME": "DAY",
    "NIGHTTIME": "NIGHT",
    "NIGHTFALL": "DUSK",
    "DAYBREAK": "DAWN",
    "MIDDAY": "DAY",
    "MIDAFTERNOON": "AFTERNOON",
}
RELATIVE = {
    "CONTINUOUS": "CONTINUOUS",
    "CONTINUING": "CONTINUOUS",
    "CONTINUED": "CONTINUOUS",
    "CONT'D": "CONTINUOUS",
    "CONT": "CONTINUOUS",
    "LATER": "LATER",
    "SAME": "SAME",
    "SAME TIME": "SAME",
    "MOMENTS LATER": "LATER",
}

LANGUAGES = (
    Language(
        "Spanish",
        (),
        (),
        {
            "DÍA": "DAY",
            "DIA": "DAY",
            "NOCHE": "NIGHT",
            "AMANECER": "DAWN",
            "ATARDECER": "DUSK",
            "ANOCHECER": "DUSK",
            "MAÑANA": "MORNING",
            "TARDE": "AFTERNOON",
            "MADRUGADA": "NIGHT",
            "MEDIODÍA": "NOON",
            "CONTINUO": "CONTINUOUS",
            "CONTINÚA": "CONTINUOUS",
            "MÁS TARDE": "LATER",
            "MOMENTOS DESPUÉS": "LATER",
        },
    ),
    Language(
        "French",
        ("INTÉRIEUR", "INTERIEUR"),
        ("EXTÉRIEUR", "EXTERIEUR"),
        {
            "JOUR": "DAY",
            "NUIT": "NIGHT",
            "AUBE": "DAWN",
            "AURORE": "DAWN",
            "CRÉPUSCULE": "DUSK",
            "CREPUSCULE": "DUSK",
            "MATIN": "MORNING",
            "APRÈS-MIDI": "AFTERNOON",
            "APRES-MIDI": "AFTERNOON",
            "SOIR": "EVENING",
            "SOIRÉE": "EVENING",
            "MIDI": "NOON",
            "CONTINU": "CONTINUOUS",
            "PLUS TARD": "LATER",
            "MÊME": "SAME",
        },
    ),
    Language(
        "German",
        ("INNEN",),
        ("AUSSEN", "AUßEN", "AUẞEN"),
        {
            "TAG": "DAY",
            "NACHT": "NIGHT",
            "MORGEN": "MORNING",
            "VORMITTAG": "MORNING",
            "NACHMITTAG": "AFTERNOON",
            "ABEND": "EVENING",
            "MITTAG": "NOON",
            "DÄMMERUNG": "DUSK",
            "MORGENDÄMMERUNG": "DAWN",
            "MORGENGRAUEN": "DAWN",
            "ABENDDÄMMERUNG": "DUSK",
            "SPÄTER": "LATER",
            "FORTLAUFEND": "CONTINUOUS",
        },
    ),
    Language(
        "Italian",
        ("INTERNO", "INTERNI"),
        ("ESTERNO", "ESTERNI"),
        {
            "GIORNO": "DAY",
            "NOTTE": "NIGHT",
            "ALBA": "DAWN",
            "TRAMONTO": "SUNSET",
            "CREPUSCOLO": "DUSK",
            "MATTINA": "MORNING",
            "MATTINO": "MORNING",
            "POMERIGGIO": "AFTERNOON",
            "SERA": "EVENING",
            "PIÙ TARDI": "LATER",
        },
    ),
    Language(
        "Portuguese",
        (),
        (),
        {
            "NOITE": "NIGHT",
            "AMANHECER": "DAWN",
            "ENTARDECER": "DUSK",
            "MANHÃ": "MORNING",
            "CONTÍNUO": "CONTINUOUS",
            "MAIS TARDE": "LATER",
        },
    ),
    Language(
        "Russian",
        ("ИНТ", "ИНТЕРЬЕР"),
        ("НАТ", "НАТУРА", "ЭКСТ", "ЭКСТЕРЬЕР"),
        {
            "ДЕНЬ": "DAY",
            "НОЧЬ": "NIGHT",
            "УТРО": "MORNING",
            "ВЕЧЕР": "EVENING",
            "РАССВЕТ": "DAWN",
            "ЗАКАТ": "SUNSET",
            "СУМЕРКИ": "DUSK",
            "ПОЗЖЕ": "LATER",
            "ПОЛДЕНЬ": "NOON",
            "ПОЛНОЧЬ": "MIDNIGHT",
            "РЕЖИМ": "MAGIC HOUR",
        },
    ),
    Language(
        "Ukrainian",
        ("ІНТ", "ІНТЕР'ЄР"),
        ("ЕКСТ",),
        {
            "НІЧ": "NIGHT",
            "РАНОК": "MORNING",
            "ВЕЧІР": "EVENING",
            "СВІТАНОК": "DAWN",
            "СУТІНКИ": "DUSK",
            "ПІЗНІШЕ": "LATER",
        },
    ),
    Language(
        "Polish",
        ("WN", "WNĘTRZE"),
        ("PL", "PLENER"),
        {
            "DZIEŃ": "DAY",
            "NOC": "NIGHT",
            "RANEK": "MORNING",
            "RANO": "MORNING",
            "WIECZÓR": "EVENING",
            "ŚWIT": "DAWN",
            "ZMIERZCH": "DUSK",
            "PÓŹNIEJ": "LATER",
        },
    ),
    Language(
        "Dutch",
        ("BINNEN",),
        ("BUITEN",),
        {"DAG": "DAY", "OCHTEND": "MORNING", "MIDDAG": "AFTERNOON", "AVOND": "EVENING", "SCHEMERING": "DUSK"},
    ),
    Language(
        "Nordic",
        (),
        (),
        {
            "NATT": "NIGHT",
            "KVÄLL": "EVENING",
            "KVELD": "EVENING",
            "AFTEN": "EVENING",
            "GRYNING": "DAWN",
            "SKYMNING": "DUSK",
            "SENARE": "LATER",
            "SENERE": "LATER",
        },
    ),
    Language(
        "Greek",
        ("ΕΣΩΤ", "ΕΣ", "ΕΣΩΤΕΡΙΚΟ"),
        ("ΕΞΩΤ", "ΕΞ", "ΕΞΩΤΕΡΙΚΟ"),
        {"ΜΕΡΑ": "DAY", "ΗΜΕΡΑ": "DAY", "ΝΥΧΤΑ": "NIGHT", "ΠΡΩΙ": "MORNING", "ΒΡΑΔΥ": "EVENING"},
    ),
    Language(
        "Turkish",
        ("İÇ",),
        ("DIŞ",),
        {"GÜN": "DAY", "GÜNDÜZ": "DAY", "GECE": "NIGHT", "SABAH": "MORNING", "AKŞAM": "EVENING"},
    ),
    Language(
        "Chinese",
        ("内景", "內景"),
        ("外景",),
        {"日": "DAY", "日景": "DAY", "夜": "NIGHT", "夜景": "NIGHT", "晨": "MORNING", "黄昏": "DUSK", "黃昏": "DUSK"},
    ),
    Language("Arabic", ("داخلي",), ("خارجي",), {"نهار": "DAY", "ليل": "NIGHT"}),
    Language("Hebrew", ("פנים",), ("חוץ",), {"יום": "DAY", "לילה": "NIGHT"}),
)

FOREIGN_TIMES = {word: english for language in LANGUAGES for word, english in language.times.items()}
