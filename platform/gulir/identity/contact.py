"""How people are reached and recognised: e-mail addresses and Indonesian telephone numbers, each in one written form."""

import re

EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\"]{2,}")
PHONE = re.compile(r"\+62[2-9]\d{7,11}")


class NotAnAddress(ValueError):
    """It is neither an e-mail address nor a telephone number of Indonesia."""


def normal_email(written: str) -> str:
    """Lower case, no blanks around it. Raises NotAnAddress."""
    email = written.strip().lower()
    if len(email) > 254 or not EMAIL.fullmatch(email):
        raise NotAnAddress(written)
    return email


def normal_phone(written: str) -> str:
    """`+62812…` from 0812…, 62812…, +62 812-… or 812…. Raises NotAnAddress."""
    digits = re.sub(r"[\s().-]", "", written)
    if not digits.removeprefix("+").isascii() or not digits.removeprefix("+").isdigit():
        raise NotAnAddress(written)
    phone = digits if digits.startswith("+") else "+62" + re.sub(r"^(0|62)", "", digits)
    if not PHONE.fullmatch(phone):
        raise NotAnAddress(written)
    return phone


def normal_account(written: str) -> str:
    """What an account is found by. Something that cannot be an account comes back trimmed and lower-cased: nobody has it, and it is counted like any other."""
    try:
        return normal_email(written) if "@" in written else normal_phone(written)
    except NotAnAddress:
        return written.strip().lower()[:254]
