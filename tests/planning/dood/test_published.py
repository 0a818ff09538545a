"""The day out of days of a published schedule of 61 shooting days, code by code."""

import json

from backend.exchange.uss.reading import read
from backend.exchange.uss.shooting import facts
from backend.planning.dood.engine import day_out_of_days


def test_every_code_of_every_person(shared_data):
    truth = json.loads((shared_data / "uss/dood_first_pass.json").read_text())["First Pass"]
    board = facts(read((shared_data / "uss/full_sample_schedule.uss").read_bytes()), "First Pass")
    rows = {row.subject.name: row for row in day_out_of_days(board)}
    found = {
        name: {
            "id": row.subject.number,
            "work": row.work,
            "hold": row.hold,
            "drop_calendar_days": row.drop,
            "start": str(row.start),
            "finish": str(row.finish),
            "codes": {str(date): code for date, code in row.codes.items()},
        }
        for name, row in rows.items()
    }
    assert found == truth["cast"]
    assert sum(row.work for row in rows.values()) == truth["total_work"]
    assert sum(row.hold for row in rows.values()) == truth["total_hold"]
    assert sum(row.drop > 0 for row in rows.values()) == truth["dropped"]
    assert set(rows["GEORGE"].events.values()) == {"TR", "R"}  # before the first day, beside the strips' codes
