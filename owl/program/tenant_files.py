"""The contents of all tenants' files, declared as plain values for the rules to check before anything is deployed."""

from collections.abc import Iterable
from dataclasses import replace

import pulumi

from owl.program.settings import StackSettings
from tenants.model import Tenant, Tenants
from tenants.model.naming import TENANT_FILES, ComponentType
from tenants.model.serialized import serialized


class TenantFiles(pulumi.ComponentResource):
    """The files of all tenants and this stack's settings, as input of the policy pack. It creates nothing at Twilio.

    Of a divided stack each cell declares its own tenants, so that a change of one is no change of another cell. The
    policy pack reads the files of the others.

    All other resources depend on it, so a violation of a mandatory rule stops the engine here. Contacts are
    secrets in the state, because only the rules need them.
    """

    def __init__(self, tenants: Tenants, settings: StackSettings, mine: Iterable[Tenant]) -> None:
        declared = replace(tenants, by_id={each.id: each for each in mine}) if settings.is_divided else tenants
        values = serialized(declared) | {"stack": {"name": settings.name, "settings": settings.for_rules()}}
        for tenant in values["tenants"].values():
            if "contacts" in tenant:
                tenant["contacts"] = pulumi.Output.secret(tenant["contacts"])
        super().__init__(ComponentType.TENANT_FILES, TENANT_FILES, values)
        self.register_outputs({})
