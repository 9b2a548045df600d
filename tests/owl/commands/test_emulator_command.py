"""`owl emulator`: a stack's local Twilio, controlled from the command line."""

import signal
import socket
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests import bundles
from tests.emulator.campaigns import serve, submit
from tests.owl_inc import put_owl_inc
from tests.warm_interpreter import warm_owl

DEV_SID = "ACdec0de0000000000000000000000000d"


@pytest.fixture(autouse=True)
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of the test's own with Owl Inc.'s files and the local Twilio's database."""
    put_owl_inc(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path))
    return tmp_path


@pytest.fixture
def twilio(local: Path) -> Iterator[LocalTwilio]:
    """The local Twilio of the stack dev, opened beside the command."""
    opened = LocalTwilio(local / f"twilio-{DEV_SID}.sqlite", DEV_SID)
    yield opened
    opened.close()


def owl(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `owl` to its end."""
    return subprocess.run([*warm_owl(), *arguments], capture_output=True, text=True, check=False)


def start(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    """Start `owl emulator serve` on a free port; return the process and the address it prints."""
    process = subprocess.Popen(
        [*warm_owl(), "emulator", "serve", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    return process, process.stdout.readline().split()[-1]


def stop(process: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
    """Stop a served local Twilio; return its exit code and its output since it started."""
    process.send_signal(number)
    with process:
        assert process.stdout
        assert process.stderr
        output, errors = process.stdout.read(), process.stderr.read()
    return process.returncode, output, errors


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_until_stopped(number: signal.Signals, twilio: LocalTwilio) -> None:
    """It answers, prints how clients reach it but not the token, and exits cleanly on either signal."""
    process, url = start()
    answer = requests.get(f"{url}/content/v1/Content", auth=(DEV_SID, twilio.auth_token), timeout=600)
    code, output, errors = stop(process, number)
    assert (answer.status_code, code, errors) == (200, 0, "")
    assert f"export HTTPS_PROXY={url}" in output
    assert f"export TWILIO_ACCOUNT_SID={DEV_SID}" in output
    assert "local-twilio-ca.pem" in output
    assert output.endswith("Stopped. The data is kept.\n")
    assert twilio.auth_token not in output


def test_the_token_is_shown_where_asked(twilio: LocalTwilio) -> None:
    """--show-token also prints it."""
    process, _ = start("--show-token")
    assert f"export TWILIO_AUTH_TOKEN={twilio.auth_token}" in stop(process)[1]


def test_the_environment_file_is_private(local: Path, twilio: LocalTwilio) -> None:
    """--env-file also writes the token, readable by the owner only, even if anyone could read the file before."""
    file = local / "client.env"
    file.touch(mode=0o644)
    process, url = start("--env-file", str(file))
    _, output, _ = stop(process)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert f"export HTTPS_PROXY={url}\n" in file.read_text("utf-8")
    assert f"export TWILIO_AUTH_TOKEN={twilio.auth_token}\n" in file.read_text("utf-8")
    assert twilio.auth_token not in output


def test_a_taken_port_is_one_line() -> None:
    """A taken port ends the command with advice, exit code 1 and no traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = owl("emulator", "serve", "--port", str(port))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"owl: cannot listen on port {port} (Address already in use): choose another with --port\n"


def test_advance_moves_the_clock(twilio: LocalTwilio) -> None:
    """Days, hours, minutes and seconds add up, for every process that has the database open."""
    assert "3 days, 0:00:00 ahead" in owl("emulator", "advance", "3d").stdout
    assert "3 days, 1:30:00 ahead" in owl("emulator", "advance", "90m").stdout
    assert twilio.control.advance(0) == 3 * 86400 + 90 * 60


def test_lists_lag(twilio: LocalTwilio) -> None:
    """A lag takes the same durations as the clock, and 0 ends it."""
    client = sdk(twilio)
    assert owl("emulator", "lag", "2m").stdout == "The local Twilio's lists show new objects after 0:02:00.\n"
    client.messaging.v1.services.create(friendly_name="svc")
    assert client.messaging.v1.services.list() == []
    assert owl("emulator", "lag", "0").stdout == "The local Twilio's lists show new objects immediately.\n"
    assert len(client.messaging.v1.services.list()) == 1


def test_reset_forgets(twilio: LocalTwilio) -> None:
    """After a reset the clock is real again; the parent account keeps its token."""
    twilio.control.advance(60)
    assert f"The local Twilio of {DEV_SID} is empty" in owl("emulator", "reset").stdout
    assert twilio.control.advance(0) == 0
    assert owl("emulator", "reset").returncode == 0


def sdk(twilio: LocalTwilio) -> Client:
    """Return the SDK's client of the parent account."""
    http = TwilioHttpClient()
    assert http.session is not None
    http.session.mount("https://", twilio.adapter())
    return Client(DEV_SID, twilio.auth_token, http_client=http)


def register(twilio: LocalTwilio, brand_type: str = "STANDARD") -> Any:
    """Register a brand for new bundles in the parent account, through the SDK."""
    client = sdk(twilio)
    return client.messaging.v1.brand_registrations.create(*bundles.put(twilio, brand_type), brand_type=brand_type)


def test_reviews_end_as_scripted(twilio: LocalTwilio) -> None:
    """The next brand is rejected with the given codes, the one after is approved; other accounts are not affected."""
    others = owl("emulator", "review", "brand", "reject", "--of", "somebody else", "--times", "9")
    told = owl("emulator", "review", "brand", "reject", "--codes", "30795,30799")
    assert others.stdout == "The next 9 reviews of brand 'somebody else' at the local Twilio end with: reject.\n"
    assert told.stdout == "The next review of brand at the local Twilio ends with: reject.\n"
    rejected, approved = register(twilio), register(twilio)
    assert [rejected.status, approved.status] == ["FAILED", "APPROVED"]
    assert [each["error_code"] for each in rejected.errors] == [30795, 30799]


def test_reviews_take_the_time_they_are_given(twilio: LocalTwilio) -> None:
    """A brand takes two steps, by time or by reads, and none in the mode `at-once`."""
    by_clock = owl("emulator", "pace", "brand", "seconds", "3d")
    assert by_clock.stdout == "brand at the local Twilio takes 3 days, 0:00:00 a step.\n"
    brand = register(twilio)
    owl("emulator", "advance", "6d")
    assert [brand.status, brand.fetch().status] == ["PENDING", "APPROVED"]
    assert owl("emulator", "pace", "brand", "reads").stdout == "brand at the local Twilio takes 1 read a step.\n"
    assert [(brand := register(twilio)).status, brand.fetch().status] == ["IN_REVIEW", "APPROVED"]
    assert owl("emulator", "pace", "brand", "at-once").stdout == "brand at the local Twilio finishes immediately.\n"
    assert register(twilio).status == "APPROVED"


def test_what_carriers_suspend_sends_nothing(twilio: LocalTwilio) -> None:
    """A suspended campaign delivers nothing (30033); without one it is 30034, unless campaigns are optional."""
    twilio.control.set_behaviour("message", "at_once")
    client, brand = sdk(twilio), register(twilio)
    service = serve(client)
    service.phone_numbers.create(client.incoming_phone_numbers.create(area_code="415").sid)

    def outcome() -> tuple[Any, Any]:
        """Return the status and the error of a new message."""
        message = client.messages.create(messaging_service_sid=service.sid, to="+14155550199", body="Hello").fetch()
        return message.status, message.error_code

    assert outcome() == ("undelivered", 30034)
    optional = owl("emulator", "campaigns", "optional")
    assert optional.stdout == "Campaigns are optional at the local Twilio: US messages without one are delivered.\n"
    assert outcome() == ("delivered", None)
    required = owl("emulator", "campaigns", "required")
    assert required.stdout.endswith("required at the local Twilio: US messages without one are undelivered: 30034.\n")
    submit(service, brand)
    assert outcome() == ("delivered", None)
    told = owl("emulator", "status", service.sid, "SUSPENDED")
    assert told.stdout == f"The campaign of {service.sid} is SUSPENDED at the local Twilio.\n"
    assert outcome() == ("undelivered", 30033)
    owl("emulator", "status", service.sid, "VERIFIED")
    assert owl("emulator", "status", brand.sid, "SUSPENDED").stdout == (
        f"The brand {brand.sid} is SUSPENDED at the local Twilio.\n"
    )
    assert outcome() == ("undelivered", 30033)


def test_a_person_texts_a_number(twilio: LocalTwilio) -> None:
    """`receive` says what Twilio makes of it and how the webhook ended, or that there is none."""
    client = sdk(twilio)
    bought = client.incoming_phone_numbers.create(area_code="415", sms_url="https://hooks.owl.example/x")
    number = str(bought.phone_number)
    told = owl("emulator", "receive", "--from", "+14155550188", "--to", number, "stop")
    assert told.returncode == 1
    assert f"Received at {number} from +14155550188: SM" in told.stdout
    assert "Twilio takes it as STOP and answers: You have successfully been unsubscribed." in told.stdout
    assert "OWL_LOCAL_DELIVER_TO" in told.stdout
    assert "the webhook was not accepted" in told.stderr
    assert [each["phone_number"] for each in twilio.control.opt_outs()] == ["+14155550188"]
    serve(client).phone_numbers.create(str(bought.sid))
    dropped = owl("emulator", "receive", "--from", "+14155550188", "--to", number, "Hello")
    assert (dropped.returncode, dropped.stderr) == (0, "")
    assert "has no inbound_request_url" in dropped.stdout


def test_the_owner_answers(twilio: LocalTwilio) -> None:
    """In the paced mode, a sole proprietor's brand waits for the answer to its code."""
    owl("emulator", "pace", "otp", "reads")
    brand = register(twilio, "SOLE_PROPRIETOR")
    assert brand.fetch().status == "PENDING"
    answered = owl("emulator", "otp", brand.sid)
    assert answered.stdout == f"The owner of {brand.sid} has answered the code. The review begins.\n"
    assert brand.fetch().status == "APPROVED"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("review", "brandy", "reject"), 2, "'brandy' is not one of 'customer-profile'"),
        (
            ("review", "brand", "reject", "--codes", "EIN"),
            2,
            "'EIN' is not a list of codes: write 30795 or 30795,30909",
        ),
        (("pace", "brand", "seconds", "slow"), 2, "'slow' is not a duration"),
        (("pace", "brand", "reads", "0"), 1, "owl: mode is one of at_once, seconds, reads and n above 0"),
        (("status", "BN0", "SUSPENDED"), 1, "owl: 'BN0' is no brand: name a brand's SID and one of PENDING, APPROVED"),
        (("campaigns", "needless"), 2, "'needless' is not one of 'required', 'optional'"),
        (("otp", "BN0"), 1, "owl: brand BN0 waits for no one-time password"),
        (("reset", "--stack", "none"), 1, "owl: there is no stack 'none'; "),
        (("advance", "soon"), 2, "'soon' is not a duration: write 90, 90s, 15m, 12h or 3d"),
        (("serve", "--port", "65536"), 2, "--port"),
        (("sing",), 2, "No such command 'sing'"),
    ],
)
def test_a_wrong_command_line_is_explained(arguments: tuple[str, ...], code: int, said: str) -> None:
    """Nobody gets a traceback: exit code 2 for a wrong command line, 1 for what does not exist."""
    ended = owl("emulator", *arguments)
    assert ended.returncode == code
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_database_of_another_version_is_explained(local: Path) -> None:
    """The message says to delete the file, in one line."""
    (local / f"twilio-{DEV_SID}.sqlite").touch()
    with LocalTwilio(local / f"twilio-{DEV_SID}.sqlite", DEV_SID)._store.transaction() as store:
        store.execute("PRAGMA user_version = 99")
    ended = owl("emulator", "reset")
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert "delete the file and run again" in ended.stderr


def test_the_command_lists_its_commands() -> None:
    """`owl` alone prints its commands, with the exit code of a missing command."""
    ended = owl()
    assert ended.returncode == 2
    assert "emulator" in ended.stdout + ended.stderr
