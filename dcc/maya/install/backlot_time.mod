+ backlot_time 0.0.0 ./backlot_time
