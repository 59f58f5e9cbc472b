"""What financial aid keeps, for how long and under which file key (málalykill); what nobody has confirmed says so.

A municipality is bound by the law on public archives: records of a case are destroyed only with the permission of the
National Archives (77/2014), so everything that belongs to a case is kept until it is handed over. Only what never became a
case is deleted by the platform. The file key is the municipality's own and is entered in the records system it uses.
"""

from __future__ import annotations

from samveita.engines.cases.declaring import Kept
from samveita.iceland.texts import Text

UNTIL_HANDED_OVER = Text(
    is_="Þar til gögnin eru afhent opinberu skjalasafni",
    en="Until the records are handed over to a public archive",
    pl="Do przekazania akt do archiwum publicznego",
)
ARCHIVES = "Lög um opinber skjalasöfn nr. 77/2014"

RETENTION = (
    Kept(
        key="drafts",
        what=Text(
            is_="Umsóknir sem voru aldrei sendar, með skjölum",
            en="Applications that were never sent, with their files",
            pl="Niewysłane wnioski wraz z plikami",
        ),
        how_long=Text(
            is_="Eins lengi og sá sem rekur kerfið stillir",
            en="As long as whoever runs the system sets",
            pl="Tak długo, jak ustawi operator systemu",
        ),
        basis="SAMVEITA_DRAFTS_KEPT_DAYS",
        is_verified=True,
    ),
    *(
        Kept(key=key, what=what, how_long=UNTIL_HANDED_OVER, basis=ARCHIVES, is_verified=False)
        for key, what in (
            (
                "cases",
                Text(
                    is_="Mál: umsókn, spurningar eins og þær voru, samskipti og ferill",
                    en="Cases: the application, the questions as they were, messages and history",
                    pl="Sprawy: wniosek, pytania w ówczesnym brzmieniu, wiadomości i historia",
                ),
            ),
            (
                "decisions",
                Text(
                    is_="Ákvarðanir, útreikningar og bréf",
                    en="Decisions, calculations and letters",
                    pl="Decyzje, wyliczenia i pisma",
                ),
            ),
            (
                "documents",
                Text(
                    is_="Skjöl sem umsækjandi skilaði",
                    en="Documents the applicant handed in",
                    pl="Dokumenty dostarczone przez wnioskodawcę",
                ),
            ),
            (
                "lookups",
                Text(
                    is_="Svör Þjóðskrár og Skattsins",
                    en="Answers of Registers Iceland and Iceland Revenue",
                    pl="Odpowiedzi rejestru ludności i urzędu skarbowego",
                ),
            ),
        )
    ),
)
