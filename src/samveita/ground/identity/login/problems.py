"""What can go wrong at a login, and what the person at the screen reads and does about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from samveita.iceland.texts import Text


class Problem(StrEnum):
    """Why a login came to nothing."""

    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNREACHABLE = "unreachable"
    NOT_TRUSTED = "not_trusted"
    NO_PERMISSION = "no_permission"
    NOT_FRESH = "not_fresh"
    CLOSED = "closed"


class LoginFailed(Exception):
    """A login that came to nothing; ``detail`` is for the log and holds nothing about the person."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(f"{problem}: {detail}" if detail else str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the page says: what happened, what to do, and the HTTP status it is said with."""

    title: Text
    advice: Text
    status: int


EXPLANATIONS = {
    Problem.CANCELLED: Explanation(
        Text(
            is_="Hætt var við innskráninguna",
            en="The login was cancelled",
            pl="Logowanie zostało przerwane",
        ),
        Text(
            is_="Ekkert hefur breyst. Reyndu aftur þegar þér hentar.",
            en="Nothing has changed. Try again when it suits you.",
            pl="Nic się nie zmieniło. Spróbuj ponownie w dogodnym momencie.",
        ),
        400,
    ),
    Problem.EXPIRED: Explanation(
        Text(is_="Innskráningin rann út á tíma", en="The login timed out", pl="Czas logowania minął"),
        Text(
            is_="Þú hefur tíu mínútur til að ljúka innskráningu í sama vafra og þú byrjaðir í. Skráðu þig inn aftur.",
            en="You have ten minutes to finish, in the browser you began in. Log in again.",
            pl="Masz dziesięć minut na dokończenie logowania w tej samej przeglądarce. Zaloguj się ponownie.",
        ),
        400,
    ),
    Problem.UNREACHABLE: Explanation(
        Text(
            is_="Við náum ekki sambandi við Ísland.is",
            en="We can't reach Ísland.is",
            pl="Nie możemy połączyć się z Ísland.is",
        ),
        Text(
            is_="Bilunin er ekki hjá þér. Reyndu aftur eftir nokkrar mínútur.",
            en="The fault isn't yours. Try again in a few minutes.",
            pl="To nie Twoja wina. Spróbuj ponownie za kilka minut.",
        ),
        503,
    ),
    Problem.NOT_TRUSTED: Explanation(
        Text(
            is_="Við gátum ekki staðfest innskráninguna",
            en="We could not confirm the login",
            pl="Nie udało się potwierdzić logowania",
        ),
        Text(
            is_="Svarið frá innskráningunni stóðst ekki skoðun. Reyndu aftur. Ef það gerist á ný skaltu láta okkur vita.",
            en="The answer from the login service did not hold. Try again. If it happens again, tell us.",
            pl="Odpowiedź usługi logowania jest nieprawidłowa. Spróbuj ponownie. Jeśli to się powtórzy, powiadom nas.",
        ),
        400,
    ),
    Problem.NO_PERMISSION: Explanation(
        Text(
            is_="Umboðið gildir ekki hér",
            en="This delegation isn't valid here",
            pl="To pełnomocnictwo nie obowiązuje tutaj",
        ),
        Text(
            is_="Skráðu þig inn á ný og veldu að sinna eigin málum, eða biddu um umboð á Ísland.is sem gildir hér.",
            en="Log in again and choose your own affairs, or ask on Ísland.is for a delegation that is valid here.",
            pl="Zaloguj się ponownie i wybierz własne sprawy lub uzyskaj na Ísland.is pełnomocnictwo ważne tutaj.",
        ),
        403,
    ),
    Problem.NOT_FRESH: Explanation(
        Text(
            is_="Þú þarft að auðkenna þig aftur",
            en="You need to identify yourself again",
            pl="Musisz ponownie potwierdzić tożsamość",
        ),
        Text(
            is_="Þetta skref krefst þess að þú notir rafrænu skilríkin á ný. Skráðu þig inn aftur.",
            en="This step needs your electronic ID once more. Log in again.",
            pl="Ten krok wymaga ponownego użycia identyfikatora elektronicznego. Zaloguj się ponownie.",
        ),
        403,
    ),
    Problem.CLOSED: Explanation(
        Text(
            is_="Aðganginum hefur verið lokað", en="This account is closed", pl="To konto zostało zamknięte"
        ),
        Text(
            is_="Hringdu í sveitarfélagið þitt. Þar er hægt að opna aðganginn aftur.",
            en="Call your municipality. It can open the account again.",
            pl="Zadzwoń do swojej gminy. Może ona ponownie otworzyć konto.",
        ),
        403,
    ),
}
