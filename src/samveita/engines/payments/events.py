"""What happens to payments, as events; those a resident may read stand on the timeline of her case."""

from __future__ import annotations

from samveita.engines.payments.documents import LineEventDetails, MonthEventDetails, RunEventDetails
from samveita.engines.payments.models import MonthEnd, PaymentLine, PaymentRun
from samveita.ground.audit.actors import Actor, Target
from samveita.ground.audit.recording import record
from samveita.ground.audit.registry import EventType, register_event
from samveita.iceland.texts import Text


def _line(name: str, sentence: Text, *, visible: bool = False) -> EventType:
    return register_event(
        EventType(
            name=f"payments.{name}", sentence=sentence, visible_to_resident=visible, data=LineEventDetails
        )
    )


def _run(name: str, sentence: Text) -> EventType:
    return register_event(
        EventType(name=f"payments.{name}", sentence=sentence, visible_to_resident=False, data=RunEventDetails)
    )


def _month(name: str, sentence: Text) -> EventType:
    return register_event(
        EventType(
            name=f"payments.{name}", sentence=sentence, visible_to_resident=False, data=MonthEventDetails
        )
    )


LINE_PLANNED = _line(
    "line_planned",
    Text(is_="Greiðsla var sett á áætlun.", en="A payment was planned.", pl="Zaplanowano wypłatę."),
    visible=True,
)
LINE_CANCELLED = _line(
    "line_cancelled",
    Text(
        is_="Hætt var við greiðslu því að ný ákvörðun tók við.",
        en="A payment was cancelled because a new decision replaced the earlier one.",
        pl="Wypłatę anulowano, ponieważ nową decyzją zastąpiono poprzednią.",
    ),
    visible=True,
)
LINE_CORRECTED = _line(
    "line_corrected",
    Text(
        is_="Mótfærsla var skráð á móti greiðslu sem var farin.",
        en="A counter-entry was made against a payment that had gone out.",
        pl="Zapisano korektę zrealizowanej wypłaty.",
    ),
)
LINE_HELD = _line(
    "line_held",
    Text(
        is_="{who} setti greiðslu í bið.",
        en="{who} put a payment on hold.",
        pl="{who} – wstrzymano wypłatę.",
    ),
)
LINE_RELEASED = _line(
    "line_released",
    Text(
        is_="{who} tók greiðslu úr bið.",
        en="{who} released a payment.",
        pl="{who} – wznowiono wypłatę.",
    ),
)
LINE_DROPPED = _line(
    "line_dropped",
    Text(
        is_="{who} felldi niður greiðslulínu.",
        en="{who} dropped a payment line.",
        pl="{who} – usunięto pozycję wypłaty.",
    ),
)
ACCOUNT_GIVEN = _line(
    "account_given",
    Text(
        is_="{who} skráði bankareikning fyrir greiðslu.",
        en="{who} entered a bank account for a payment.",
        pl="{who} – podano konto bankowe do wypłaty.",
    ),
    visible=True,
)
LINE_CONFIRMED = _line(
    "line_confirmed",
    Text(
        is_="Bókhald sveitarfélagsins tók við greiðslunni.",
        en="The municipality's accounts took the payment on.",
        pl="Księgowość gminy przyjęła wypłatę.",
    ),
    visible=True,
)
LINE_FAILED = _line(
    "line_failed",
    Text(
        is_="Greiðsla komst ekki til skila.",
        en="A payment did not get through.",
        pl="Wypłata nie doszła do skutku.",
    ),
)
LINE_UNKNOWN = _line(
    "line_unknown",
    Text(
        is_="Óvíst er hvort bókhaldið tók við greiðslu.",
        en="It is uncertain whether the accounts took a payment on.",
        pl="Nie wiadomo, czy księgowość przyjęła wypłatę.",
    ),
)
LINE_RETRIED = _line(
    "line_retried",
    Text(
        is_="{who} sendi greiðslu aftur.",
        en="{who} sent a payment again.",
        pl="{who} – ponownie wysłano wypłatę.",
    ),
)
RUN_MADE = _run(
    "run_made",
    Text(
        is_="{who} bjó til greiðslukeyrslu.",
        en="{who} made a payment run.",
        pl="{who} – utworzono listę wypłat.",
    ),
)
RUN_CHANGED = _run(
    "run_changed",
    Text(
        is_="{who} breytti línum greiðslukeyrslu.",
        en="{who} changed the lines of a payment run.",
        pl="{who} – zmieniono pozycje listy wypłat.",
    ),
)
RUN_APPROVED = _run(
    "run_approved",
    Text(
        is_="{who} samþykkti greiðslukeyrslu.",
        en="{who} approved a payment run.",
        pl="{who} – zatwierdzono listę wypłat.",
    ),
)
RUN_REOPENED = _run(
    "run_reopened",
    Text(
        is_="Samþykki greiðslukeyrslu féll niður.",
        en="The approval of a payment run lapsed.",
        pl="Zatwierdzenie listy wypłat wygasło.",
    ),
)
RUN_DISSOLVED = _run(
    "run_dissolved",
    Text(
        is_="{who} leysti upp greiðslukeyrslu.",
        en="{who} dissolved a payment run.",
        pl="{who} – rozwiązano listę wypłat.",
    ),
)
RUN_EXPORTED = _run(
    "run_exported",
    Text(
        is_="{who} sótti greiðslukeyrslu sem skrá.",
        en="{who} downloaded a payment run as a file.",
        pl="{who} – pobrano listę wypłat jako plik.",
    ),
)
RUN_SENT = _run(
    "run_sent",
    Text(
        is_="{who} sendi greiðslukeyrslu í bókhald.",
        en="{who} sent a payment run to the accounts.",
        pl="{who} – wysłano listę wypłat do księgowości.",
    ),
)
RUN_CLOSED = _run(
    "run_closed",
    Text(
        is_="Greiðslukeyrslu lauk.",
        en="A payment run was completed.",
        pl="Lista wypłat została zakończona.",
    ),
)
MONTH_CONFIRMED = _month(
    "month_confirmed",
    Text(
        is_="{who} staðfesti mánaðamót greiðslna.",
        en="{who} confirmed the month-end of payments.",
        pl="{who} – potwierdzono zamknięcie miesiąca wypłat.",
    ),
)
MONTH_CLOSED = _month(
    "month_closed",
    Text(
        is_="{who} lokaði mánuði greiðslna.",
        en="{who} closed a month of payments.",
        pl="{who} – zamknięto miesiąc wypłat.",
    ),
)
MONTH_REOPENED = _month(
    "month_reopened",
    Text(
        is_="{who} opnaði mánuð greiðslna aftur.",
        en="{who} reopened a month of payments.",
        pl="{who} – ponownie otwarto miesiąc wypłat.",
    ),
)
SETUP_CHANGED = register_event(
    EventType(
        name="payments.setup_changed",
        sentence=Text(
            is_="{who} breytti tengingu við bókhald.",
            en="{who} changed the connection to the accounts.",
            pl="{who} – zmieniono połączenie z księgowością.",
        ),
        visible_to_resident=False,
    )
)
PAYMENTS_LOOKED = register_event(
    EventType(
        name="payments.looked",
        sentence=Text(
            is_="{who} skoðaði greiðslur skrifstofunnar.",
            en="{who} viewed the office's payments.",
            pl="{who} – przeglądano wypłaty urzędu.",
        ),
        visible_to_resident=False,
        is_look=True,
    )
)


def tell_line(event: EventType, actor: Actor, line: PaymentLine) -> None:
    """Record an event of a line, on its case, in the current transaction."""
    record(
        event,
        actor=actor,
        target=Target("payment_line", line.uid),
        case=line.case.uid,
        office=line.office.uid,
        municipality=line.municipality.uid,
        data=LineEventDetails(kind=line.kind, amount=line.amount, month=line.month),
    )


def tell_run(event: EventType, actor: Actor, run: PaymentRun) -> None:
    """Record an event of a run, in the current transaction."""
    record(
        event,
        actor=actor,
        target=Target("payment_run", run.uid),
        office=run.office.uid,
        municipality=run.municipality.uid,
        data=RunEventDetails(number=run.number, total=run.total, lines=run.line_count),
    )


def tell_month(event: EventType, actor: Actor, month_end: MonthEnd) -> None:
    """Record an event of a month-end, in the current transaction."""
    totals = month_end.totals
    record(
        event,
        actor=actor,
        target=Target("month_end", month_end.uid),
        office=month_end.office.uid,
        data=MonthEventDetails(
            month=month_end.month,
            confirmed=0 if totals is None else totals.confirmed,
            off=0 if totals is None else totals.off,
        ),
    )
