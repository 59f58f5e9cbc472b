import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pypdf
import pytest
from pydantic import ValidationError

from samveita.engines.letters.data import LetterData, Recipient, Sender, Signature, TableLine
from samveita.engines.letters.render import render
from samveita.engines.letters.template import LetterError, LetterTemplate
from samveita.iceland.texts import Text
from samveita.services.financial_aid.letters import RECEIPT, ReceiptData

ARMS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 12"><path d="M0 0h10v12H0z" fill="#1a5"/></svg>'
)


def receipt(**changes):
    whole = {
        "sender": Sender(name="Hafnarfjarðarkaupstaður", place="Hafnarfirði"),
        "recipient": Recipient(name="Anna Þórðardóttir", address=("Lækjargötu 12", "220 Hafnarfirði")),
        "dated": date(2026, 1, 5),
        "case_number": "HFJ-2026-000123",
        "signature": Signature(name="Sigrún Ólafsdóttir", title="Ráðgjafi"),
        "applied_month": date(2026, 1, 1),
        "answer_by": date(2026, 1, 19),
        "case_url": "https://example.is/mal/1",
    }
    return ReceiptData(**(whole | changes))


def metadata_of(letter):
    reader = pypdf.PdfReader(io.BytesIO(letter.pdf))
    catalogue = reader.trailer["/Root"]
    return reader, catalogue, catalogue["/Metadata"].get_object().get_data().decode()


def test_the_file_claims_archival_and_accessible_standards_with_title_and_language():
    letter = render(RECEIPT, receipt())

    reader, catalogue, xmp = metadata_of(letter)

    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert catalogue["/Lang"] == "is-IS"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == letter.title == "Við höfum fengið umsóknina þína"


def test_all_fonts_are_embedded():
    reader = pypdf.PdfReader(io.BytesIO(render(RECEIPT, receipt()).pdf))

    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]

    assert descriptors != []
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in descriptors)


def test_the_same_input_gives_the_same_bytes():
    first, second = render(RECEIPT, receipt()), render(RECEIPT, receipt())

    assert first.pdf == second.pdf
    assert first.sha256 == hashlib.sha256(first.pdf).hexdigest()


def test_another_input_gives_another_file():
    assert render(RECEIPT, receipt()).sha256 != render(RECEIPT, receipt(case_number="HFJ-2026-000124")).sha256


NASTY = '#panic("x") *bold* _it_ $x^2$ [a](b) <plain> \\ // @ref `raw` „Þ“ {x} ~ \' " --- = Heading'


def test_text_that_looks_like_markup_stays_text():
    letter = render(
        RECEIPT,
        receipt(recipient=Recipient(name=NASTY[:300]), case_number="#1 *2*"),
        texts={"what_next": f"{NASTY}\n\n= Ekki fyrirsögn\r\n#1"},
    )

    assert NASTY in letter.text
    assert "Málsnúmerið er #1 *2*." in letter.text
    assert f"{NASTY}\n\n= Ekki fyrirsögn #1" in letter.text
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(letter.pdf)).pages)
    assert "*bold* _it_ $x^2$" in printed


def test_a_local_paragraph_takes_the_municipalitys_own_words():
    letter = render(RECEIPT, receipt(), texts={"what_next": "Opið er alla daga."})

    own = [paragraph for paragraph in letter.paragraphs if not paragraph.is_locked]

    assert [(paragraph.key, paragraph.text) for paragraph in own] == [("what_next", "Opið er alla daga.")]


@pytest.mark.parametrize("texts", [{"received": "Nei"}, {"unknown": "Nei"}, {"what_next": "  \n"}])
def test_a_locked_unknown_or_empty_text_is_refused(texts):
    with pytest.raises(LetterError):
        render(RECEIPT, receipt(), texts=texts)


def test_the_letter_stays_icelandic_and_a_reading_aid_is_added_in_the_language_asked_for():
    icelandic, english, polish = (
        render(RECEIPT, receipt(), language=code).text for code in ("is", "en", "pl")
    )

    assert english.startswith(icelandic.rstrip("\n"))
    assert "In English\n\nWe have received your application" in english
    assert "Po polsku\n\nOtrzymaliśmy Twój wniosek" in polish
    with pytest.raises(LetterError, match="'da'"):
        render(RECEIPT, receipt(), language="da")


def test_data_of_another_letter_are_refused():
    other = LetterData(**{name: getattr(receipt(), name) for name in LetterData.model_fields})

    with pytest.raises(LetterError, match="takes ReceiptData, not LetterData"):
        render(RECEIPT, other)


def test_arms_are_drawn_when_they_are_described():
    sender = Sender(
        name="Akureyrarbær", place="Akureyri", arms_svg=ARMS, arms_description="Skjaldarmerki Akureyrarbæjar"
    )

    assert render(RECEIPT, receipt(sender=sender)).sha256 != render(RECEIPT, receipt()).sha256


def test_a_drawing_without_a_description_is_not_accepted():
    with pytest.raises(ValidationError, match="describe"):
        Sender(name="Akureyrarbær", place="Akureyri", arms_svg=ARMS)


def test_an_arms_drawing_that_is_no_drawing_is_an_error_in_plain_words():
    broken = Sender(name="Akureyrarbær", place="Akureyri", arms_svg="<svg", arms_description="Skjaldarmerki")

    with pytest.raises(LetterError, match=r"receipt\.typ"):
        render(RECEIPT, receipt(sender=broken))
    assert render(RECEIPT, receipt()).title == "Við höfum fengið umsóknina þína"


def test_threads_do_not_mix_letters_up():
    def number_in_letter(number):
        return render(RECEIPT, receipt(case_number=f"M-{number:04d}")).text

    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(number_in_letter, range(80)))

    assert [text.count(f"M-{number:04d}") for number, text in enumerate(texts)] == [2] * 80


def test_a_template_outside_the_package_is_refused(tmp_path):
    with pytest.raises(LetterError, match="outside"):
        LetterTemplate(
            key="x",
            version=1,
            name=Text(is_="x", en="x", pl="x"),
            path=Path(tmp_path / "x.typ"),
            data=LetterData,
        )


def test_stored_letter_data_read_back_as_they_were():
    data = receipt()

    assert ReceiptData.model_validate_json(data.model_dump_json()) == data
    assert data.model_dump(mode="json")["dated"] == "2026-01-05"


def test_an_amount_in_a_letter_is_whole_kronur():
    with pytest.raises(ValidationError):
        TableLine(label="Skattur", amount=100.0)
