"""``samveita check-deploy``: is it safe to serve real people with these settings? Each refusal is a plain sentence.

``environment.py`` already stops a production whose secrets are missing; here stands what can only be judged as a whole
or needs the database: addresses without TLS, simulators left in place, an app role that could pass the policies.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

from samveita.project.database_address import DatabaseAddress
from samveita.project.environment import BadEnvironmentError, Environment, read_environment

OUTSIDE = (
    "login_issuer",
    "mailbox_address",
    "mailbox_token_address",
    "xroad_address",
    "registries_token_address",
    "tax_registry_address",
)
MAY_STAY_CLOSED = frozenset({"tax_registry_address"})
"""Outside services without which production still starts; while the address is empty, nothing calls them."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def main(argv: list[str]) -> int:
    """Print every refusal and warning on standard error; 0 when safe, 1 when not."""
    if argv:
        sys.stderr.write("samveita check-deploy takes no options; it reads the environment.\n")
        return 2
    try:
        environment = read_environment()
    except BadEnvironmentError as refusal:
        sys.stderr.writelines(f"Refused: {line}\n" for line in str(refusal).splitlines())
        return 1
    refusals = [
        *refusals_of_settings(environment),
        *_refusals_of_django(),
        *_refusals_of_database(environment),
    ]
    sys.stderr.writelines(f"Refused: {refusal}\n" for refusal in refusals)
    sys.stderr.writelines(f"Note: {note}\n" for note in notes(environment))
    if not refusals:
        sys.stderr.write("These settings are safe to serve people with.\n")
    return 1 if refusals else 0


def refusals_of_settings(environment: Environment) -> Iterator[str]:
    """Judge the settings alone."""
    if not environment.is_production:
        yield f"SAMVEITA_MODE is {environment.mode}; only production serves real people."
    if environment.debug:
        yield "SAMVEITA_DEBUG shows source code and settings to anyone."
    if environment.clock_offset_seconds:
        yield "SAMVEITA_CLOCK_OFFSET_SECONDS moves legal dates."
    yield from _refusals_of_secrets(environment)
    yield from _refusals_of_addresses(environment)
    if environment.is_production and not environment.behind_proxy:
        yield (
            "SAMVEITA_BEHIND_PROXY is not set: samveita serve speaks no TLS itself and would send every page to "
            "its https address without end. Put a proxy in front that sets X-Forwarded-Proto."
        )
    url = DatabaseAddress.parse(environment.database_url)
    if url.engine == "postgresql" and not environment.database_owner_url:
        yield "SAMVEITA_DATABASE_OWNER_URL is missing: migrations need the owner, and the app role must not be it."


def _refusals_of_secrets(environment: Environment) -> Iterator[str]:
    fields = type(environment).model_fields
    names = [
        "secret_key",
        "master_keys",
        "login_client_secret",
        "mailbox_client_secret",
        "registries_client_secret",
    ]
    if environment.tax_registry_address:
        names.append("tax_registry_secret")
    for name in names:
        if getattr(environment, name) == fields[name].default:
            yield f"SAMVEITA_{name.upper()} is the value everyone can read in the source."


def _refusals_of_addresses(environment: Environment) -> Iterator[str]:
    for name in ("public_address", "portal_address"):
        address = getattr(environment, name)
        if address and urlsplit(address).scheme != "https":
            yield f"SAMVEITA_{name.upper()} must begin with https://; sign-in would travel in the open."
    for name in OUTSIDE:
        address = getattr(environment, name)
        if not address and name in MAY_STAY_CLOSED:
            continue
        if not address or urlsplit(address).hostname in LOOPBACK:
            yield f"SAMVEITA_{name.upper()} points at a simulator on this machine."
        elif name != "xroad_address" and urlsplit(address).scheme != "https":
            yield f"SAMVEITA_{name.upper()} must begin with https://."


def notes(environment: Environment) -> Iterator[str]:
    """What is allowed but worth knowing."""
    if DatabaseAddress.parse(environment.database_url).engine == "sqlite":
        yield "The database is SQLite: fit for one small office on one machine, with no row-level policies behind the code."
    if not environment.mailbox_issuer:
        yield "SAMVEITA_MAILBOX_ISSUER is empty: the mailbox cannot fetch documents, so nobody can open a letter."
    if not environment.metrics_token:
        yield "SAMVEITA_METRICS_TOKEN is empty, so nobody can watch the figures."
    if not environment.email_server:
        yield "SAMVEITA_EMAIL_SERVER is empty: notices by e-mail are only written to files."
    if not environment.error_recipients:
        yield "SAMVEITA_ERROR_RECIPIENTS is empty: nobody is told of errors."


def _refusals_of_django() -> Iterator[str]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samveita.project.settings")
    import django
    from django.core import checks

    django.setup()
    for message in checks.run_checks(include_deployment_checks=True):
        if message.level >= checks.WARNING and not message.is_silenced():
            yield f"{message.id}: {' '.join(message.msg.split())}"


def _refusals_of_database(environment: Environment) -> Iterator[str]:
    """Ask PostgreSQL what the app role could do; an unreachable database is a refusal too."""
    if environment.database.engine != "postgresql":
        return
    from django.db import connection
    from django.db.utils import DatabaseError

    from samveita.ground.organisations.scope_rule import SCOPED_MODELS

    tables = [*(model._meta.db_table for model in SCOPED_MODELS), "audit_event"]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
            superuser, bypasses = cursor.fetchone() or (True, True)
            cursor.execute(
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
            )
            (owned,) = cursor.fetchone() or (1,)
            cursor.execute(
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND rowsecurity AND tablename = ANY(%s)",
                [tables],
            )
            (guarded,) = cursor.fetchone() or (0,)
    except DatabaseError as error:
        yield f"The database does not answer: {str(error).strip().splitlines()[0]}"
        return
    if superuser or bypasses:
        yield "The role in SAMVEITA_DATABASE_URL is a superuser or bypasses row policies; make it NOSUPERUSER NOBYPASSRLS."
    if owned:
        yield "The role in SAMVEITA_DATABASE_URL owns tables and could lift their policies; the owner must be another role."
    if guarded != len(tables):
        yield "Row-level policies are missing on tables that belong to tenants; run samveita migrate as the owner."
