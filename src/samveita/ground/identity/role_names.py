"""What the roles are called, and what each one may, in words for the administrator who gives them."""

from __future__ import annotations

from samveita.ground.identity.models import Role
from samveita.iceland.texts import Text

ROLE_NAMES = {
    Role.CASE_WORKER: Text(is_="ráðgjafi", en="case worker", pl="pracownik prowadzący sprawy"),
    Role.ADMINISTRATOR: Text(is_="stjórnandi", en="administrator", pl="administrator"),
    Role.VIEWER: Text(is_="lesandi", en="viewer", pl="osoba z prawem wglądu"),
    Role.AUDITOR: Text(is_="eftirlitsmaður", en="auditor", pl="audytor"),
    Role.EDITOR: Text(is_="ritstjóri", en="editor", pl="redaktor"),
    Role.MANAGER: Text(is_="umsjónarmaður", en="manager", pl="menedżer"),
}
ROLE_HINTS = {
    Role.CASE_WORKER: Text(
        is_="Vinnur úr umsóknum og tekur ákvarðanir.",
        en="Handles applications and takes decisions.",
        pl="Rozpatruje wnioski i podejmuje decyzje.",
    ),
    Role.ADMINISTRATOR: Text(
        is_="Veitir hlutverk og breytir stillingum og upplýsingum skrifstofunnar.",
        en="Gives roles and changes the office's settings and information.",
        pl="Nadaje role oraz zmienia ustawienia i dane urzędu.",
    ),
    Role.VIEWER: Text(
        is_="Les mál en breytir engu.",
        en="Reads cases and changes nothing.",
        pl="Czyta sprawy, niczego nie zmienia.",
    ),
    Role.AUDITOR: Text(
        is_="Les hverjir hafa skoðað hvað og gert hvað.",
        en="Reads who has looked at what and done what.",
        pl="Sprawdza, kto co przeglądał i co zrobił.",
    ),
    Role.EDITOR: Text(
        is_="Skrifar sameiginlega texta og síður Sambandsins.",
        en="Writes shared texts and the association's pages.",
        pl="Redaguje wspólne teksty i strony Związku.",
    ),
    Role.MANAGER: Text(
        is_="Heldur utan um skrá sveitarfélaga og sameiginleg verkefni.",
        en="Keeps the register of municipalities and joint projects.",
        pl="Prowadzi rejestr gmin i wspólne projekty.",
    ),
}
