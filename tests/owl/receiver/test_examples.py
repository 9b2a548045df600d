"""The examples of `examples/receiver` fit the receiver: the proxy lets its addresses through, and it can write."""

import re
from configparser import RawConfigParser
from pathlib import Path

from ruamel.yaml import YAML

from owl.receiver.addresses import declared_addresses
from tests.owl_inc import owl_inc

RECEIVER = Path(__file__).parents[3] / "examples" / "receiver"


def test_the_proxy_passes_on_what_twilio_calls_and_nothing_else() -> None:
    """Metrics and health are on the same port, and not public."""
    [public] = re.findall(r"location ~ (\S+) \{", (RECEIVER / "nginx.conf").read_text("utf-8"))

    called = declared_addresses(owl_inc()).by_path

    assert called
    assert [path for path in called if not re.search(public, path)] == []
    assert not any(re.search(public, path) for path in ("/metrics", "/healthz", "/readyz", "/", "/a/b/message-status"))


def test_the_unit_keeps_the_database_where_it_may_write() -> None:
    """Everything else is read-only for it, its working directory too."""
    unit = RawConfigParser(strict=False)
    unit.read(RECEIVER / "owl-receiver.service", "utf-8")
    service = unit["Service"]

    assert service["ProtectSystem"] == "strict"
    assert service["Environment"] == f"DATABASE_URL=sqlite:////var/lib/{service['StateDirectory']}/receiver.sqlite"


def test_the_image_gets_no_secret() -> None:
    """What compose reads its secrets from is neither in the image nor in git; of the source only the package is."""
    services = YAML(typ="safe").load((RECEIVER / "compose.yaml").read_text("utf-8"))["services"]
    left_out = (RECEIVER / "Dockerfile.dockerignore").read_text("utf-8").splitlines()

    assert services["receiver"]["build"] == {"context": "../..", "dockerfile": "examples/receiver/Dockerfile"}
    assert {".local", "**/.env"} <= set(left_out)
    assert ".env" in (RECEIVER.parents[1] / ".gitignore").read_text("utf-8").splitlines()
    last_stage = (RECEIVER / "Dockerfile").read_text("utf-8").rpartition("FROM ")[2]
    assert re.findall(r"COPY (.*)", last_stage) == ["--from=build /wheels /wheels"]
