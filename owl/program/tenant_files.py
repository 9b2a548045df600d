"""What the files of all tenants say, declared as plain values: rules judge it before anything is deployed."""

import pulumi

from owl.program.settings import StackSettings
from tenants.model import Tenants
from tenants.model.naming import TENANT_FILES, ComponentType
from tenants.model.serialized import serialized


class TenantFiles(pulumi.ComponentResource):
    """The files of all tenants and this stack's settings: what the policy pack judges. It makes nothing.

    All that a program declares comes after it: what breaks a mandatory rule stops the engine here. Who a tenant's
    contacts are is nobody's business but the rules': they are secrets in the state.
    """

    def __init__(self, tenants: Tenants, settings: StackSettings) -> None:
        values = serialized(tenants) | {
            "stack": {
                "name": settings.name,
                "settings": {
                    "accountSid": settings.account_sid,
                    "twilio": settings.twilio.value,
                    "topology": settings.topology.value,
                    "rings": sorted(settings.rings),
                    "protect": settings.protect,
                },
            }
        }
        for tenant in values["tenants"].values():
            if "contacts" in tenant:
                tenant["contacts"] = pulumi.Output.secret(tenant["contacts"])
        super().__init__(ComponentType.TENANT_FILES, TENANT_FILES, values)
        self.register_outputs({})
