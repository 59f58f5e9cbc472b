"""QR codes (ISO/IEC 18004) as drawings that stand in a page: what is on paper or a screen, opened in the phone."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(address: str) -> SafeString:
    """Return a QR code as a drawing; segno writes attributes only, no style and no script."""
    drawn = segno.make(address, error="m").svg_inline(
        scale=4, border=2, omitsize=True, dark="#000", light="#fff"
    )
    return mark_safe(drawn)  # noqa: S308 - drawn from the modules alone; the address is not in it as text
