"""Everything that differs between two installations, read once from ``SAMVEITA_*`` environment variables.

Each field carries the sentence that stands in docs/operator/settings.md; the table there is generated from this class
and a test keeps the two equal. Nothing here imports Django, so commands that only calculate stay fast. An unset value
never falls back to something unsafe: in production a missing secret stops the start, and an installation that forgets
to say it is production answers on this machine's loopback only.
"""

from __future__ import annotations

import base64
import binascii
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import unquote, urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from samveita.project.database_address import DatabaseAddress

DEVELOPMENT_SECRET = "development-only-secret-that-production-refuses"  # noqa: S105 - refused by the validator below
DEVELOPMENT_MASTER_KEYS = "development:" + base64.b64encode(b"development-only-master-key-0000").decode()
MASTER_KEY_BYTES = 32

Words = Annotated[tuple[str, ...], NoDecode]


class Environment(BaseSettings):
    """The settings of one installation."""

    model_config = SettingsConfigDict(
        env_prefix="SAMVEITA_", frozen=True, extra="forbid", env_ignore_empty=True
    )

    mode: Literal["development", "demo", "test", "production"] = Field(
        default="development",
        description="What this installation is for. Only `production` serves real people; the others accept "
        "simulators and a shifted clock.",
    )
    debug: bool = Field(
        default=False, description="Show error pages with source code. Refused in production."
    )
    secret_key: str = Field(
        default=DEVELOPMENT_SECRET,
        min_length=32,
        description="Signs sessions and forms; at least 32 characters, the same in every process.",
    )
    master_keys: Words = Field(
        default=(DEVELOPMENT_MASTER_KEYS,),
        description="Keys that wrap each organisation's data key, as `id:base64` of 32 bytes, separated by commas. "
        "The first one wraps new keys; older ones still open what they wrapped.",
    )
    public_address: str = Field(
        default="http://127.0.0.1:8000",
        description="Where people reach the central host, with scheme and without a closing slash.",
    )
    portal_address: str = Field(
        default="",
        description="Own address of the portal; empty means `/samstarf/` under the central host.",
    )
    hosts: Words = Field(
        default=(),
        description="More host names that may be served (a municipality's own), separated by commas. The host of "
        "`SAMVEITA_PUBLIC_ADDRESS` is always served.",
    )
    municipality_hosts: Words = Field(
        default=(),
        description="Hosts that belong to one municipality each, as `host=slug`, separated by commas; on them the "
        "municipality's name drops out of addresses. They need not be listed in `SAMVEITA_HOSTS`.",
    )
    behind_proxy: bool = Field(
        default=False,
        description="A proxy in front ends TLS and sets `X-Forwarded-Proto`; say so only when it overwrites that header.",
    )
    database_url: str = Field(
        default="sqlite:///var/development/samveita.sqlite3",
        description="Database of the app role: `sqlite:///path` or `postgresql://user:password@host:port/name`. On "
        "PostgreSQL the role must be NOSUPERUSER and NOBYPASSRLS.",
    )
    database_owner_url: str = Field(
        default="",
        description="The same database as the role that owns its tables; used by `samveita migrate`, `backup` and "
        "`restore` only. Empty on SQLite.",
    )
    database_role: Literal["app", "owner"] = Field(
        default="app",
        description="Which of the two addresses a process uses. Commands that need the owner set it for themselves.",
    )
    database_pool_size: int = Field(
        default=0,
        ge=0,
        le=200,
        description="Connections kept by PostgreSQL's pool in each process; 0 keeps one per thread instead.",
    )
    data_directory: Path = Field(
        default=Path("var/development"),
        description="Folder for stored files, collected static files and everything else kept on disk.",
    )
    address_file: Path | None = Field(
        default=None,
        description="The read-only address file made by `samveita addresses build`; empty means the packaged place.",
    )
    host: str = Field(default="127.0.0.1", description="Interface the web server listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port the web server listens on.")
    workers: int = Field(default=1, ge=1, le=64, description="Web processes started by `samveita serve`.")
    threads: int = Field(default=4, ge=1, le=64, description="Threads in each web process.")
    login_issuer: str = Field(
        default="",
        description="Issuer of the Ísland.is login (OpenID Connect). Empty outside production means the simulator.",
    )
    login_client_id: str = Field(
        default="@samband.is/samveita-web", description="Client id agreed with the login service."
    )
    login_client_secret: str = Field(
        default="development-only-login-secret",
        description="Client secret agreed with the login service.",
    )
    mailbox_address: str = Field(
        default="",
        description="Address of the digital mailbox (pósthólf). Empty outside production means the simulator.",
    )
    mailbox_token_address: str = Field(
        default="",
        description="Where a token for the mailbox is fetched. Empty outside production means the simulator.",
    )
    mailbox_client_id: str = Field(
        default="samveita-mailbox", description="Client id at the digital mailbox."
    )
    mailbox_client_secret: str = Field(
        default="development-only-login-secret", description="Client secret at the digital mailbox."
    )
    mailbox_audience: str = Field(
        default="samveita",
        description="Audience that tokens must carry when the mailbox asks this installation for a document.",
    )
    mailbox_scope: str = Field(
        default="",
        description="Scope asked for with the mailbox's token; empty means `/.default` under the mailbox's address.",
    )
    mailbox_issuer: str = Field(
        default="",
        description="The one authority whose tokens open the document endpoint. Empty outside production means the "
        "simulator; empty in production closes the endpoint.",
    )
    mailbox_keys_address: str = Field(
        default="",
        description="Where that authority publishes its keys (JWKS); empty means its usual place under the issuer.",
    )
    mailbox_reader_scope: str = Field(
        default="samveita/skjalaveita",
        description="Scope that a token must carry when the mailbox asks this installation for a document.",
    )
    mailbox_skew_seconds: int = Field(
        default=60, ge=0, le=300, description="How far the mailbox's clock may be from ours, in seconds."
    )
    mailbox_strength_mode: Literal["strict", "lenient"] = Field(
        default="strict",
        description="What a request without a login strength gets: `strict` refuses it, `lenient` reads it as LOW.",
    )
    xroad_address: str = Field(
        default="",
        description="Address of the X-Road (Straumurinn) security server. Empty outside production means the simulator.",
    )
    xroad_client: str = Field(
        default="IS-DEV/MUN/10023/samveita-client",
        description="Our own X-Road client identifier, sent with every call.",
    )
    registries_token_address: str = Field(
        default="",
        description="Where a token for the registries is fetched. Empty outside production means the simulator.",
    )
    registries_client_id: str = Field(
        default="samveita-registries", description="Client id at the registries."
    )
    registries_client_secret: str = Field(
        default="development-only-login-secret", description="Client secret at the registries."
    )
    national_registry_service: str = Field(
        default="IS-DEV/GOV/10001/SKRA-Cloud-Protected/MidlunUmsoknir-v1",
        description="X-Road service path of Þjóðskrá's Miðlun umsóknir.",
    )
    national_registry_scope: str = Field(
        default="https://skraidentitydev.onmicrosoft.com/midlunumsoknir/.default",
        description="Scope of the token that Þjóðskrá's service wants.",
    )
    company_registry_service: str = Field(
        default="IS-DEV/GOV/10006/Skatturinn/ft-v1",
        description="X-Road service path of the company register.",
    )
    relationships_service: str = Field(
        default="IS-DEV/GOV/10006/Skatturinn/relationships-v1",
        description="X-Road service path of the register of procuration holders.",
    )
    relationships_scope: str = Field(
        default="@skatturinn.is/relationships",
        description="Scope of the token that the register of procuration holders wants.",
    )
    tax_registry_address: str = Field(
        default="",
        description="Address of Skatturinn's wage and tax-return service. Empty outside production means the "
        "simulator; empty in production closes the lookup.",
    )
    tax_registry_agent: str = Field(
        default="5502694739", description="Kennitala of the agent (umboðsmaður) agreed with Skatturinn."
    )
    tax_registry_secret: str = Field(
        default="development-only-login-secret",
        description="The agent's identifier (auðkenni) at Skatturinn.",
    )
    login_simulator_port: int = Field(
        default=8010, ge=1, le=65535, description="Port of the simulated login."
    )
    mailbox_simulator_port: int = Field(
        default=8020, ge=1, le=65535, description="Port of the simulated mailbox."
    )
    xroad_simulator_port: int = Field(
        default=8030, ge=1, le=65535, description="Port of the simulated X-Road server."
    )
    accounts_simulator_port: int = Field(
        default=8040, ge=1, le=65535, description="Port of the simulated accounts of a municipality."
    )
    outside_timeout: float = Field(
        default=10.0,
        gt=0,
        le=120,
        description="Seconds to wait for an outside service before calling it late.",
    )
    email_server: str = Field(
        default="",
        description="SMTP server as `smtp://user:password@host:port`; empty writes e-mail to the log folder.",
    )
    email_from: str = Field(
        default="ekki-svara@localhost",
        description="Sender of notices by e-mail; a subdomain of its own in production.",
    )
    clock_offset_seconds: int = Field(
        default=0,
        ge=-3_153_600_000,
        le=3_153_600_000,
        description="Seconds the clock is moved, for demonstrations and tests; at most a hundred years. Refused in production.",
    )
    upload_megabytes: int = Field(
        default=20, ge=1, le=200, description="Largest file that may be stored, in megabytes."
    )
    drafts_kept_days: int = Field(
        default=180,
        ge=30,
        le=1100,
        description="Days an application that was never sent is kept after its last change.",
    )
    crash_at: str = Field(
        default="",
        description="Name of a point at which a process kills itself, to prove that nothing is lost. Only `test` accepts it.",
    )
    metrics_token: str = Field(
        default="",
        description="Bearer token for `/heilsa/maelingar`; empty closes that address.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Lowest level that is written to the log."
    )
    log_format: Literal["json", "console"] = Field(
        default="json", description="`json` for machines, `console` for a person at a terminal."
    )
    error_recipients: Words = Field(
        default=(), description="E-mail addresses told about errors, separated by commas."
    )

    @field_validator("master_keys", "hosts", "municipality_hosts", "error_recipients", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(word.strip() for word in value.split(",") if word.strip())
        return value

    @field_validator("public_address", "portal_address", "login_issuer", "mailbox_address", "xroad_address")
    @classmethod
    def _without_closing_slash(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"http", "https"}:
            raise ValueError(f"An address begins with https:// (or http:// on one machine), not {value!r}")
        return value.rstrip("/")

    @field_validator("municipality_hosts")
    @classmethod
    def _hosts_with_slugs(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pair in value:
            host, _, slug = pair.partition("=")
            if not host.strip() or not slug.strip() or ":" in host:
                raise ValueError("A municipality's own host is written host=slug, without scheme and port")
        return value

    @field_validator("database_url", "database_owner_url")
    @classmethod
    def _readable_database(cls, value: str) -> str:
        if value:
            DatabaseAddress.parse(value)
        return value

    @field_validator("master_keys")
    @classmethod
    def _whole_keys(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("At least one master key is needed, as id:base64 of 32 bytes")
        for pair in value:
            _split_key(pair)
        return value

    @model_validator(mode="after")
    def _crashes_only_in_tests(self) -> Self:
        if self.crash_at and self.mode != "test":
            raise ValueError("SAMVEITA_CRASH_AT kills processes and is refused unless SAMVEITA_MODE is test")
        return self

    @model_validator(mode="after")
    def _production_is_whole(self) -> Self:
        """Stop the start of a production that lacks what it cannot do without."""
        if self.mode != "production":
            return self
        missing = [
            f"SAMVEITA_{name.upper()}"
            for name in _NEEDED_IN_PRODUCTION
            if getattr(self, name) == type(self).model_fields[name].default
        ]
        if missing:
            raise ValueError(f"Production needs {', '.join(missing)} to be set")
        if self.debug or self.clock_offset_seconds:
            raise ValueError("Production refuses SAMVEITA_DEBUG and SAMVEITA_CLOCK_OFFSET_SECONDS")
        return self

    @property
    def database(self) -> DatabaseAddress:
        """The database this process talks to, in the role it was started with."""
        if self.database_role == "owner" and self.database_owner_url:
            return DatabaseAddress.parse(self.database_owner_url)
        return DatabaseAddress.parse(self.database_url)

    @property
    def database_app_role(self) -> str:
        """The PostgreSQL role that serves, to whom migrations give its rights; empty on SQLite."""
        address = DatabaseAddress.parse(self.database_url)
        return address.user if address.engine == "postgresql" else ""

    @property
    def is_production(self) -> bool:
        """Whether real people are served."""
        return self.mode == "production"

    @property
    def allowed_hosts(self) -> list[str]:
        """Host names this installation answers to; outside production the loopback names as well."""
        named = [host for host in (urlsplit(self.public_address).hostname, *self.hosts) if host]
        if self.portal_address:
            named.append(urlsplit(self.portal_address).hostname or "")
        named += self.slug_of_host
        if not self.is_production:
            named += ["localhost", ".localhost", "127.0.0.1", "[::1]", "testserver"]
        return list(dict.fromkeys(named))

    @property
    def slug_of_host(self) -> dict[str, str]:
        """Host name to the slug of the one municipality it belongs to."""
        pairs = (pair.partition("=") for pair in self.municipality_hosts)
        return {host.strip().lower(): slug.strip() for host, _, slug in pairs}

    @property
    def master_key_ring(self) -> dict[str, bytes]:
        """Key id to the 32 bytes it stands for, the wrapping key first."""
        return dict(_split_key(pair) for pair in self.master_keys)

    @property
    def email_settings(self) -> tuple[str, str, int, str, str, bool]:
        """Django's back end, host, port, user, password and TLS; a folder of files when no server is set."""
        if not self.email_server:
            return "django.core.mail.backends.filebased.EmailBackend", "", 0, "", "", False
        parts = urlsplit(self.email_server)
        return (
            "django.core.mail.backends.smtp.EmailBackend",
            parts.hostname or "",
            parts.port or 587,
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            True,
        )

    @property
    def login_issuer_address(self) -> str:
        """Issuer in use: the one set, or the simulator's."""
        return self.login_issuer or f"http://127.0.0.1:{self.login_simulator_port}"

    @property
    def mailbox_service_address(self) -> str:
        """Mailbox in use: the one set, or the simulator's."""
        return self.mailbox_address or f"http://127.0.0.1:{self.mailbox_simulator_port}"

    @property
    def accounts_service_address(self) -> str:
        """Accounts of a municipality that has set no address of its own: the simulator's outside production, else none."""
        return "" if self.mode == "production" else f"http://127.0.0.1:{self.accounts_simulator_port}"

    @property
    def mailbox_token_service_address(self) -> str:
        """Where tokens for the mailbox are fetched: the place set, or the simulator's."""
        return self.mailbox_token_address or f"{self.login_issuer_address}/authority/connect/token"

    @property
    def mailbox_scope_asked(self) -> str:
        """Scope asked for with the mailbox's token: the one set, or the mailbox's default scope."""
        return self.mailbox_scope or f"{self.mailbox_service_address}/.default"

    @property
    def mailbox_token_issuer(self) -> str:
        """Issuer of the tokens that open the document endpoint: the one set, or outside production the simulator."""
        return self.mailbox_issuer or ("" if self.is_production else f"{self.login_issuer_address}/authority")

    @property
    def mailbox_keys_service_address(self) -> str:
        """Where that issuer publishes its keys; empty when there is no issuer."""
        usual = f"{self.mailbox_token_issuer}/.well-known/openid-configuration/jwks"
        return self.mailbox_keys_address or (usual if self.mailbox_token_issuer else "")

    @property
    def registries_token_service_address(self) -> str:
        """Where tokens for the registries are fetched: the place set, or the simulator's."""
        return self.registries_token_address or f"{self.login_issuer_address}/authority/connect/token"

    @property
    def tax_registry_service_address(self) -> str:
        """Skatturinn's wage service: the one set, or outside production the simulator's."""
        path = "/ws/Ums/USStadgreidslaFramtalGogn.svc"
        simulated = "" if self.is_production else f"{self.xroad_service_address}{path}"
        return self.tax_registry_address or simulated

    @property
    def xroad_service_address(self) -> str:
        """Security server in use: the one set, or the simulator's."""
        return self.xroad_address or f"http://127.0.0.1:{self.xroad_simulator_port}"


_NEEDED_IN_PRODUCTION = (
    "secret_key",
    "master_keys",
    "public_address",
    "database_url",
    "data_directory",
    "login_issuer",
    "login_client_secret",
    "mailbox_address",
    "mailbox_token_address",
    "mailbox_client_secret",
    "xroad_address",
    "xroad_client",
    "registries_token_address",
    "registries_client_secret",
)


class BadEnvironmentError(Exception):
    """The environment variables do not describe an installation; the message says which and why."""


@cache
def read_environment() -> Environment:
    """Return the environment of this process, read at the first call.

    Raises:
        BadEnvironmentError: in plain words, one line per variable.
    """
    try:
        return Environment()
    except ValidationError as refusal:
        raise BadEnvironmentError("\n".join(_plain(refusal))) from None


def _plain(refusal: ValidationError) -> list[str]:
    """Say each refusal with the variable's name and without the value, which may be a secret."""
    lines = []
    for error in refusal.errors(include_input=False, include_url=False):
        name = "".join(f"SAMVEITA_{part.upper()}: " for part in error["loc"][:1] if isinstance(part, str))
        lines.append(name + error["msg"].removeprefix("Value error, "))
    return lines


def _split_key(pair: str) -> tuple[str, bytes]:
    key_id, _, encoded = pair.partition(":")
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        key = b""
    if not key_id or len(key) != MASTER_KEY_BYTES:
        raise ValueError("A master key is written id:base64 and the base64 stands for 32 bytes")
    return key_id, key
