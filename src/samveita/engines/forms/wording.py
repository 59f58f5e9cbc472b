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
NOT_A_NUMBER = Text(
    is_="Skrifaðu heila tölu með tölustöfum, til dæmis 12.",
    en="Write a whole number in digits, for example 12.",
    pl="Wpisz liczbę całkowitą cyframi, na przykład 12.",
)
NOT_A_DECIMAL_NUMBER = Text(
    is_="Skrifaðu tölu með tölustöfum og kommu á undan aukastöfum, til dæmis 124,5.",
    en="Write a number in digits, with a comma before decimals, for example 124,5.",
    pl="Wpisz liczbę cyframi, z przecinkiem przed częścią dziesiętną, na przykład 124,5.",
)
TOO_MANY_DECIMALS = Text(
    is_="Talan má hafa þennan fjölda aukastafa í mesta lagi: {most}.",
    en="The number may have at most this many decimals: {most}.",
    pl="Maksymalna liczba miejsc po przecinku: {most}.",
)
TOO_FEW_CHOSEN = Text(
    is_="Veldu fleiri svör. Fjöldinn þarf að vera að minnsta kosti {least}.",
    en="Choose more answers. At least {least} are needed.",
    pl="Wybierz więcej odpowiedzi. Potrzeba co najmniej: {least}.",
)
TOO_MANY_CHOSEN = Text(
    is_="Veldu færri svör. Fjöldinn má vera {most} í mesta lagi.",
    en="Choose fewer answers. There may be {most} at most.",
    pl="Wybierz mniej odpowiedzi. Może ich być najwyżej: {most}.",
)
ADDRESS_UNCLEAR = Text(
    is_="Fleiri en eitt staðfang kemur til greina. Veldu það sem þú átt við.",
    en="More than one address is possible. Choose the one you mean.",
    pl="Pasuje więcej niż jeden adres. Wybierz właściwy.",
)
ADDRESS_UNKNOWN = Text(
    is_="Við finnum ekki „{text}“ í Staðfangaskrá.",
    en="We cannot find “{text}” in the address register (Staðfangaskrá).",
    pl="Nie znaleziono „{text}” w rejestrze adresów (Staðfangaskrá).",
)
NO_SUCH_PLACE = Text(
    is_="Þetta staðfang er ekki í Staðfangaskrá.",
    en="This address is not in the address register (Staðfangaskrá).",
    pl="Tego adresu nie ma w rejestrze adresów (Staðfangaskrá).",
)
NONE_OF_THESE = Text(is_="Ekkert af þessu", en="None of these", pl="Żaden z nich")
PERSON_UNKNOWN = Text(
    is_="Enginn er skráður með þessa kennitölu. Athugaðu tölustafina.",
    en="Nobody is registered with this national id (kennitala). Check the digits.",
    pl="Nikt nie jest zarejestrowany pod tym numerem (kennitala). Sprawdź cyfry.",
)
PERSON_NAME_NEEDED = Text(
    is_="Skrifaðu líka nafn. Ekki tókst að fletta því upp.",
    en="Write the name too. It could not be looked up.",
    pl="Wpisz też imię i nazwisko. Nie udało się ich sprawdzić.",
)
PERSON_FOUND = Text(
    is_="Kennitalan tilheyrir þessari manneskju: {name}.",
    en="The national id (kennitala) belongs to: {name}.",
    pl="Ten numer (kennitala) należy do osoby: {name}.",
)
PERSON_IN_WORDS = Text(
    is_="{name}, kt. {kennitala}",
    en="{name}, national id {kennitala}",
    pl="{name}, nr kennitala {kennitala}",
)
PERSON_UNVERIFIED = Text(
    is_="{name}, kt. {kennitala} (nafnið er óstaðfest)",
    en="{name}, national id {kennitala} (name not verified)",
    pl="{name}, nr kennitala {kennitala} (imię i nazwisko niepotwierdzone)",
)
FILES_NEEDED = Text(
    is_="Settu inn skrá: „{label}“.",
    en="Add a file: “{label}”.",
    pl="Dodaj plik: „{label}”.",
)
TOO_FEW_FILES = Text(
    is_="Settu inn fleiri skrár. Þær þurfa að vera að minnsta kosti {least}.",
    en="Add more files. At least {least} are needed.",
    pl="Dodaj więcej plików. Potrzeba co najmniej: {least}.",
)
TOO_MANY_FILES = Text(
    is_="Skrárnar mega vera {most} í mesta lagi. Fjarlægðu skrá ef þú vilt setja inn aðra.",
    en="There may be {most} files at most. Remove one to add another.",
    pl="Plików może być najwyżej: {most}. Usuń jeden, aby dodać inny.",
)
FILE_NOT_OF_TYPE = Text(
    is_="Þessi skráartegund á ekki við hér. Leyfðar tegundir: {types}.",
    en="This type of file does not fit here. Types taken: {types}.",
    pl="Ten typ pliku nie pasuje. Dozwolone typy: {types}.",
)
UPLOAD_TOO_LARGE = Text(
    is_="Skrárnar voru of stórar í einni sendingu. Hver skrá má vera {limit} MB. Settu þær inn eina í einu.",
    en="The files were too large to send at once. Each may be {limit} MB. Add them one at a time.",
    pl="Pliki były za duże, aby wysłać je naraz. Każdy może mieć {limit} MB. Dodaj je pojedynczo.",
)
FILE_NOT_READABLE = Text(
    is_="Innihald skrárinnar barst ekki heilt (base64). Sendu hana aftur.",
    en="The file's contents did not arrive whole (base64). Send it again.",
    pl="Zawartość pliku nie dotarła w całości (base64). Prześlij go ponownie.",
)
FILE_UNKNOWN = Text(
    is_="Þessi skrá finnst ekki. Sendu innihald hennar.",
    en="This file cannot be found. Send its contents.",
    pl="Nie znaleziono tego pliku. Prześlij jego zawartość.",
)
ENTRY_NEEDED = Text(
    is_="Bættu við upplýsingum: „{label}“.",
    en="Add an entry: “{label}”.",
    pl="Dodaj wpis: „{label}”.",
)
TOO_FEW_ENTRIES = Text(
    is_="Bættu við fleiri færslum. Þær þurfa að vera að minnsta kosti {least}.",
    en="Add more entries. At least {least} are needed.",
    pl="Dodaj więcej wpisów. Potrzeba co najmniej: {least}.",
)
TOO_MANY_ENTRIES = Text(
    is_="Færslurnar mega vera {most} í mesta lagi.",
    en="There may be {most} entries at most.",
    pl="Wpisów może być najwyżej: {most}.",
)
ENTRY_UNFINISHED = Text(
    is_="{entry} {number}: {why}",
    en="{entry} {number}: {why}",
    pl="{entry} {number}: {why}",
)
OPTION_GONE = Text(
    is_="Svarið sem þú valdir er ekki lengur í boði.",
    en="The answer you chose is no longer offered.",
    pl="Wybrana odpowiedź nie jest już dostępna.",
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

_NEEDED = {
    Kind.CHOICE: CHOICE_NEEDED,
    Kind.MULTI_CHOICE: CHOICE_NEEDED,
    Kind.YES_NO: CHOICE_NEEDED,
    Kind.CONSENT: CONSENT_NEEDED,
    Kind.FILE: FILES_NEEDED,
    Kind.GROUP: ENTRY_NEEDED,
}


def needed(kind: Kind, label: Text) -> Text:
    """Return the sentence that asks for an answer that is missing."""
    sentence = _NEEDED.get(kind, ANSWER_NEEDED)
    return Text(
        is_=sentence.is_.format(label=label.is_),
        en=sentence.en.format(label=label.en),
        pl=sentence.pl.format(label=label.pl),
    )
