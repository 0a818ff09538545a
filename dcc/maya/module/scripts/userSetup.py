"""Maya runs every userSetup.py on its path when it starts; this one is the module's and leaves no name behind."""


def _begin_backlot_time() -> None:
    from maya import cmds, utils

    def start() -> None:
        import backlot_time_maya

        backlot_time_maya.start()

    try:
        if not cmds.about(batch=True):
            utils.executeDeferred(start)
    except Exception as wrong:  # Maya leaves out the other userSetup.py files when one of them raises
        print(f"Backlot time did not start: {wrong}")


_begin_backlot_time()
del _begin_backlot_time
