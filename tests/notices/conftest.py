"""A ground, and letters that are read as one city's."""

import datetime as dt
from importlib import import_module

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from gulir.acting import store
from gulir.acting.keys import key_for_membership
from gulir.acting.who import new_token
from gulir.identity import wiring
from gulir.web.app import create_app
from gulir.web.areas import AREAS
from tests.jobs.fixtures import ground  # noqa: F401 - a fixture


@pytest.fixture
def tell(ground, databases):  # noqa: F811 - the fixture of that name
    """Relays and works until everybody is told."""
    return lambda: ground.tell(databases)


@pytest.fixture(scope="module")
def site(settings, databases, cast):
    """An application of its own for requests: the ground holds the other one's context open, and with it what one request knows."""
    made = create_app(settings, [import_module("tenants"), import_module("workflows")], areas=AREAS)
    made.extensions["gulir.settings"] = settings
    store.init_app(made, databases)
    wiring.init_app(made, settings)
    made.testing = True
    return made


@pytest.fixture
def client_as(site, app):
    """A browser on that application."""

    def _client(person):
        token = new_token()
        with app.app_context():
            key_for_membership(str(person.membership()), purpose="web", token=token)
        client = site.test_client()
        client.set_cookie("gulir", token)
        return client

    return _client


@pytest.fixture(scope="session")
def certificate(tmp_path_factory) -> tuple[str, str]:
    """A certificate of kait.example that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "kait.example")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - dt.timedelta(days=1), now + dt.timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("kait.example")]), False).add_extension(x509.BasicConstraints(True, 0), True)
    folder = tmp_path_factory.mktemp("certificate")
    (folder / "cert.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return str(folder / "cert.pem"), str(folder / "key.pem")
