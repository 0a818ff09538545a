"""Planning the shoot: schedule, call sheets, tasks and budget."""
