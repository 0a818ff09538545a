"""Talent scheduling: in which order to shoot scenes so that the cast costs least.

Every actor is paid from the first to the last scene they are in (Cheng, Diamond & Lin 1993; Smith 2005; Garcia de la
Banda, Stuckey & Chu 2011). Pure: no database, no web server.
"""
