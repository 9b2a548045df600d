"""A tenant that sends from a toll-free number: Freestyle Falcons, before it has a campaign or beside it."""

from pathlib import Path

from tenants.model import TollFree
from tenants.model.yaml_files.yaml_document import read_document
from tests.owl_inc import TENANTS

FALCONS = "freestyle-falcons"

SENDERS = """\
senders:
  toll_free:
    area_code: "888"
    use_case_categories: [ACCOUNT_NOTIFICATIONS, DELIVERY_NOTIFICATIONS]
    use_case_summary: >-
      Freestyle Falcons LLC is a BMX shop in San Francisco. It texts customers who asked for it when their order can be
      picked up or their bike is repaired. Numbers are not shared.
    production_message_sample: "Freestyle Falcons: your bike is repaired. Reply STOP to opt out, HELP for help."
    opt_in_type: WEB_FORM
    opt_in_image_urls: [https://freestyle-falcons.example/checkout]
    opt_in_confirmation_message: "Freestyle Falcons: you get texts about your orders. Reply STOP to opt out."
    help_message_sample: "Freestyle Falcons: write to workshop@freestyle-falcons.example. Reply STOP to opt out."
    message_volume: "10,000"
    privacy_policy_url: https://freestyle-falcons.example/privacy
    terms_and_conditions_url: https://freestyle-falcons.example/text-terms
"""
"""What its file says of the toll-free number."""


def alone() -> str:
    """Return the file of the tenant that has nothing but a toll-free number."""
    text = beside()
    number = text.index("phone_number:\n")
    text = text[:number] + text[text.index("templates:\n") :]
    return text[: text.index("brand:\n")] + text[text.index("qualification:\n") :]


def beside() -> str:
    """Return the file of the tenant that has a toll-free number beside its local one."""
    text = (TENANTS / f"{FALCONS}.yaml").read_text("utf-8")
    return text.replace("support_contact:", f"{SENDERS}support_contact:", 1)


def toll_free() -> TollFree:
    """Return what the tenant's file says of the number, as the model has it."""
    return TollFree.model_validate(
        read_document(Path("toll-free.yaml"), SENDERS.encode()).value("senders", "toll_free")
    )
