"""Files a browser sends: of a wrong type, too large, with a program inside – refused in words, and the rest is kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from journeys.conftest import PHONE
from journeys.walking import LEASE, begin, log_in_as, save, somebody

pytestmark = pytest.mark.journey

MEGABYTE = 1024 * 1024
WRONG_TYPE = "Við getum ekki tekið við þessari skráartegund."
CODE_INSIDE = "Skráin inniheldur kóða sem gæti keyrt"
REFUSED = {
    "forrit.exe": (b"MZ" + bytes(200), WRONG_TYPE),
    "sida.pdf": (b"<!doctype html><script>alert(1)</script>", WRONG_TYPE),
    "skjal.pdf": (b"%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj", CODE_INSIDE),
    "stor.txt": (b"a" * (21 * MEGABYTE), "Skráin er of stór."),
}


@pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_refused_file_says_why_and_what_was_already_handed_in_stays(new_page, javascript):
    hers = new_page(PHONE, javascript=javascript)
    log_in_as(hers, somebody())
    begin(hers, "hafnarfjordur")
    hers.goto("/hafnarfjordur/fjarhagsadstod/umsokn/heimili/")
    hers.get_by_role("radio", name=LEASE).check()
    save(hers)
    main, files = hers.get_by_role("main"), hers.locator(".sv-files")

    def hand_in(name: str, content: bytes) -> None:
        hers.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
        if not javascript:
            hers.get_by_role("button", name="Setja inn skrár").click()

    hand_in("samningur.txt", b"Leigusamningur")
    expect(files.get_by_role("link")).to_have_count(1)
    for name, (content, why) in REFUSED.items():
        hand_in(name, content)
        expect(main).to_contain_text(why)
        expect(files.get_by_role("link")).to_have_count(1)
        expect(files.get_by_role("link", name="samningur.txt")).to_be_visible()
    if javascript:
        expect(
            hers.get_by_role("status").filter(has_text="Ekki tókst að setja inn stor.txt.")
        ).to_be_visible()
    save(hers)
    hers.goto("/hafnarfjordur/fjarhagsadstod/umsokn/leigusamningur/")
    expect(files.get_by_role("link", name="samningur.txt")).to_be_visible()
