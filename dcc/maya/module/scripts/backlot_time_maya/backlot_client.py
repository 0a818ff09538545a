"""In a checkout this is the client beside it; in what people install, the client itself takes this module's place."""

from dcc.backlot_client import Gap, Host, Presenter, Snapshot, Task, TimeClient

__all__ = ["Gap", "Host", "Presenter", "Snapshot", "Task", "TimeClient"]
