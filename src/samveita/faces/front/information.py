"""The pages every municipality has from the start: help, how data is handled, accessibility, licences.

A page is data: sections of paragraphs and lists, each in three languages, so that search can look into them and none of
them can lack a language. What differs between municipalities (how to reach them) is shown by the template, not here.
"""

from __future__ import annotations

from dataclasses import dataclass

from samveita.faces.front import information_texts as texts
from samveita.iceland.texts import Text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, then a list if there is one; ``link`` is an address and what it is called."""

    title: Text
    paragraphs: tuple[Text, ...] = ()
    items: tuple[Text, ...] = ()
    link: tuple[str, Text] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        key: name of its address.
        slug: its word in addresses.
        title: its heading.
        lead: what it is about, in a sentence.
        sections: its content.
        shows_contact: whether the municipality's phone, e-mail and opening hours stand first.
        is_for_platform: whether it also exists without a municipality.
    """

    key: str
    slug: str
    title: Text
    lead: Text
    sections: tuple[Section, ...]
    shows_contact: bool = False
    is_for_platform: bool = True

    def every_text(self) -> tuple[Text, ...]:
        """Return all its texts, for search."""
        return tuple(
            text for section in self.sections for text in (section.title, *section.paragraphs, *section.items)
        )


HELP = Page(
    key="help",
    slug="hjalp",
    title=texts.HELP,
    lead=texts.HELP_LEAD,
    shows_contact=True,
    is_for_platform=False,
    sections=(
        Section(texts.LOGIN, texts.LOGIN_SAYS, link=("https://island.is", texts.ISLAND_IS)),
        Section(texts.DELEGATION, texts.DELEGATION_SAYS, texts.DELEGATION_KINDS),
        Section(texts.NO_ELECTRONIC_ID, texts.NO_ELECTRONIC_ID_SAYS),
        Section(texts.SAVED, texts.SAVED_SAYS),
        Section(texts.ANSWER, texts.ANSWER_SAYS),
    ),
)
PRIVACY = Page(
    key="privacy",
    slug="personuvernd",
    title=texts.PRIVACY,
    lead=texts.PRIVACY_LEAD,
    sections=(
        Section(texts.KEPT, (), texts.KEPT_ITEMS),
        Section(texts.FETCHED, texts.FETCHED_SAYS),
        Section(texts.SEEN, texts.SEEN_SAYS),
        Section(texts.LOOKS, texts.LOOKS_SAYS),
        Section(texts.SAFE, (), texts.SAFE_ITEMS),
        Section(texts.HOW_LONG, texts.HOW_LONG_SAYS),
        Section(texts.COOKIES, texts.COOKIES_SAYS),
        Section(texts.RIGHTS, texts.RIGHTS_SAYS),
    ),
)
ACCESSIBILITY = Page(
    key="accessibility",
    slug="adgengi",
    title=texts.ACCESSIBILITY,
    lead=texts.ACCESSIBILITY_LEAD,
    sections=(
        Section(texts.AIM, texts.AIM_SAYS, texts.AIM_ITEMS),
        Section(texts.TESTED, texts.TESTED_SAYS),
        Section(texts.NOT_YET, (), texts.NOT_YET_ITEMS),
        Section(texts.TELL_US, texts.TELL_US_SAYS),
    ),
)
LICENCES = Page(
    key="licences",
    slug="leyfi",
    title=texts.LICENCES,
    lead=texts.LICENCES_LEAD,
    sections=(
        Section(texts.OWN_CODE, texts.OWN_CODE_SAYS),
        Section(texts.WORD_DATA, texts.WORD_DATA_SAYS, link=("https://bin.arnastofnun.is", texts.BIN_SITE)),
        Section(texts.ADDRESS_DATA, texts.ADDRESS_DATA_SAYS),
        Section(texts.FIGURES, texts.FIGURES_SAYS),
        Section(texts.DESIGN, texts.DESIGN_SAYS),
        Section(texts.FONTS, texts.FONTS_SAYS),
        Section(texts.LIBRARIES, texts.LIBRARIES_SAYS),
    ),
)
PAGES = (HELP, PRIVACY, ACCESSIBILITY, LICENCES)
