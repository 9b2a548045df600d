"""What people read when Twilio refuses something, and what advice says is tried."""

from owl.exit_codes import ExitCode
from tests.engine.project import Project

FALCONS, SPOKES = "freestyle-falcons", "alpine-spokes"


def test_a_number_in_another_service_is_told_with_file_and_service(dev: Project) -> None:
    """In our words, without a prefix of gRPC; the drift report names the service; what it says to do works."""
    account_sid = dev.outputs()["senders"][FALCONS]["account_sid"]
    services = dev.console.account(account_sid).messaging.v1.services
    hand = services.create("by hand")
    [mine] = [each.sid for each in services.list() if each.friendly_name == FALCONS]
    [number] = services(mine).phone_numbers.list()
    services(mine).phone_numbers(number.sid).delete()
    services(hand.sid).phone_numbers.create(number.sid)

    vanished, status = dev.owl("drift", "--stack", "dev"), dev.owl("status", FALCONS)
    refused = dev.up("--refresh")
    failed = dev.registration_status()[FALCONS]
    pending = dev.owl("drift", "--stack", "dev").text

    assert vanished.code == ExitCode.NEEDS_PERSON
    for told in (vanished, status):
        assert f"can't send: {number.phone_number} is in another messaging service: take it out of {hand.sid}" in (
            told.text
        )
    assert "creates it again" not in vanished.text
    assert "would be taken over" not in vanished.text
    assert refused.code != 0
    assert failed == "failed: see the errors of this run"
    assert f"the number is in another messaging service, {hand.sid} ('by hand')." in refused.text
    assert f"(tenants/{FALCONS}.yaml:" in refused.text
    assert "Exception calling application" not in refused.text
    assert "unhandled error" not in refused.text
    assert "would be taken over" not in pending
    assert f"take it out of {hand.sid}" in pending
    assert "owl adopt MG" not in pending

    services(hand.sid).phone_numbers(number.sid).delete()
    assert dev.up().code == 0
    assert dev.registration_status()[FALCONS].startswith("may send")


def test_a_number_of_another_account_is_refused_before_anything_is_bought(dev: Project) -> None:
    """Preview and update say which account has it; once it is released, the tenant is deployed."""
    legacy = dev.console.accounts.create(friendly_name="legacy shop")
    number = dev.console.v2010(str(legacy.sid)).incoming_phone_numbers.create(phone_number="+12125550100")
    before = dev.open_ledger()
    dev.add_tenants("breakwater-boards")
    file = dev.tenant("breakwater-boards")
    text = file.read_text("utf-8")
    number_of_dev = 'environments:\n  dev:\n    phone_number: {area_code: null, number: "+12125550100"}\n    #'
    file.write_text(text.replace("environments:\n  dev:", number_of_dev), "utf-8")
    dev.waive("features-in-package: breakwater-boards")

    for refused in (dev.preview(), dev.up()):
        assert refused.code != 0
        assert f"+12125550100 is in account {legacy.sid} (legacy shop)" in refused.text
        assert "tenants/breakwater-boards.yaml:" in refused.text
    assert dev.open_ledger() == before

    assert number.delete()
    for faults in (
        (
            (r"/IncomingPhoneNumbers\.json$", 21452, "Twilio has no number in this area code now"),
            ("/EntityAssignments$", 60711, "the bundle is under review or approved"),
            ("/EntityAssignments$", 22205, "was to be put into the bundle is not in the account any more"),
            (r"/Usage/Triggers\.json$", 20404, "is no longer at Twilio: run `pulumi up --refresh`"),
        ),
        (("/Usa2p$", 21720, "a brand of this kind can't have a campaign of this use case"),),
        (("/PhoneNumbers$", 21714, "the messaging service has as many numbers as Twilio allows"),),
    ):
        for place, (path, code, _) in enumerate(faults):
            nth = 1 + [each for each, *_ in faults[:place]].count(path)
            status = 404 if code == 20404 else 400
            dev.local.control.inject("status", method="POST", path=path, nth=nth, status=status, code=code)
        refused = dev.up()
        assert refused.code != 0
        assert "unhandled error" not in refused.text
        for _, code, words in faults:
            told = [each for each in refused.text.splitlines() if f"error {code}" in each]
            assert told, (code, refused.text)
            assert all(words in each and "(tenants/breakwater-boards.yaml:" in each for each in told)
    assert dev.up().code == 0
    assert sorted(dev.open_ledger(), key=str) != sorted(before, key=str)
