"""The words of the information pages, in the order they are read. What is promised here is what the platform does."""

from __future__ import annotations

from samveita.iceland.texts import Text
from samveita.iceland.words import DATA_NOTICE

# Help
HELP = Text(is_="Hjálp", en="Help", pl="Pomoc")
HELP_LEAD = Text(
    is_="Þú getur alltaf hringt, skrifað eða komið. Hér er líka svarað því sem oftast er spurt um.",
    en="You can always call, write or come by. The most common questions are answered here too.",
    pl="Zawsze możesz zadzwonić, napisać lub przyjść. Są tu też odpowiedzi na najczęstsze pytania.",
)
LOGIN = Text(is_="Hvernig skrái ég mig inn?", en="How do I log in?", pl="Jak się zalogować?")
LOGIN_SAYS = (
    Text(
        is_="Þú notar rafræn skilríki, í símanum eða í appi Auðkennis. Innskráningin er sú sama og á Ísland.is og "
        "þú þarft ekkert lykilorð.",
        en="You use electronic ID (rafræn skilríki), on your phone or in the Auðkenni app. It is the same login as on "
        "Ísland.is, and you need no password.",
        pl="Używasz elektronicznego dowodu tożsamości (rafræn skilríki) w telefonie lub w aplikacji Auðkenni. To samo "
        "logowanie działa na Ísland.is; hasło nie jest potrzebne.",
    ),
    Text(
        is_="Ef þú átt ekki rafræn skilríki eru leiðbeiningar um þau á Ísland.is.",
        en="If you do not have an electronic ID, Ísland.is explains how to get one.",
        pl="Jeśli nie masz elektronicznego dowodu tożsamości, na Ísland.is znajdziesz instrukcję, jak go uzyskać.",
    ),
)
ISLAND_IS = Text(is_="Opna vef Ísland.is", en="Open the website Ísland.is", pl="Otwórz stronę Ísland.is")
DELEGATION = Text(
    is_="Get ég sótt um fyrir aðra?",
    en="Can I apply for someone else?",
    pl="Czy mogę złożyć wniosek za inną osobę?",
)
DELEGATION_SAYS = (
    Text(
        is_="Já, ef þú hefur umboð. Þú velur fyrir hvern þú kemur fram þegar þú skráir þig inn. Efst á hverri síðu "
        "stendur þá hver á málin, og það er skráð að þú sinntir þeim.",
        en="Yes, if you have a mandate (umboð). You choose whom you act for when you log in. The top of every page then "
        "says whose cases they are, and it is recorded that you handled them.",
        pl="Tak, jeśli masz pełnomocnictwo (umboð). Przy logowaniu wybierasz, kogo reprezentujesz. Na górze każdej strony "
        "widać wtedy, czyje to sprawy, a system zapisuje, kto się nimi zajmował.",
    ),
    Text(is_="Umboð getur verið:", en="A mandate can be:", pl="Pełnomocnictwem może być:"),
)
DELEGATION_KINDS = (
    Text(is_="forsjá barns", en="custody of a child (forsjá)", pl="opieka nad dzieckiem (forsjá)"),
    Text(
        is_="prókúra fyrir fyrirtæki",
        en="procuration for a company (prókúra)",
        pl="prokura w firmie (prókúra)",
    ),
    Text(
        is_="persónulegur talsmaður fatlaðs fólks",
        en="personal representative of a disabled person (persónulegur talsmaður)",
        pl="osobisty przedstawiciel osoby z niepełnosprawnością (persónulegur talsmaður)",
    ),
    Text(
        is_="umboð sem einhver hefur veitt þér á Ísland.is",
        en="a mandate that someone has given you on Ísland.is",
        pl="pełnomocnictwo udzielone Ci przez kogoś na Ísland.is",
    ),
)
NO_ELECTRONIC_ID = Text(
    is_="Hvað ef ég get ekki skráð mig inn?",
    en="What if I cannot log in?",
    pl="Co zrobić, gdy nie mogę się zalogować?",
)
NO_ELECTRONIC_ID_SAYS = (
    Text(
        is_="Hafðu samband við sveitarfélagið. Starfsfólk getur tekið við umsókninni á pappír eða skráð hana með þér, og "
        "hún fer þá sömu leið og aðrar umsóknir.",
        en="Contact the municipality. Staff can accept your application on paper or enter it with you, and it is then "
        "handled just like any other application.",
        pl="Skontaktuj się z gminą. Pracownicy mogą przyjąć wniosek na papierze lub wypełnić go razem z Tobą. Będzie "
        "rozpatrzony tak samo jak inne wnioski.",
    ),
)
SAVED = Text(
    is_="Tapast svörin ef ég hætti í miðju kafi?",
    en="Do I lose my answers if I stop halfway?",
    pl="Czy stracę odpowiedzi, jeśli przerwę w połowie?",
)
SAVED_SAYS = (
    Text(
        is_="Nei. Svörin vistast síðu fyrir síðu. Þú finnur umsóknina aftur undir „Málin mín“ og heldur áfram þar sem frá "
        "var horfið, líka í öðru tæki.",
        en="No. Your answers are saved page by page. You find the application again under “My cases” and continue where "
        "you stopped, also on another device.",
        pl="Nie. Odpowiedzi są zapisywane strona po stronie. Wniosek znajdziesz w sekcji „Moje sprawy” i możesz go "
        "kontynuować w miejscu przerwania, także na innym urządzeniu.",
    ),
)
ANSWER = Text(is_="Hvernig fæ ég svar?", en="How do I get an answer?", pl="Jak otrzymam odpowiedź?")
ANSWER_SAYS = (
    Text(
        is_="Bréf með ákvörðun birtist í stafræna pósthólfinu þínu á Ísland.is og á síðu málsins hér. Á síðu málsins sérðu "
        "líka hvar málið er statt og hver hefur skoðað það.",
        en="The letter with the decision appears in your digital mailbox (stafrænt pósthólf) on Ísland.is and on the "
        "page of your case here. That page also shows where your case stands and who has looked at it.",
        pl="Pismo z decyzją pojawi się w Twojej cyfrowej skrzynce pocztowej (stafrænt pósthólf) na Ísland.is i na stronie "
        "sprawy tutaj. Na stronie sprawy widać też jej stan i to, kto ją oglądał.",
    ),
)

