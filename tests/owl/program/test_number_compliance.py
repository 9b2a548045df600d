"""A bundle that holds two documents of one type, from the tenant's file to its approval and its renewal."""

import re
from pathlib import Path

import pytest

from providers.phone_number import PhoneNumber
from providers.regulatory_bundle_submission import RegulatoryBundleSubmission
from providers.regulatory_supporting_document import RegulatorySupportingDocument
from tenants.model import load_tenants, missing_files
from tests.international import FRENCH, abroad, put
from tests.providers.runs import SETTINGS, compliance_only
from tests.providers.tenant import Engine, programs
from tests.providers.world import World
from tests.tenants.test_international import missing
from tests.toll_free import FALCONS

RENEWED = FRENCH + "      renewed_on: 2027-01-10\n"


def test_it_is_approved_and_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second identity has a name of its own, in the stack and at Twilio; the first one's stays as it was."""
    assert missing(tmp_path, abroad(RENEWED)) == []
    files = {name: load_tenants(put(tmp_path, abroad(text))) for name, text in (("it", FRENCH), ("renewed", RENEWED))}
    (tmp_path / "Pulumi.yaml").write_text("name: owl")
    (tmp_path / "tenants" / "falcons").mkdir()
    for each in re.findall(r"file: (\S+pdf)", FRENCH):
        (tmp_path / "tenants" / each).write_bytes(b"%PDF-1 " + each.encode())
    assert not list(missing_files(files["it"], tmp_path / "tenants"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path))
    monkeypatch.delenv("OWL_TWILIO", raising=False)
    declared = {name: compliance_only(each) for name, each in programs(files, SETTINGS, tmp_path).items()}
    engine = Engine(World(tmp_path))

    engine.up(declared["it"])

    assert set(engine.up(declared["it"]).values()) == {"same"}
    [number] = [each for each in engine.records.values() if each.resource is PhoneNumber]
    assert number.outputs["phone_number"].startswith("+33")
    assert held(engine) == {
        "fr-mobile.commercial_registrar_excerpt": "fr-mobile",
        "fr-mobile.government_issued_document": "fr-mobile",
        "fr-mobile.government_issued_document-attorney": "fr-mobile attorney",
        "fr-mobile.power_of_attorney": "fr-mobile",
    }
    engine.up(declared["renewed"])
    assert held(engine)["fr-mobile.20270110.government_issued_document-attorney"] == "fr-mobile 20270110 attorney"


def held(engine: Engine) -> dict[str, str]:
    """Return what Twilio calls the documents, by the name of their resource; all bundles are approved."""
    kinds: dict[type, dict[str, str]] = {RegulatoryBundleSubmission: {}, RegulatorySupportingDocument: {}}
    for reference, record in engine.records.items():
        if record.resource in kinds:
            name = reference.rpartition(" ")[2].removeprefix(f"{FALCONS}.")
            said = record.outputs.get("status") or record.outputs["friendly_name"]
            kinds[record.resource][name] = str(said).removeprefix(f"{FALCONS} ")
    assert set(kinds[RegulatoryBundleSubmission].values()) == {"twilio-approved"}
    return kinds[RegulatorySupportingDocument]
