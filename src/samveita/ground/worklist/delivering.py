"""Carrying one delivery out: lease, call the kind's handler, settle. Registered as a background job."""

from __future__ import annotations

from uuid import UUID

import structlog

from samveita.ground.worklist import background, deliveries
from samveita.ground.worklist.crashpoints import crash_point
from samveita.ground.worklist.handlers import KINDS, OutcomeUnknown, Refused, TryAgain

log = structlog.get_logger("samveita.worklist")


def deliver(uid: UUID) -> None:
    """Attempt one delivery if it is due; safe to call twice and beside other workers."""
    claimed = deliveries.claim_due(uid)
    if claimed is None:
        return
    crash_point("worklist.claimed")
    try:
        KINDS[claimed.kind].handler(claimed.target)
    except TryAgain as problem:
        deliveries.failed_try_again(claimed, code=problem.code)
    except OutcomeUnknown as problem:
        deliveries.unknown(claimed, code=problem.code)
    except Refused as problem:
        deliveries.given_up(claimed, code=problem.code)
    except Exception as mistake:
        # Where a handler broke off by mistake nobody knows: before its call or after it.
        log.exception("delivery handler failed", kind=claimed.kind, delivery=str(claimed.uid))
        deliveries.unknown(claimed, code=type(mistake).__name__)
    else:
        crash_point("worklist.delivered")
        deliveries.succeeded(claimed)


background.register_job(deliveries.DELIVER, deliver)
