"""Why a verb of this room would not do what was asked, in words for the person who tried."""

from __future__ import annotations

from samveita.iceland.texts import Text


class PaymentRefused(ValueError):
    """Something that isn't possible as the line or run stands; ``reason`` says why and what to do."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.is_)
        self.reason = reason


NOT_NOW = Text(
    is_="Þetta er ekki hægt eins og greiðslan stendur núna. Skoðaðu stöðuna og reyndu aftur.",
    en="This can't be done as the payment stands now. Look at its status and try again.",
    pl="W obecnym stanie wypłaty nie można tego zrobić. Sprawdź jej status i spróbuj ponownie.",
)
RUN_MOVED = Text(
    is_="Keyrslan breyttist á meðan þú hafðir síðuna opna. Skoðaðu hana eins og hún er núna.",
    en="The run changed while you had the page open. Look at it as it stands now.",
    pl="Lista zmieniła się, gdy strona była otwarta. Sprawdź jej obecny stan.",
)
NOTHING_READY = Text(
    is_="Engin greiðsla er tilbúin fyrir þennan mánuð. Greiðslur í bið og greiðslur án bankareiknings fara ekki í keyrslu.",
    en="No payment is ready for this month. Payments on hold or without a bank account don't go into a run.",
    pl="Brak gotowych wypłat za ten miesiąc. Wypłaty wstrzymane lub bez konta bankowego nie trafiają na listę.",
)
PAY_DAY_PASSED = Text(
    is_="Greiðsludagurinn er liðinn. Veldu dag í dag eða síðar.",
    en="The day of payment has passed. Choose today or later.",
    pl="Dzień wypłaty już minął. Wybierz dzisiejszą lub późniejszą datę.",
)
OTHER_MUNICIPALITY = Text(
    is_="Greiðslan er á vegum annars sveitarfélags en keyrslan.",
    en="The payment belongs to another municipality than the run.",
    pl="Wypłata należy do innej gminy niż lista.",
)
SECOND_PERSON = Text(
    is_="Annar starfsmaður en sá sem vann keyrsluna þarf að samþykkja hana. Stjórnandi getur breytt þeirri stillingu.",
    en="Somebody other than the person who prepared the run has to approve it. An administrator can change that setting.",
    pl="Listę musi zatwierdzić inna osoba niż ta, która ją przygotowała. Administrator może zmienić to ustawienie.",
)
PAYS_HERSELF = Text(
    is_="Keyrslan greiðir þér sjálfri eða sjálfum. Annar starfsmaður þarf að vinna hana og samþykkja.",
    en="The run pays you yourself. Another member of staff has to prepare and approve it.",
    pl="Lista zawiera wypłatę dla Ciebie. Musi ją przygotować i zatwierdzić inny pracownik.",
)
NOT_READY = Text(
    is_="Í keyrslunni eru greiðslur sem eru í bið eða vantar bankareikning. Taktu þær úr henni fyrst.",
    en="The run holds payments that are on hold or lack a bank account. Take them out first.",
    pl="Na liście są wypłaty wstrzymane lub bez konta bankowego. Najpierw je usuń.",
)
OWES_MORE = Text(
    is_="Leiðréttingar viðtakanda í keyrslunni eru hærri en greiðslurnar til hans. Endurkrafa er sérstakt mál.",
    en="A recipient's corrections in the run exceed the payments to them. Claiming money back is a matter of its own.",
    pl="Korekty odbiorcy na liście przewyższają jego wypłaty. Żądanie zwrotu to osobna sprawa.",
)
HANDED_OVER_OTHERWISE = Text(
    is_="Keyrslan hefur þegar verið afhent bókhaldi á annan hátt. Hún fer ekki tvisvar.",
    en="The run has already been handed to the accounts in another way. It does not go twice.",
    pl="Listę już przekazano księgowości w inny sposób. Nie można przekazać jej dwa razy.",
)
MONTH_OFF = Text(
    is_="Ekki stemmir allt. Lagaðu það sem er á listanum eða skrifaðu skýringu áður en þú lokar mánuðinum.",
    en="Not everything agrees. Mend what is on the list, or write an explanation before you close the month.",
    pl="Nie wszystko się zgadza. Popraw to, co jest na liście, albo wpisz wyjaśnienie przed zamknięciem miesiąca.",
)
MONTH_MOVED = Text(
    is_="Mánaðamótin breyttust á meðan þú hafðir síðuna opna. Skoðaðu þau eins og þau eru núna.",
    en="The month-end changed while you had the page open. Look at it as it stands now.",
    pl="Zamknięcie miesiąca zmieniło się, gdy strona była otwarta. Sprawdź jego obecny stan.",
)
MONTH_AHEAD = Text(
    is_="Mánuðurinn er ekki byrjaður. Þú getur ekki lokað honum strax.",
    en="The month has not begun. You can't close it yet.",
    pl="Miesiąc jeszcze się nie zaczął. Nie można go jeszcze zamknąć.",
)
MONTH_SECOND_PERSON = Text(
    is_="Annar starfsmaður en sá sem staðfesti mánaðamótin þarf að loka mánuðinum.",
    en="Somebody other than the person who confirmed the month-end has to close the month.",
    pl="Miesiąc musi zamknąć inna osoba niż ta, która go potwierdziła.",
)
MONTH_IS_CLOSED = Text(
    is_="Mánuðinum hefur verið lokað. Opnaðu hann aftur eða veldu annan mánuð.",
    en="The month has been closed. Reopen it or choose another month.",
    pl="Miesiąc został zamknięty. Otwórz go ponownie albo wybierz inny miesiąc.",
)
WHY_REOPEN = Text(
    is_="Skrifaðu ástæðu þess að mánuðurinn er opnaður aftur.",
    en="Write why the month is being reopened.",
    pl="Podaj powód ponownego otwarcia miesiąca.",
)
NOT_A_KEY = Text(
    is_="Skrifaðu gildisdag, gjaldalykil og mótlykil. Hver reitur er í mesta lagi 20 stafir.",
    en="Enter the first day, the expense account and the clearing account. Each field has at most 20 characters.",
    pl="Podaj datę obowiązywania, konto kosztów i konto przeciwstawne. Każde pole ma najwyżej 20 znaków.",
)
TOO_MANY_KEYS = Text(
    is_="Bókunarlyklarnir eru orðnir of margir. Taktu þá burt sem gilda ekki lengur.",
    en="There are too many booking keys. Take away those that no longer hold.",
    pl="Kluczy księgowania jest za dużo. Usuń te, które już nie obowiązują.",
)
NO_SUCH_KEY = Text(
    is_="Bókunarlykillinn er ekki lengur til.",
    en="The booking key no longer exists.",
    pl="Klucz księgowania już nie istnieje.",
)
NOT_CONNECTED = Text(
    is_="Bókhaldið er ekki tengt. Stjórnandi setur tenginguna upp, eða þú sækir keyrsluna sem skrá.",
    en="The accounts are not connected. An administrator sets the connection up, or you download the run as a file.",
    pl="Księgowość nie jest połączona. Administrator ustawi połączenie albo pobierz listę jako plik.",
)
ACCOUNTS_LACK = Text(
    is_="Bókhaldið tæki ekki við keyrslunni. Þetta vantar: {missing}",
    en="The accounts would not take the run. This is missing: {missing}",
    pl="Księgowość nie przyjęłaby listy. Brakuje: {missing}",
)
NOT_AN_ADDRESS = Text(
    is_="Slóð bókhaldsins byrjar á https:// og er án notandanafns.",
    en="The address of the accounts begins with https:// and holds no user name.",
    pl="Adres księgowości zaczyna się od https:// i nie zawiera nazwy użytkownika.",
)
NO_SUCH_ADAPTER = Text(
    is_="Þessi tegund bókhaldskerfis er ekki til.",
    en="There is no such kind of accounting system.",
    pl="Nie ma takiego rodzaju systemu księgowego.",
)
WHO_LOGS_IN = Text(
    is_="Skráðu bæði notandanafn og lykilorð.",
    en="Enter both a user name and a password.",
    pl="Podaj nazwę użytkownika i hasło.",
)
