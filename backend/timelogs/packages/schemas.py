"""What can be installed, as the API says it."""

from pydantic import Field

from backend.core.schemas import Out


class DccPackageOut(Out):
    """A zip to install in a program; this server's address is in it."""

    name: str
    program: str
    title: str
    about: str
    version: str
    file_name: str
    size: int = Field(description="Bytes")
