"""Pairing programs with an account by a short code, and ending that."""

from typing import Any

from flask import request

from backend.accounts.devices import service
from backend.accounts.devices.schemas import (
    DeviceMeOut,
    DeviceOut,
    PairBody,
    PairedOut,
    PairingOut,
    PairingStateOut,
)
from backend.core.contract import Domain, Said
from backend.core.limits import by_ip, by_person, refused
from backend.core.paging import Page
from backend.core.roles import PUBLIC, SIGNED_IN
from backend.core.schemas import PageQuery

bp = Domain("devices", __name__, prefix="/devices")

# A code is one of 10¹¹ and good for ten minutes; a whole crew may sit behind one address, and types wrongly at times.
PAIR = [("60 per minute", by_ip), ("20 per 15 minutes", by_ip, refused)]
UNPAIRED = "Unpaired. The program can be paired again with a new code."


@bp.post("/pairings", allow=SIGNED_IN, out=PairingOut, status=201, limits=[("30 per 10 minutes", by_person)])
def start_pairing() -> dict[str, Any]:
    """A code to type into a program: for ten minutes and one use; the one before stops working."""
    return service.start_pairing()


@bp.get("/pairings/<int:pairing_id>", allow=SIGNED_IN, out=PairingStateOut)
def pairing_state(pairing_id: int) -> dict[str, Any]:
    """Whether a program has used one's code yet."""
    return service.pairing_state(pairing_id)


@bp.post("/pair", allow=PUBLIC, out=PairedOut, status=201, limits=PAIR)
def pair(body: PairBody) -> dict[str, Any]:
    """Trade a code for a program's token, which opens only what keeping time needs."""
    return service.pair(body, request.remote_addr or "")


@bp.get("", allow=SIGNED_IN, out=DeviceOut, page=True)
def list_devices(query: PageQuery) -> Page:
    """The programs paired with one's account, the newest first."""
    return service.list_own(query)


@bp.get("/me", allow=SIGNED_IN, out=DeviceMeOut, devices=True)
def about_me() -> dict[str, Any]:
    """Which program asks, and whose hours it keeps."""
    return service.about_me()


@bp.delete("/self", allow=SIGNED_IN, devices=True)
def unpair_self() -> Said:
    """End the token of the program that asks."""
    service.unpair_self()
    return Said(None, UNPAIRED)


@bp.delete("/<int:device_id>", allow=SIGNED_IN)
def unpair(device_id: int) -> Said:
    """End the token of one of one's programs."""
    service.unpair(device_id)
    return Said(None, UNPAIRED)