# How data is handled
PRIVACY = Text(
    is_="Svona förum við með gögnin þín",
    en="How we handle your data",
    pl="Jak postępujemy z Twoimi danymi",
)
PRIVACY_LEAD = Text(
    is_="Sveitarfélagið ber ábyrgð á gögnunum þínum. Þú átt alltaf að geta séð hvað er geymt og hver hefur skoðað það.",
    en="The municipality is responsible for your data. You can always see what is kept and who has looked at it.",
    pl="Za Twoje dane odpowiada gmina. Zawsze możesz sprawdzić, co jest przechowywane i kto to oglądał.",
)
KEPT = Text(is_="Hvað geymum við?", en="What do we keep?", pl="Co przechowujemy?")
KEPT_ITEMS = (
    Text(
        is_="Svörin í umsóknum þínum, eins og spurningarnar voru orðaðar þegar þú svaraðir.",
        en="Your answers in applications, with the questions as they were worded when you answered.",
        pl="Twoje odpowiedzi we wnioskach, z pytaniami w brzmieniu z chwili odpowiedzi.",
    ),
    Text(
        is_="Upplýsingar sem voru sóttar um þig í opinberar skrár, og hvenær það var gert.",
        en="Information that was fetched about you from public registers, and when.",
        pl="Informacje o Tobie pobrane z rejestrów publicznych oraz datę ich pobrania.",
    ),
    Text(
        is_="Skjöl, bréf og ákvarðanir í málum þínum.",
        en="Documents, letters and decisions in your cases.",
        pl="Dokumenty, pisma i decyzje w Twoich sprawach.",
    ),
    Text(
        is_="Hver gerði hvað í málinu og hver skoðaði það.",
        en="Who did what in your case and who looked at it.",
        pl="Kto co zrobił w sprawie i kto ją oglądał.",
    ),
)
FETCHED = Text(
    is_="Hvað sækjum við annars staðar?", en="What do we fetch elsewhere?", pl="Co pobieramy z innych źródeł?"
)
FETCHED_SAYS = (
    Text(
        is_="Aðeins það sem þarf til að meta umsóknina. Áður en nokkuð er sótt stendur í umsókninni hvað það er, hvaðan "
        "það kemur og til hvers. Við hvert atriði sérðu svo heimildina.",
        en="Only what is needed to assess the application. Before anything is fetched, the application says what it is, "
        "where it comes from and why. The source is then shown beside each item.",
        pl="Tylko to, co jest potrzebne do oceny wniosku. Zanim coś zostanie pobrane, wniosek informuje, co to jest, skąd "
        "pochodzi i w jakim celu. Przy każdej informacji podane jest jej źródło.",
    ),
)
SEEN = Text(is_="Hver sér gögnin?", en="Who sees the data?", pl="Kto widzi dane?")
SEEN_SAYS = (
    Text(
        is_="Starfsfólk skrifstofunnar sem sér um málið, og enginn annar. Stundum sér ein skrifstofa um mál fyrir fleiri "
        "en eitt sveitarfélag; það stendur þá á síðu málsins. Önnur sveitarfélög sjá ekki gögnin þín.",
        en="Staff of the office that handles the case, and nobody else. Sometimes one office handles cases for several "
        "municipalities; the page of your case then says so. Other municipalities do not see your data.",
        pl="Pracownicy urzędu prowadzącego sprawę i nikt inny. Czasem jeden urząd prowadzi sprawy kilku gmin; informuje o "
        "tym wtedy strona sprawy. Inne gminy nie widzą Twoich danych.",
    ),
)
LOOKS = Text(
    is_="Hvert skipti sem einhver skoðar er skráð",
    en="Every look is recorded",
    pl="Każdy wgląd jest zapisywany",
)
LOOKS_SAYS = (
    Text(
        is_="Þegar starfsmaður opnar málið þitt eða skjal í því er það skráð um leið og ekki er hægt að eyða skráningunni. "
        "Þú lest listann neðst á síðu málsins.",
        en="When a member of staff opens your case or a document in it, this is recorded at once and the record cannot "
        "be deleted. You can read the list at the bottom of the page of your case.",
        pl="Gdy pracownik otwiera Twoją sprawę lub dokument w niej, jest to od razu zapisywane, a zapisu nie można usunąć. "
        "Listę znajdziesz na dole strony sprawy.",
    ),
)
SAFE = Text(is_="Hvernig eru gögnin varin?", en="How is the data protected?", pl="Jak chronione są dane?")
SAFE_ITEMS = (
    Text(
        is_="Svör, skjöl og upplýsingar úr skrám eru dulkóðuð með lykli sveitarfélagsins.",
        en="Answers, documents and information from registers are encrypted with the municipality's key.",
        pl="Odpowiedzi, dokumenty i informacje z rejestrów są szyfrowane kluczem gminy.",
    ),
    Text(
        is_="Kennitalan þín er aldrei í vefslóð og aldrei í tölvupósti frá okkur.",
        en="Your ID number (kennitala) is never in a web address and never in an e-mail from us.",
        pl="Twój numer identyfikacyjny (kennitala) nigdy nie pojawia się w adresie strony ani w naszych e-mailach.",
    ),
    Text(
        is_="Enginn kemst inn nema með rafrænum skilríkjum, starfsfólk ekki heldur.",
        en="Nobody gets in without an electronic ID, and that includes staff.",
        pl="Nikt nie ma dostępu bez elektronicznego dowodu tożsamości, także pracownicy.",
    ),
)
HOW_LONG = Text(is_="Hversu lengi?", en="For how long?", pl="Jak długo?")
HOW_LONG_SAYS = (
    Text(
        is_="Umsókn sem þú hefur ekki sent geturðu eytt hvenær sem er. Þegar umsókn hefur verið send er hún orðin að máli "
        "hjá sveitarfélaginu, sem geymir það eins og lög um opinber skjalasöfn segja til um.",
        en="You can delete an application you have not sent at any time. Once sent, it is a case with the municipality, "
        "which keeps it as the law on public archives requires.",
        pl="Niewysłany wniosek możesz w każdej chwili usunąć. Wysłany wniosek staje się sprawą gminy, która przechowuje ją "
        "zgodnie z przepisami o archiwach publicznych.",
    ),
)
COOKIES = Text(is_="Vafrakökur", en="Cookies", pl="Pliki cookie")
COOKIES_SAYS = (
    Text(
        is_="Við notum aðeins kökur sem þarf fyrir innskráningu og til að verja eyðublöð. Enginn fylgist með ferðum þínum "
        "um vefinn og ekkert er sótt frá vefþjónum annarra.",
        en="We only use cookies that are needed to keep you logged in and to protect forms. Nobody tracks how you use the "
        "site, and nothing is loaded from other people's servers.",
        pl="Używamy tylko plików cookie potrzebnych do utrzymania zalogowania i ochrony formularzy. Nikt nie śledzi, jak "
        "korzystasz ze strony, i nic nie jest pobierane z cudzych serwerów.",
    ),
)
RIGHTS = Text(is_="Hvað get ég beðið um?", en="What can I ask for?", pl="O co mogę poprosić?")
RIGHTS_SAYS = (
    Text(
        is_="Þú getur beðið sveitarfélagið um afrit af gögnunum þínum og um leiðréttingu á því sem er rangt. Um meðferð "
        "gagnanna gilda lög um persónuvernd nr. 90/2018. Ef þér finnst ekki rétt farið með gögnin geturðu leitað til "
        "Persónuverndar.",
        en="You can ask the municipality for a copy of your data and for a correction of anything that is wrong. The data "
        "protection act no. 90/2018 applies. If you are not satisfied you can turn to the Data Protection Authority "
        "(Persónuvernd).",
        pl="Możesz poprosić gminę o kopię swoich danych i o poprawienie błędów. Obowiązuje ustawa o ochronie danych "
        "nr 90/2018. W razie zastrzeżeń możesz zwrócić się do urzędu ochrony danych (Persónuvernd).",
    ),
)

