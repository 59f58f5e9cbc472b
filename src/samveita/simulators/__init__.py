"""The nation on one machine: login, mailbox, Straumurinn (X-Road) with its registers, and a municipality's accounts.

Each simulator is an HTTP server in a process of its own, so that the platform talks to it exactly as it would to the
real thing: only addresses and credentials differ. The simulators follow ``docs`` of the national services as collected
in the interface reference; where those are silent our choice is said beside the code. They share no wire code with the
platform's clients (a shared encoder would hide the same mistake on both sides) and are refused in production.
"""
