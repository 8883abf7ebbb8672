"""How to sign in as the cast: one line for each address, or one for all cities where only the city in it differs."""

from gulir.engine.parties import Role
from tenants.demo.cast import Player, casting
from tenants.demo.loading import the_cast

Line = tuple[str, str, str]


def every_sign_in() -> list[Line]:
    """Password first, then a line for each person: address, name, what they are."""
    lines = [(player.email, player.name, _parts(player)) for player in the_cast()]
    return [("password", casting().password, "the same for all"), *lines]


def short_sign_ins() -> list[Line]:
    """The same with a word in angle brackets where the cities' or provinces' people differ only by it."""
    lines: dict[str, Line] = {}
    words: dict[str, list[str]] = {"<kota>": [], "<provinsi>": []}
    for player in the_cast():
        word, pattern = _pattern(player)
        lines.setdefault(pattern, (pattern, "" if word else player.name, " + ".join(str(part.role) for part in player.parts)))
        if word:
            words[word].append(player.email.split("@")[0].rsplit(".", 1)[1])
    named = [(word, ", ".join(dict.fromkeys(found)), "") for word, found in words.items()]
    return [("password", casting().password, "the same for all"), *lines.values(), *named]


def _pattern(player: Player) -> tuple[str, str]:
    """The word that stands for a city or province, and the address with it; no word for people of the whole country."""
    name, domain = player.email.split("@")
    if len(player.parts) > 1 or not player.parts[0].cities:
        return "", player.email
    word = "<provinsi>" if player.parts[0].role == Role.PROVINCE_OFFICER else "<kota>"
    return word, f"{name.rsplit('.', 1)[0]}.{word}@{domain}"


def _parts(player: Player) -> str:
    return " + ".join(f"{part.role}, {part.organisation}" for part in player.parts)
