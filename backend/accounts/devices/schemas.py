"""What goes in and out when programs are paired."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.core.schemas import Body, Id, Line, MaybeLine, Out


class PairingOut(Out):
    """A code to type into a program, shown only now."""

    id: int
    code: str = Field(description="Eight characters as XXXX-XXXX; case, spaces and dashes do not matter")
    expires_at: datetime


class PairingStateOut(Out):
    """What became of a code."""

    state: Literal["waiting", "paired", "expired"]
    device_id: int | None = Field(description="The program that used it")


class PairBody(Body):
    """A program that was told a code."""

    code: Annotated[Line, Field(max_length=40)]
    name: Annotated[Line, Field(max_length=80, description="The machine, such as ws12")]
    program: Annotated[Line, Field(max_length=40, description="Such as blender")]
    system: Annotated[MaybeLine, Field(max_length=80)] = ""
    client_version: Annotated[MaybeLine, Field(max_length=20)] = ""


class DeviceUserOut(Out):
    """Whose hours a program keeps."""

    id: Id
    name: str


class PairedOut(Out):
    """A program's token, which is shown only now, and where to send hours to."""

    token: str
    device_id: int
    user: DeviceUserOut
    server: str


class DeviceOut(Out):
    """A program that is paired with one's account."""

    id: int
    name: str
    program: str
    system: str
    client_version: str
    paired_at: datetime
    last_seen_at: datetime = Field(description="To within five minutes")
    current: bool = Field(description="This is the program that asks")


class DeviceMeOut(Out):
    """What a program learns about itself."""

    device_id: int
    name: str
    user: DeviceUserOut
