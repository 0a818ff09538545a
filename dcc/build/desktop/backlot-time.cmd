@py -3 "%~dp0backlot-time" %*
