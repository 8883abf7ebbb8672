"""How people are reached and recognised: e-mail addresses and Indonesian telephone numbers, each in one written form; one that cannot exist is refused."""

import re

import phonenumbers

ATOM = r"[^@\s,;:<>()\[\]\\\"\x00-\x1f.]+"
LABEL = r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?"
EMAIL = re.compile(rf"(?=.{{1,64}}@){ATOM}(?:\.{ATOM})*@(?:{LABEL}\.)+(?:[^\W\d_]{{2,63}}|xn--[a-z0-9-]{{2,59}})")
PHONE = re.compile(r"\+62[2-9]\d{7,11}")
MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
CHAT = re.compile(r"[1-9][0-9]{4,15}")  # a person's own chat; groups and channels have negative numbers
LARGEST_CHAT = 2**52


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
    if not PHONE.fullmatch(phone) or not phonenumbers.is_valid_number(phonenumbers.parse(phone)):
        raise NotAnAddress(written)
    return phone


def normal_mobile(written: str) -> str:
    """As `normal_phone`, and one that can get messages. Raises NotAnAddress."""
    phone = normal_phone(written)
    if phonenumbers.number_type(phonenumbers.parse(phone)) not in MOBILE:
        raise NotAnAddress(written)
    return phone


def can_exist(written: str) -> bool:
    """Of the sender of a city's messages: an e-mail address, or a telephone number of any country, with its +."""
    try:
        return bool(normal_email(written)) if "@" in written else phonenumbers.is_valid_number(phonenumbers.parse(written))
    except (NotAnAddress, phonenumbers.NumberParseException):
        return False


def normal_chat(written: str) -> str:
    """A person's chat id at Telegram: digits alone. Raises NotAnAddress."""
    chat = re.sub(r"\s", "", written)
    if not CHAT.fullmatch(chat) or int(chat) >= LARGEST_CHAT:
        raise NotAnAddress(written)
    return chat


def normal_account(written: str) -> str:
    """What an account is found by. Something that cannot be an account comes back trimmed and lower-cased: nobody has it, and it is counted like any other."""
    try:
        return normal_email(written) if "@" in written else normal_phone(written)
    except NotAnAddress:
        return written.strip().lower()[:254]