# Accessibility
ACCESSIBILITY = Text(is_="Aðgengisyfirlýsing", en="Accessibility statement", pl="Deklaracja dostępności")
ACCESSIBILITY_LEAD = Text(
    is_="Allir eiga að geta notað þennan vef, með hvaða tæki sem er og á sinn hátt.",
    en="Everyone should be able to use this site, with any device and in their own way.",
    pl="Każdy powinien móc korzystać z tej strony, na dowolnym urządzeniu i na swój sposób.",
)
AIM = Text(is_="Að hverju stefnum við?", en="What do we aim for?", pl="Do czego dążymy?")
AIM_SAYS = (
    Text(
        is_="Vefurinn er gerður eftir alþjóðlega staðlinum WCAG 2.2, stigi AA. Það þýðir meðal annars:",
        en="The site is built to the international standard WCAG 2.2, level AA. Among other things this means:",
        pl="Strona jest tworzona zgodnie z międzynarodowym standardem WCAG 2.2 na poziomie AA. Oznacza to między innymi:",
    ),
)
AIM_ITEMS = (
    Text(
        is_="Allt er hægt að gera með lyklaborði og með skjálesara.",
        en="Everything can be done with a keyboard and with a screen reader.",
        pl="Wszystko można zrobić za pomocą klawiatury i czytnika ekranu.",
    ),
    Text(
        is_="Texta má stækka án þess að nokkuð hverfi, og litir hafa næga skerpu.",
        en="Text can be enlarged without anything disappearing, and colours have enough contrast.",
        pl="Tekst można powiększyć bez utraty treści, a kolory mają wystarczający kontrast.",
    ),
    Text(
        is_="Síðurnar virka líka þegar slökkt er á JavaScript.",
        en="The pages also work when JavaScript is turned off.",
        pl="Strony działają także przy wyłączonym JavaScript.",
    ),
    Text(
        is_="Bréf eru PDF-skjöl sem skjálesari getur lesið (PDF/UA).",
        en="Letters are PDF documents that a screen reader can read (PDF/UA).",
        pl="Pisma to dokumenty PDF czytelne dla czytników ekranu (PDF/UA).",
    ),
)
TESTED = Text(is_="Hvernig er það prófað?", en="How is it tested?", pl="Jak to sprawdzamy?")
TESTED_SAYS = (
    Text(
        is_="Hver útgáfa er prófuð sjálfvirkt í vafra með axe, í síma og stórum skjá og á þremur tungumálum. Sjálfvirk "
        "próf finna ekki allt. Óháður aðili hefur ekki enn metið vefinn.",
        en="Every release is tested automatically in a browser with axe, at phone and desktop size and in three "
        "languages. Automatic tests do not find everything. No independent party has assessed the site yet.",
        pl="Każda wersja jest automatycznie sprawdzana w przeglądarce narzędziem axe, na telefonie i dużym ekranie, w "
        "trzech językach. Testy automatyczne nie wykrywają wszystkiego. Strona nie była jeszcze oceniana przez niezależny "
        "podmiot.",
    ),
)
NOT_YET = Text(
    is_="Þetta er ekki orðið nógu gott",
    en="What is not good enough yet",
    pl="Co nie jest jeszcze wystarczająco dobre",
)
NOT_YET_ITEMS = (
    Text(
        is_="Skjöl sem aðrir hafa sent inn, svo sem skannaðar myndir, er ekki víst að skjálesari geti lesið.",
        en="Documents that others have sent in, such as scanned images, may not be readable by a screen reader.",
        pl="Dokumenty przesłane przez inne osoby, na przykład skany, mogą być nieczytelne dla czytnika ekranu.",
    ),
    Text(
        is_="Textar á auðlesnu máli og táknmáli eru ekki til enn.",
        en="Texts in easy-to-read language and sign language do not exist yet.",
        pl="Nie ma jeszcze tekstów w języku łatwym do czytania ani w języku migowym.",
    ),
)
TELL_US = Text(is_="Láttu vita", en="Tell us", pl="Daj nam znać")
TELL_US_SAYS = (
    Text(
        is_="Ef eitthvað hindrar þig skaltu hafa samband við sveitarfélagið. Þú færð það sem þú þarft á annan hátt, og við "
        "lögum síðuna.",
        en="If something stands in your way, contact the municipality. You will get what you need in another way, and we "
        "will fix the page.",
        pl="Jeśli coś utrudnia Ci korzystanie ze strony, skontaktuj się z gminą. Otrzymasz to, czego potrzebujesz, w inny "
        "sposób, a my poprawimy stronę.",
    ),
)

