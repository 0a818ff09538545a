#!/usr/bin/env python3
"""Opens the window; double-click it, or start it with Python."""

import runpy

runpy.run_module("backlot_time.desktop", run_name="__main__", alter_sys=True)
