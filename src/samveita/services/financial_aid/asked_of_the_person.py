"""What the applicant is asked about herself: what we fetch, which month, her family. Its conditions are those of 2.5."""

from __future__ import annotations

from samveita.engines.forms.declaring import Condition, Equals, Group, Kind, Option, Question, Step
from samveita.iceland.texts import Text

LATER = Text(
    is_="Ef þú ert ekki með skjölin geturðu haldið áfram. Ráðgjafi biður þá um þau.",
    en="If you don't have the documents you can go on. The case worker will then ask for them.",
    pl="Jeśli nie masz dokumentów, możesz przejść dalej. Pracownik wtedy o nie poprosi.",
)


def files(
    key: str, label: Text, *, shown_when: Condition | None = None, help_: Text | None = None
) -> Question:
    """Return a question for files that stops nobody who has none at hand."""
    return Question(
        key=key,
        kind=Kind.FILE,
        label=label,
        hint=LATER,
        help=help_,
        required=False,
        most=10,
        shown_when=shown_when,
    )


INFORMATION = Step(
    key="upplysingar",
    title=Text(is_="Upplýsingar sem við sækjum", en="Information we fetch", pl="Informacje, które pobieramy"),
    intro=Text(
        is_="Við sækjum nafn þitt, lögheimili, hjúskaparstöðu og börn í forsjá þinni úr Þjóðskrá. Frá Skattinum sækjum "
        "við laun síðustu þriggja mánaða og síðasta skattframtal. Það gerum við til að meta rétt þinn samkvæmt lögum um "
        "félagsþjónustu sveitarfélaga. Þú sérð alltaf hvað var sótt og hver skoðaði það.",
        en="We fetch your name, legal domicile, marital status and the children in your custody from Registers Iceland "
        "(Þjóðskrá). From Iceland Revenue (Skatturinn) we fetch your wages of the last three months and your latest tax "
        "return. We do this to assess your right under the act on municipal social services. You can always see what was "
        "fetched and who looked at it.",
        pl="Pobieramy Twoje imię i nazwisko, miejsce zameldowania, stan cywilny i dane dzieci pod Twoją opieką z rejestru "
        "ludności (Þjóðskrá). Z urzędu skarbowego (Skatturinn) pobieramy wynagrodzenie z ostatnich trzech miesięcy i "
        "ostatnie zeznanie podatkowe. Robimy to, aby ocenić Twoje prawo zgodnie z ustawą o usługach społecznych gmin. "
        "Zawsze możesz sprawdzić, co pobrano i kto to oglądał.",
    ),
    questions=(
        Question(
            key="name",
            kind=Kind.TEXT,
            label=Text(is_="Nafn", en="Name", pl="Imię i nazwisko"),
            prefill="registry.name",
            locked=True,
            most=200,
        ),
        Question(
            key="domicile",
            kind=Kind.TEXT,
            label=Text(is_="Lögheimili", en="Legal domicile", pl="Miejsce zameldowania"),
            prefill="registry.domicile",
            locked=True,
            most=200,
        ),
        Question(
            key="domicile_elsewhere",
            kind=Kind.YES_NO,
            label=Text(
                is_="Lögheimili í öðru sveitarfélagi",
                en="Legal domicile in another municipality",
                pl="Zameldowanie w innej gminie",
            ),
            prefill="registry.domicile_elsewhere",
            locked=True,
            required=False,
            only_stated=True,
        ),
        Question(
            key="wages_fetched",
            kind=Kind.YES_NO,
            label=Text(
                is_="Laun voru sótt til Skattsins",
                en="Wages were fetched from Iceland Revenue",
                pl="Wynagrodzenie pobrano z urzędu skarbowego",
            ),
            prefill="tax.wages_fetched",
            locked=True,
            required=False,
            only_stated=True,
        ),
        Question(
            key="tax_return_fetched",
            kind=Kind.YES_NO,
            label=Text(
                is_="Skattframtal var sótt til Skattsins",
                en="The tax return was fetched from Iceland Revenue",
                pl="Zeznanie podatkowe pobrano z urzędu skarbowego",
            ),
            prefill="tax.return_fetched",
            locked=True,
            required=False,
            only_stated=True,
        ),
        Question(
            key="informed",
            kind=Kind.CONSENT,
            label=Text(
                is_="Ég hef lesið hvaða upplýsingar þið sækið og hvers vegna",
                en="I have read which information you fetch and why",
                pl="Wiem, jakie informacje są pobierane i dlaczego",
            ),
        ),
    ),
)
ELSEWHERE = Step(
    key="annad-sveitarfelag",
    title=Text(
        is_="Lögheimili þitt er annars staðar",
        en="Your legal domicile is elsewhere",
        pl="Masz zameldowanie gdzie indziej",
    ),
    intro=Text(
        is_="Þú átt rétt á fjárhagsaðstoð þar sem þú átt lögheimili. Veldu það sveitarfélag á forsíðunni og sæktu um þar. "
        "Ef þú ert að flytja eða sérstakar ástæður eru fyrir því að þú sækir um hér geturðu haldið áfram.",
        en="You have a right to financial aid where your legal domicile is. Choose that municipality on the front page and "
        "apply there. If you are moving, or there are special reasons to apply here, you can go on.",
        pl="Masz prawo do pomocy finansowej tam, gdzie masz zameldowanie. Wybierz tę gminę na stronie głównej i złóż "
        "wniosek tam. Jeśli się przeprowadzasz albo masz szczególne powody, by złożyć wniosek tutaj, możesz przejść dalej.",
    ),
    shown_when=Equals("domicile_elsewhere", True),
    questions=(
        Question(
            key="reason_to_apply_here",
            kind=Kind.LONG_TEXT,
            label=Text(
                is_="Hvers vegna sækir þú um hér?",
                en="Why do you apply here?",
                pl="Dlaczego składasz wniosek tutaj?",
            ),
            most=1000,
        ),
    ),
)
MONTH = Step(
    key="manudur",
    title=Text(is_="Hvaða mánuð?", en="Which month?", pl="Który miesiąc?"),
    questions=(
        Question(
            key="applied_month",
            kind=Kind.CHOICE,
            label=Text(
                is_="Fyrir hvaða mánuð sækir þú um?",
                en="Which month do you apply for?",
                pl="Za który miesiąc składasz wniosek?",
            ),
            options=(
                Option("this", Text(is_="Þennan mánuð", en="This month", pl="Ten miesiąc")),
                Option("previous", Text(is_="Síðasta mánuð", en="Last month", pl="Zeszły miesiąc")),
            ),
            may_be_left_out=True,
        ),
    ),
)
FAMILY = Step(
    key="fjolskylda",
    title=Text(is_="Fjölskyldan þín", en="Your family", pl="Twoja rodzina"),
    questions=(
        Question(
            key="has_spouse",
            kind=Kind.YES_NO,
            label=Text(
                is_="Áttu maka eða býrðu með sambúðarmaka?",
                en="Do you have a spouse or live with a partner?",
                pl="Czy masz małżonka lub mieszkasz z partnerem?",
            ),
            help=Text(
                is_="Svaraðu já þótt sambúðin sé ekki skráð.",
                en="Answer yes even if the cohabitation is not registered.",
                pl="Odpowiedz „tak”, nawet jeśli związek nie jest zarejestrowany.",
            ),
            prefill="registry.has_spouse",
            locked=True,
        ),
        Question(
            key="has_children",
            kind=Kind.YES_NO,
            label=Text(
                is_="Ertu með barn yngra en 18 ára í forsjá þinni?",
                en="Do you have a child under 18 in your custody?",
                pl="Czy masz pod opieką dziecko poniżej 18 lat?",
            ),
            prefill="registry.has_children",
        ),
    ),
)
SPOUSE = Step(
    key="maki",
    title=Text(is_="Upplýsingar um maka", en="About your spouse", pl="O małżonku"),
    intro=Text(
        is_="Hjón og sambúðarfólk bera ábyrgð á framfærslu hvort annars. Þegar þú hefur sent umsóknina skrifum við maka "
        "þínum og biðjum hann að svara fyrir sig. Hann sér ekki svörin þín og þú sérð ekki hans. Umsóknin telst hafa "
        "borist daginn sem þú sendir hana, og við tökum hana fyrir þótt maki svari ekki.",
        en="Spouses and cohabitants support each other. When you have sent the application we write to your spouse, who "
        "answers separately. Your spouse does not see your answers and you do not see theirs. The application counts as "
        "received on the day you send it, and we handle it even if your spouse does not answer.",
        pl="Małżonkowie i partnerzy utrzymują się nawzajem. Po wysłaniu wniosku napiszemy do Twojego małżonka, który "
        "odpowie osobno. Małżonek nie widzi Twoich odpowiedzi, a Ty nie widzisz jego odpowiedzi. Wniosek uznaje się za "
        "złożony w dniu wysłania i rozpatrzymy go, nawet jeśli małżonek nie odpowie.",
    ),
    shown_when=Equals("has_spouse", True),
    questions=(
        Question(
            key="spouse_registered",
            kind=Kind.YES_NO,
            label=Text(
                is_="Hjúskapur eða sambúð er skráð í Þjóðskrá",
                en="Marriage or cohabitation is in the register",
                pl="Małżeństwo lub wspólne pożycie jest w rejestrze",
            ),
            prefill="registry.spouse_registered",
            locked=True,
            required=False,
            only_stated=True,
        ),
        Question(
            key="is_married",
            kind=Kind.YES_NO,
            label=Text(is_="Hjúskapur", en="Marriage", pl="Małżeństwo"),
            prefill="registry.is_married",
            locked=True,
            required=False,
            only_stated=True,
        ),
        Question(
            key="cohabiting_since",
            kind=Kind.DATE,
            label=Text(is_="Sambúð skráð frá", en="Cohabitation registered since", pl="Wspólne pożycie od"),
            prefill="registry.cohabiting_since",
            locked=True,
            required=False,
            only_stated=True,
        ),
        Question(
            key="spouse",
            kind=Kind.PERSON,
            label=Text(is_="Maki", en="Spouse", pl="Małżonek"),
            prefill="registry.spouse",
            locked=True,
        ),
        Question(
            key="spouse_informed",
            kind=Kind.CONSENT,
            label=Text(
                is_="Ég veit að þið skrifið maka mínum og biðjið um upplýsingar um tekjur",
                en="I know that you write to my spouse and ask for information about income",
                pl="Wiem, że napiszecie do mojego małżonka i poprosicie o informacje o dochodach",
            ),
        ),
    ),
)
CHILDREN = Step(
    key="born",
    title=Text(is_="Börnin þín", en="Your children", pl="Twoje dzieci"),
    shown_when=Equals("has_children", True),
    questions=(
        Question(
            key="children",
            kind=Kind.GROUP,
            label=Text(
                is_="Börn í forsjá þinni", en="Children in your custody", pl="Dzieci pod Twoją opieką"
            ),
            prefill="registry.children",
            least=1,
            most=20,
            group=Group(
                entry=Text(is_="Barn", en="Child", pl="Dziecko"),
                add=Text(is_="Bæta við barni", en="Add a child", pl="Dodaj dziecko"),
                questions=(
                    Question(
                        key="child_name",
                        kind=Kind.TEXT,
                        label=Text(is_="Nafn barns", en="Child's name", pl="Imię i nazwisko dziecka"),
                        most=200,
                    ),
                    Question(
                        key="child_kennitala",
                        kind=Kind.KENNITALA,
                        label=Text(
                            is_="Kennitala barns", en="Child's kennitala", pl="Numer kennitala dziecka"
                        ),
                    ),
                    Question(
                        key="school",
                        kind=Kind.TEXT,
                        label=Text(
                            is_="Skóli eða leikskóli", en="School or preschool", pl="Szkoła lub przedszkole"
                        ),
                        hint=Text(
                            is_="Skrifaðu „enginn“ ef barnið er heima.",
                            en="Write “none” if the child is at home.",
                            pl="Wpisz „brak”, jeśli dziecko jest w domu.",
                        ),
                        most=200,
                    ),
                    Question(
                        key="lives_with_me",
                        kind=Kind.YES_NO,
                        label=Text(
                            is_="Býr barnið hjá þér?",
                            en="Does the child live with you?",
                            pl="Czy dziecko mieszka z Tobą?",
                        ),
                    ),
                    Question(
                        key="lives_with_both",
                        kind=Kind.YES_NO,
                        label=Text(
                            is_="Býr barnið hjá báðum foreldrum?",
                            en="Does the child live with both parents?",
                            pl="Czy dziecko mieszka z obojgiem rodziców?",
                        ),
                    ),
                    Question(
                        key="child_comment",
                        kind=Kind.TEXT,
                        label=Text(
                            is_="Annað um barnið",
                            en="Anything else about the child",
                            pl="Coś jeszcze o dziecku",
                        ),
                        required=False,
                        most=500,
                    ),
                ),
            ),
        ),
    ),
)
CHILDREN_FILES = Step(
    key="barnagogn",
    title=Text(is_="Gögn vegna barna", en="Documents about children", pl="Dokumenty dotyczące dzieci"),
    shown_when=Equals("has_children", True),
    questions=(
        files(
            "children_files",
            Text(
                is_="Viltu skila gögnum vegna barnanna?",
                en="Do you want to hand in documents about the children?",
                pl="Czy chcesz dostarczyć dokumenty dotyczące dzieci?",
            ),
        ),
    ),
)
