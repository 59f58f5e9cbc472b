"""One small real PDF, for a register that answers with a document. No library: what is simulated shares no code."""

from __future__ import annotations

LINE_HEIGHT = 18


def small_pdf(title: str, lines: list[str]) -> bytes:
    """Return a one-page PDF with a title and lines of text (characters of Windows-1252, which hold all Icelandic)."""
    shown = [title, "", *lines]
    drawing = b"".join(b"(%s) Tj T*\n" % _escaped(line) for line in shown)
    stream = b"BT /F1 12 Tf %d TL 60 780 Td\n%sET" % (LINE_HEIGHT, drawing)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 7 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) >>" % _escaped(title),
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    whole, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(whole)
    whole += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    whole += b"".join(b"%010d 00000 n \n" % place for place in places)
    return whole + b"trailer << /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
