"""What the resident reads when an answer cannot be used: each sentence says what to do, in three languages."""

from __future__ import annotations

from samveita.engines.forms.declaring import Kind
from samveita.iceland.texts import Text

ANSWER_NEEDED = Text(
    is_="Svaraðu spurningunni „{label}“.",
    en="Answer the question “{label}”.",
    pl="Odpowiedz na pytanie „{label}”.",
)
CHOICE_NEEDED = Text(
    is_="Veldu svar við spurningunni „{label}“.",
    en="Choose an answer to “{label}”.",
    pl="Wybierz odpowiedź na pytanie „{label}”.",
)
CONSENT_NEEDED = Text(
    is_="Hakaðu við „{label}“ til að halda áfram.",
    en="Tick “{label}” to continue.",
    pl="Zaznacz „{label}”, aby przejść dalej.",
)
NOT_AN_OPTION = Text(
    is_="Veldu eitt af svörunum sem eru gefin.",
    en="Choose one of the answers given.",
    pl="Wybierz jedną z podanych odpowiedzi.",
)
NOT_A_DATE = Text(
    is_="Skrifaðu dag, mánuð og ár, til dæmis 14.12.2026.",
    en="Write day, month and year, for example 14.12.2026.",
    pl="Wpisz dzień, miesiąc i rok, na przykład 14.12.2026.",
)
NO_SUCH_DAY = Text(
    is_="Þessi dagur er ekki til. Athugaðu dag og mánuð.",
    en="There is no such day. Check the day and the month.",
    pl="Taki dzień nie istnieje. Sprawdź dzień i miesiąc.",
)
MUST_BE_PAST = Text(
    is_="Dagurinn má ekki vera síðar en í dag.",
    en="The day cannot be later than today.",
    pl="Data nie może być późniejsza niż dzisiejsza.",
)
MUST_BE_FUTURE = Text(
    is_="Dagurinn má ekki vera liðinn. Veldu daginn í dag eða síðari dag.",
    en="The day cannot be in the past. Choose today or a later day.",
    pl="Data nie może być przeszła. Wybierz dzisiejszą lub późniejszą.",
)
NOT_AN_AMOUNT = Text(
    is_="Skrifaðu upphæð í krónum með tölustöfum, til dæmis 212.694.",
    en="Write an amount in krónur in digits, for example 212.694.",
    pl="Wpisz kwotę w koronach cyframi, na przykład 212.694.",
)
NO_DECIMALS = Text(
    is_="Skrifaðu upphæðina í heilum krónum, án aura og með punkti á milli þúsunda, til dæmis 212.694.",
    en="Write the amount in whole krónur, without decimals and with a full stop between thousands, "
    "for example 212.694.",
    pl="Wpisz kwotę w pełnych koronach, bez części dziesiętnych i z kropką między tysiącami, na przykład 212.694.",
)
NOT_A_PERCENTAGE = Text(
    is_="Skrifaðu heila tölu á bilinu 0 til 100, til dæmis 40.",
    en="Write a whole number from 0 to 100, for example 40.",
    pl="Wpisz liczbę całkowitą od 0 do 100, na przykład 40.",
)
TOO_LITTLE = Text(
    is_="Talan má ekki vera lægri en {least}.",
    en="The number cannot be lower than {least}.",
    pl="Liczba nie może być mniejsza niż {least}.",
)
TOO_MUCH = Text(
    is_="Talan má ekki vera hærri en {most}.",
    en="The number cannot be higher than {most}.",
    pl="Liczba nie może być większa niż {most}.",
)
TOO_LONG = Text(
    is_="Styttu textann. Hann má vera {most} stafir en er {given}.",
    en="Shorten the text. It can have {most} characters but has {given}.",
    pl="Skróć tekst. Może mieć znaków: {most}, a ma: {given}.",
)
NOT_AN_EMAIL = Text(
    is_="Skrifaðu netfang, til dæmis nafn@daemi.is.",
    en="Write an e-mail address, for example name@example.is.",
    pl="Wpisz adres e-mail, na przykład imie@przyklad.is.",
)
NOT_A_PHONE = Text(
    is_="Skrifaðu símanúmer með sjö tölustöfum, til dæmis 555 1234. Settu + og landsnúmer fremst í erlent númer.",
    en="Write a phone number with seven digits, for example 555 1234. Begin a foreign number with + "
    "and the country code.",
    pl="Wpisz numer telefonu z siedmiu cyfr, na przykład 555 1234. Numer zagraniczny zacznij od + i kodu kraju.",
)
NOT_A_BANK_ACCOUNT = Text(
    is_="Skrifaðu bankanúmer, höfuðbók og reikningsnúmer, til dæmis 0133-26-012345.",
    en="Write bank, ledger (höfuðbók) and account number, for example 0133-26-012345.",
    pl="Wpisz numer banku, księgi (höfuðbók) i rachunku, na przykład 0133-26-012345.",
)
WRONG_TYPE = Text(
    is_="Svarið er ekki af réttri gerð. Sjá lýsingu eyðublaðsins (JSON Schema).",
    en="The answer is not of the right type. See the form's description (JSON Schema).",
    pl="Odpowiedź jest niewłaściwego typu. Zobacz opis formularza (JSON Schema).",
)
NOT_ASKED = Text(
    is_="Þessarar spurningar er ekki spurt miðað við önnur svör. Slepptu svarinu.",
    en="This question is not asked, given the other answers. Leave the answer out.",
    pl="To pytanie nie jest zadawane przy pozostałych odpowiedziach. Pomiń odpowiedź.",
)
UNKNOWN_QUESTION = Text(
    is_="Þessi spurning er ekki í eyðublaðinu.",
    en="This question is not in the form.",
    pl="Tego pytania nie ma w formularzu.",
)
YES = Text(is_="Já", en="Yes", pl="Tak")
NO = Text(is_="Nei", en="No", pl="Nie")
CONFIRMED = Text(is_="Staðfest", en="Confirmed", pl="Potwierdzono")
NOT_ANSWERED = Text(is_="Ekki svarað", en="Not answered", pl="Brak odpowiedzi")

_NEEDED = {Kind.CHOICE: CHOICE_NEEDED, Kind.YES_NO: CHOICE_NEEDED, Kind.CONSENT: CONSENT_NEEDED}


def needed(kind: Kind, label: Text) -> Text:
    """Return the sentence that asks for an answer that is missing."""
    sentence = _NEEDED.get(kind, ANSWER_NEEDED)
    return Text(
        is_=sentence.is_.format(label=label.is_),
        en=sentence.en.format(label=label.en),
        pl=sentence.pl.format(label=label.pl),
    )