# Licences
LICENCES = Text(is_="Leyfi og heimildir", en="Licences and sources", pl="Licencje i źródła")
LICENCES_LEAD = Text(
    is_="Vefurinn stendur á verkum margra. Hér segir hver á hvað og með hvaða leyfi það er notað.",
    en="This site stands on the work of many. Here it says whose work it is and under which licence it is used.",
    pl="Ta strona opiera się na pracy wielu osób. Tutaj podajemy, czyja to praca i na jakiej licencji jest używana.",
)
OWN_CODE = Text(is_="Samveita", en="Samveita", pl="Samveita")
OWN_CODE_SAYS = (
    Text(
        is_="Hugbúnaðurinn heitir Samveita og er opinn. Leyfið er EUPL-1.2.",
        en="The software is called Samveita and is open source. The licence is EUPL-1.2.",
        pl="Oprogramowanie nazywa się Samveita i jest otwarte. Licencja: EUPL-1.2.",
    ),
)
WORD_DATA = Text(is_="Íslensk orð", en="Icelandic words", pl="Islandzkie słowa")
WORD_DATA_SAYS = (
    Text(
        is_=f"{DATA_NOTICE} Gögnin eru notuð óbreytt, til að leita í beygingarmyndum og beygja nöfn.",
        en="The Database of Icelandic Morphology (BÍN), The Árni Magnússon Institute for Icelandic Studies, "
        "CC BY-SA 4.0, with the package islenska (MIT). The data is used unchanged, to search in all inflected forms and to "
        "inflect names.",
        pl="Baza islandzkiej morfologii (BÍN), Instytut Árniego Magnússona, CC BY-SA 4.0, z pakietem islenska (MIT). Dane "
        "są używane bez zmian: do wyszukiwania odmienionych form i do odmiany nazw.",
    ),
)
BIN_SITE = Text(
    is_="Vefur BÍN hjá Árnastofnun", en="The website of BÍN (in Icelandic)", pl="Strona BÍN (po islandzku)"
)
ADDRESS_DATA = Text(is_="Staðföng", en="Addresses", pl="Adresy")
ADDRESS_DATA_SAYS = (
    Text(
        is_="Staðfangaskrá Húsnæðis- og mannvirkjastofnunar (HMS), opin gögn, með pakkanum iceaddr (BSD-3).",
        en="The address register (Staðfangaskrá) of the Housing and Construction Authority (HMS), open data, with the "
        "package iceaddr (BSD-3).",
        pl="Rejestr adresów (Staðfangaskrá) urzędu mieszkalnictwa i budownictwa (HMS), otwarte dane, z pakietem iceaddr "
        "(BSD-3).",
    ),
)
FIGURES = Text(is_="Sveitarfélögin", en="The municipalities", pl="Gminy")
FIGURES_SAYS = (
    Text(
        is_="Heiti, númer og íbúafjöldi: Hagstofa Íslands og Samband íslenskra sveitarfélaga. Skjaldarmerki eru eign hvers "
        "sveitarfélags.",
        en="Names, numbers and population: Statistics Iceland (Hagstofa Íslands) and the Icelandic Association of Local "
        "Authorities. Coats of arms belong to each municipality.",
        pl="Nazwy, numery i liczba mieszkańców: urząd statystyczny (Hagstofa Íslands) i Związek Gmin Islandzkich. Herby są "
        "własnością poszczególnych gmin.",
    ),
)
DESIGN = Text(is_="Útlit", en="Design", pl="Wygląd")
DESIGN_SAYS = (
    Text(
        is_="Hönnunarkerfið Designsystemet frá Digitaliseringsdirektoratet í Noregi, með MIT-leyfi.",
        en="The design system Designsystemet by the Norwegian Digitalisation Agency, under the MIT licence.",
        pl="System projektowy Designsystemet norweskiego urzędu ds. cyfryzacji, na licencji MIT.",
    ),
)
FONTS = Text(is_="Letur", en="Fonts", pl="Czcionki")
FONTS_SAYS = (
    Text(
        is_="Inter eftir The Inter Project Authors á vefnum og Source Sans 3 frá Adobe í bréfum, hvort tveggja með leyfinu "
        "SIL Open Font License 1.1.",
        en="Inter by The Inter Project Authors on the site and Source Sans 3 by Adobe in letters, both under the SIL Open "
        "Font License 1.1.",
        pl="Inter (The Inter Project Authors) na stronie i Source Sans 3 (Adobe) w pismach, obie na licencji SIL Open Font "
        "License 1.1.",
    ),
)
LIBRARIES = Text(is_="Forritasöfn", en="Software libraries", pl="Biblioteki")
LIBRARIES_SAYS = (
    Text(
        is_="Django, htmx, typst og fleiri opin söfn. Listi með leyfi hvers og eins fylgir hugbúnaðinum.",
        en="Django, htmx, typst and other open libraries. A list with the licence of each comes with the software.",
        pl="Django, htmx, typst i inne otwarte biblioteki. Lista z licencjami jest częścią oprogramowania.",
    ),
)
