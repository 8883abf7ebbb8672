"""The only way out to an address that a city typed in: looked up once, refused unless it is of the public internet, and connected to as it was looked up."""

import ipaddress
import socket
import time

from gulir.notices.senders.outcomes import NotSent, Refused

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
PUBLIC_6 = ipaddress.ip_network("2000::/3")  # the only part of IPv6 that is given out to the world; what carries an IPv4 address in itself lies there too:
CARRIERS = [ipaddress.ip_network(one) for one in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]  # Teredo and other special ones, examples, 6to4
SPECIAL_4 = [ipaddress.ip_network(one) for one in ("192.0.0.0/24", "192.88.99.0/24")]


def connect(host: str, port: int, seconds: float) -> socket.socket:
    """A TCP connection to a public address of `host`. Raises Refused where a look-up gives one that is not public, NotSent where nobody answers."""
    until = time.monotonic() + seconds
    trouble = "no address"
    for address in look_up(host, port):
        try:
            return socket.create_connection((address, port), timeout=max(0.1, until - time.monotonic()))
        except OSError as wrong:
            trouble = type(wrong).__name__
    raise NotSent("unreachable", trouble)


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a name, asked for once. One that is not public spoils them all: a name that leads inside and outside is an attempt."""
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as wrong:
        raise NotSent("unreachable", "the name is not known") from wrong
    addresses = list(dict.fromkeys(found))
    if not addresses:
        raise NotSent("unreachable", "the name is not known")
    if not all(is_public(address) for address in addresses):
        raise Refused("forbidden_target")
    return addresses


def resolve(host: str, port: int) -> list[str]:
    """As the machine's own resolver says."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Is this an address of the public internet, and of one machine? Nothing inside, nothing of this machine, nothing that hides another address."""
    try:
        found: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        return found in PUBLIC_6 and found.is_global and not any(found in network for network in CARRIERS)
    return found.is_global and not found.is_multicast and not found.is_reserved and not any(found in network for network in SPECIAL_4)
