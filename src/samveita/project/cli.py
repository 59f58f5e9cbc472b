"""The ``samveita`` command. Each command is a line in a table and is imported only when it is asked for.

Commands that only calculate therefore start without Django, a database or the network. A command is a function
``main(argv) -> int``; what a person must know goes to standard error, JSON goes to standard output alone.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module

from samveita import __version__

BAD_INPUT = 2


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, the function behind it (``module:function``) and one line of help."""

    name: str
    target: str
    help: str

    def run(self, argv: list[str]) -> int:
        """Import the function and call it."""
        module, _, function = self.target.partition(":")
        result = getattr(import_module(module), function)(argv)
        return int(result or 0)


COMMANDS = (
    Command("demo", "samveita.project.demo:main", "Start everything with demo data on this machine"),
    Command("serve", "samveita.project.serve:main", "Serve the web"),
    Command("worker", "samveita.project.worker:main", "Run background work and the minute tick"),
    Command(
        "simulators",
        "samveita.simulators.launch:main",
        "Start the simulated login, mailbox, X-Road and accounts",
    ),
    Command("migrate", "samveita.project.migrate:main", "Bring the database to this release, as its owner"),
    Command("backup", "samveita.project.backup:backup", "Take database, stored files and key ids together"),
    Command("restore", "samveita.project.restore:restore", "Put a backup back into an empty installation"),
    Command("organisations", "samveita.ground.organisations.command:main", "Enter Iceland's municipalities"),
    Command(
        "administrator", "samveita.ground.identity.command:main", "Give an office its first administrator"
    ),
    Command("api-keys", "samveita.ground.identity.keys_command:main", "Issue, list or end keys to the API"),
    Command("audit", "samveita.project.audit:main", "Verify the chain of events"),
    Command(
        "vault", "samveita.ground.vault.command:main", "Rotate the master key, sweep files without a row"
    ),
    Command(
        "financial-aid",
        "samveita.services.financial_aid.calculate:main",
        "Calculate financial aid from a file, without database or network",
    ),
    Command(
        "preschool-fees",
        "samveita.tools.preschool_fees.command:main",
        "Calculate preschool fees from a tariff in a file, or check the tariff",
    ),
    Command(
        "waste-calendar",
        "samveita.tools.waste_calendar.command:main",
        "Ask, check or write a waste calendar from a file, without database or network",
    ),
    Command(
        "parameters",
        "samveita.engines.rulebook.command:main",
        "Check, export or import amounts and rates as JSON or CSV",
    ),
    Command("addresses", "samveita.iceland.addresses:main", "Build the address file, or look an address up"),
    Command("population", "samveita.iceland.population:main", "Write a synthetic population as JSON lines"),
    Command(
        "check-deploy",
        "samveita.project.check_deploy:main",
        "Say whether these settings are safe to serve people",
    ),
    Command("messages", "samveita.project.messages:main", "Extract, check and compile the interface's texts"),
    Command(
        "settings-table",
        "samveita.project.settings_table:main",
        "Print the table of settings for the handbook",
    ),
    Command(
        "rights-table",
        "samveita.ground.identity.rights_table:main",
        "Print the table of rights for the handbook",
    ),
    Command("manage", "samveita.project.manage:main", "Run a Django management command"),
)


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or failed, 2 not understood."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help", "help"}:
        sys.stdout.write(_overview())
        return 0 if words else BAD_INPUT
    if words[0] == "--version":
        sys.stdout.write(f"samveita {__version__}\n")
        return 0
    command = next((command for command in COMMANDS if command.name == words[0]), None)
    if command is None:
        sys.stderr.write(f"samveita: there is no command {words[0]!r}. `samveita --help` lists them.\n")
        return BAD_INPUT
    try:
        return command.run(words[1:])
    except KeyboardInterrupt:
        return 130


def _overview() -> str:
    width = max(len(command.name) for command in COMMANDS)
    lines = [f"  {command.name.ljust(width)}  {command.help}" for command in COMMANDS]
    return "\n".join(["Usage: samveita <command> [options]", "", *lines, ""])


if __name__ == "__main__":
    sys.exit(main())
