"""``samveita migrate``: bring the database to this release as the role that owns its tables.

On PostgreSQL the app role owns nothing; its rights and the row-level policies are brought up to date by
``samveita.ground.organisations`` at the end of every migration.
"""

from __future__ import annotations

import os
import sys

from samveita.project.database_address import DatabaseAddress
from samveita.project.environment import BadEnvironmentError, read_environment


def main(argv: list[str]) -> int:
    """Migrate; further words go to Django's ``migrate``. Exit code 2 when the owner's address is missing."""
    complaint = act_as_owner()
    if complaint:
        sys.stderr.write(f"{complaint}\n")
        return 2
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", *argv, interactive=False)
    return 0


def act_as_owner() -> str:
    """Make this process use the owner's address, before Django starts; return what is wrong, in words, or nothing."""
    os.environ["SAMVEITA_DATABASE_ROLE"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samveita.project.settings")
    try:
        environment = read_environment()
    except BadEnvironmentError as refusal:
        return str(refusal)
    if (
        DatabaseAddress.parse(environment.database_url).engine == "postgresql"
        and not environment.database_owner_url
    ):
        return "Set SAMVEITA_DATABASE_OWNER_URL: on PostgreSQL the owner does this, not the app role."
    return ""
