"""What a browser does with a form: opens the page, takes its safety mark, sends the fields."""

import re


def token(page):
    """The safety mark of a page's form."""
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]


def send(client, path, /, **fields):
    """Opens a page and sends its form."""
    return client.post(path, data={"csrf_token": token(client.get(path)), **fields})


def slug_of(superuser, table, row):
    """The address of a row."""
    with superuser.connect() as connection:
        return connection.exec_driver_sql(f"select slug from {table} where id = %s", (row,)).scalar_one()
