"""What a message says: one notice, or all that waited, by city and case; in its reader's language, and long or short as the channel is."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from flask import current_app, render_template
from flask_babel import force_locale, ngettext

from gulir.acting.who import current
from gulir.notices import queries
from gulir.notices.words import Message, News, news_of, one_line

SHORT = ("whatsapp", "telegram", "sms")  # read on the lock screen of a telephone, or paid for by length


@dataclass(frozen=True)
class CaseNews:
    """One case's news; of confidential cases, all of a city stand as one, without a number."""

    title: str
    number: str
    link: str
    news: list[News]
    count: int


@dataclass(frozen=True)
class CityNews:
    """One city's cases."""

    name: str
    cases: list[CaseNews]


def message(delivery_ids: Iterable[UUID], channel: str, locale: str) -> Message | None:
    """The message of these deliveries, of one reader. None: all of it is read, or out of its reader's sight by now."""
    return in_words(news(delivery_ids, locale), channel, locale)


def news(delivery_ids: Iterable[UUID], locale: str) -> list[News]:
    """What these deliveries tell, as far as it is unread and in its reader's sight."""
    with force_locale(locale):
        return [news_of(row, base()) for row in queries.to_tell(current(), delivery_ids)]


def in_words(news: list[News], channel: str, locale: str) -> Message | None:
    """One message of them all."""
    with force_locale(locale):
        return compose(news, channel, base()) if news else None


def base() -> str:
    """What links begin with."""
    return str(current_app.extensions["gulir.settings"].base_url)


def compose(news: list[News], channel: str, base_url: str) -> Message:
    """In the language that is set. `news` stand by city and case."""
    form = "short" if channel in SHORT else "mail"
    if len(news) == 1:
        return Message(one_line(news[0].title), render_template(f"messages/one.{form}.txt", news=news[0]).strip())
    cities = by_city(news)
    count = sum(case.count for city in cities for case in city.cases)
    subject = ngettext("%(num)d piece of news on your cases", "%(num)d pieces of news on your cases", count)
    link = f"{base_url}/semua/pemberitahuan" if len(cities) > 1 else news[0].link.partition("/berkas/")[0].removesuffix("/pemberitahuan") + "/pemberitahuan"
    return Message(one_line(subject), render_template(f"messages/digest.{form}.txt", cities=cities, subject=subject, link=link).strip())


def by_city(news: list[News]) -> list[CityNews]:
    """News as a digest shows them."""
    cities = groupby(sorted(news, key=lambda one: (one.city, one.number)), key=lambda one: one.city)
    return [CityNews(name, [case_of(list(some)) for _number, some in groupby(here, key=lambda one: one.number)]) for name, here in cities]


def case_of(news: list[News]) -> CaseNews:
    """One case; a confidential one has no words but the neutral line, said once."""
    first = news[0]
    return CaseNews(first.case or first.title, first.number, first.link, news if first.number else [], len(news))
