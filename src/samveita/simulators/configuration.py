"""Where the simulators live and what is registered with them: addresses, redirect addresses and the demo's secrets.

Read once from the command line and the environment. The secrets are demo values in the open: nothing behind a
simulator is secret, and the simulators refuse to start in production.
"""

from __future__ import annotations

from dataclasses import dataclass

NAMES = ("login", "mailbox", "xroad", "accounts")
WEB_CLIENT = "@samband.is/samveita-web"
MAILBOX_OPERATOR_CLIENT = "island-is-postholf"
PROVIDER_AUDIENCE = "samveita"
PROVIDER_SCOPE = "samveita/skjalaveita"
INDIVIDUALS_SCOPE = "@skra.is/individuals"
APPLICATIONS_SCOPE = "https://skraidentitydev.onmicrosoft.com/midlunumsoknir/.default"
RELATIONSHIPS_SCOPE = "@skatturinn.is/relationships"
DEMO_SECRET = "development-only-login-secret"  # noqa: S105 - the platform's own development value, in the open


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything a simulator is told at start."""

    folder: str = "var/simulators"
    host: str = "127.0.0.1"
    login_port: int = 8010
    mailbox_port: int = 8020
    xroad_port: int = 8030
    accounts_port: int = 8040
    web_address: str = "http://127.0.0.1:8000"
    provider_base: str = ""
    client_id: str = WEB_CLIENT
    client_secret: str = DEMO_SECRET
    """Of the registered login client."""
    machine_secret: str = DEMO_SECRET
    """Of every machine client at the authority."""
    provider_audience: str = PROVIDER_AUDIENCE
    provider_scope: str = PROVIDER_SCOPE
    """What the platform's document provider demands of the mailbox's token."""
    more_redirects: tuple[str, ...] = ()

    def address(self, name: str) -> str:
        """Return the base address of a simulator, without a trailing slash."""
        return f"http://{self.host}:{self.port(name)}"

    def port(self, name: str) -> int:
        """Return the port of a simulator."""
        ports = {
            "login": self.login_port,
            "mailbox": self.mailbox_port,
            "xroad": self.xroad_port,
            "accounts": self.accounts_port,
        }
        return ports[name]

    @property
    def issuer(self) -> str:
        """The issuer of resident logins (IDS)."""
        return self.address("login")

    @property
    def authority(self) -> str:
        """The issuer of machine tokens: the mailbox's dedicated identity server, and the registers'."""
        return f"{self.address('login')}/authority"

    @property
    def provider(self) -> str:
        """The base the platform registered for its document provider."""
        return (self.provider_base or f"{self.web_address}/skjalaveita").rstrip("/")

    @property
    def redirect_addresses(self) -> tuple[str, ...]:
        """Redirect addresses registered for the web client; matched exactly, trailing slash included."""
        return (
            f"{self.web_address}/auth/callback",
            f"{self.web_address}/auth/callback/",
            *self.more_redirects,
        )

    @property
    def logout_addresses(self) -> tuple[str, ...]:
        """Where the web client may send the browser after logging out."""
        return (self.web_address, f"{self.web_address}/", f"{self.web_address}/auth/logged-out")

    @property
    def back_channel_logout(self) -> str:
        """Where the web client wants to hear of ended sessions."""
        return f"{self.web_address}/auth/backchannel-logout"
