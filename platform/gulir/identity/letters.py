"""Letters about accounts, written in the reader's language and sent behind the page's back, so that a page takes as long whoever is asked for."""

import atexit
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any

from flask import Flask, current_app, render_template
from flask_babel import force_locale, gettext

from gulir.identity import ground, queries, throttle
from gulir.identity.contact import normal_account
from gulir.identity.links import HOURS, make_link
from gulir.notices import mail

WAITING = 200  # letters; beyond it a request is dropped, as one that the throttle refuses


def ask_for_reset(account: str) -> None:
    """Somebody forgot the password of `account`. Returns at once and says nothing; the letter goes if there is whom to write to."""
    send_later(_reset_letter, account, throttle.of_letter(ground.secret(), account))


def send_link(purpose: str, token: str, *, name: str, email: str, locale: str, organisation: str = "") -> None:
    """Sends an invitation or a new-password link that an administrator made."""
    send_later(_link_letter, purpose, token, name, email, locale, organisation)


def wait_until_sent() -> None:
    """Waits for the letters under way; for tests and the end of a command."""
    for future in list(_under_way):
        future.exception(timeout=30)


_under_way: set[Future[None]] = set()


@cache
def _clerks() -> ThreadPoolExecutor:
    clerks = ThreadPoolExecutor(max_workers=2, thread_name_prefix="letters")  # made by the process that serves, never before a fork
    atexit.register(clerks.shutdown, wait=True)
    return clerks


def send_later(letter: Any, *words: Any) -> None:
    """Calls `letter` with these words behind the page's back, inside the application; what fails is logged."""
    if len(_under_way) >= WAITING:
        current_app.logger.warning("letters: too many wait, one was dropped")
        return
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    future = _clerks().submit(_inside, app, letter, *words)
    _under_way.add(future)
    future.add_done_callback(_under_way.discard)


def _inside(app: Flask, letter: Any, *words: Any) -> None:
    with app.app_context():
        try:
            letter(*words)
        except (mail.NotSent, mail.Unsure, throttle.TooSoon) as why:
            app.logger.warning("letters: %s: %s", type(why).__name__, why)
        except Exception:
            app.logger.exception("letters: an error that nobody foresaw")


def _reset_letter(account: str, tag: bytes) -> None:
    with ground.begin() as connection:
        throttle.reserve(connection, tag)
    with ground.begin() as connection:
        person = connection.execute(queries.ACCOUNT, {"account": normal_account(account)}).one_or_none()
        if person is None or person.email is None or person.demo:
            return
        token = make_link(connection, person.id, "reset")
    _link_letter("reset", token, person.name, person.email, person.locale, "")


def _link_letter(purpose: str, token: str, name: str, email: str, locale: str, organisation: str) -> None:
    settings = current_app.extensions["gulir.settings"]
    with force_locale(locale):
        subject = gettext("Your invitation to Gulir") if purpose == "invite" else gettext("A new password for Gulir")
        url = f"{settings.base_url}/tautan/{token}"
        body = render_template(f"mail/{purpose}.txt", name=name, url=url, hours=HOURS[purpose], organisation=organisation)
    mail.send(settings, email, subject, body)
