"""Cases: from an application to a lawful decision and its letter, the same way for every service.

The engine knows no service by name. A service declares its form, its process, its calculation and its letters
(``declaring.CaseService``); the engine registers cases, keeps their state, asks, decides, sends and shows.
"""
