"""Steps that several tests of the way in take, as a browser takes them."""

import re

from tests.people import PASSWORD


def form_token(page):
    """The safety mark of a page's first form."""
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]


def send(client, path, /, **fields):
    """Opens a page and sends its form."""
    return client.post(path, data={"csrf_token": form_token(client.get(path)), **fields})


def sign_in(client, account, password=PASSWORD):
    """Account and password."""
    return send(client, "/masuk", account=account, password=password)


def is_in(client):
    """Does anybody act in this browser?"""
    return client.get("/akun").status_code == 200


def cookie(client):
    """What the sign-in cookie holds."""
    found = client.get_cookie("gulir")
    return found.value if found else None


def browser_with(app, token):
    """Another browser with a copy of a cookie."""
    client = app.test_client()
    client.set_cookie("gulir", token)
    return client
