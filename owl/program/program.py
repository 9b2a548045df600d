"""The program of every stack: this stack's tenants, each in its account."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pulumi

from owl.approvals.costs import costs
from owl.approvals.irreversible import IRREVERSIBLE, IrreversibleStep, irreversible_steps, vanished_steps
from owl.approvals.refusals import NOTHING_DONE, refusals, revocation
from owl.approvals.renamed import deployed_identities, renamed
from owl.approvals.submissions import submissions
from owl.program.account import TenantAccount
from owl.program.declared_lines import name_declared_lines
from owl.program.declared_numbers import elsewhere, new_numbers
from owl.program.declared_resources import DeclaredResources
from owl.program.failures import contain_failures
from owl.program.language_host import end_with_language_host
from owl.program.live_keys import live_keys, without_key
from owl.program.offboarding import UNPROTECTED, OffboardingStep, leaves, step
from owl.program.policy_pack import pack_has_own_levels, pack_is_running
from owl.program.purchases import announce_what_is_gone
from owl.program.record_log import log_with_record
from owl.program.refused import RefusedError, or_leave
from owl.program.registration_numbers import registration_numbers
from owl.program.sdk_savings import save_sdk_work
from owl.program.settings import StackSettings, Topology, read_stack_settings
from owl.program.stack_outputs import as_one, export_as_one, line, line_as_of, tell
from owl.program.stack_tenants import elsewhere as in_other_cells
from owl.program.stack_tenants import in_stack, kept, new_tenants
from owl.program.tenant_files import TenantFiles
from owl.program.tenant_messaging import TenantMessaging
from owl.records import PREVIEWED, WITHOUT_RULES
from owl.rendering.on_stack import on_stack
from owl.stacks.in_program import Deployed, deployed
from owl.stacks.unfinished_run import UnfinishedRun
from project import NAMESPACE
from providers.core import run
from providers.core.errors import explain
from providers.core.records import WANTED
from providers.core.resource import TwilioResource
from providers.core.settings import InvalidSettings
from providers.geo_permissions import GeoPermissions
from providers.primary_customer_profile import PrimaryCustomerProfile
from tenants.model import InvalidTenants, State, Tenant, Tenants, UnknownEnvironment, countries_texted, load_tenants
from tenants.model.naming import GEO_PERMISSIONS, PRIMARY, SHARED, account_name

if TYPE_CHECKING:
    from owl.program.mandatory_rules import Violations
    from policies.core.policy_input import DeclaredResource

T = TypeVar("T")


@dataclass
class Declared:
    """What the program has declared.

    Attributes:
        accounts: The accounts, by the id of their tenant, or `shared`.
        tenants: The resources of each tenant, by its id.
        leaving: The offboarding step of each tenant that leaves.
    """

    accounts: dict[str, TenantAccount] = field(default_factory=dict)
    tenants: dict[str, TenantMessaging] = field(default_factory=dict)
    leaving: dict[str, OffboardingStep] = field(default_factory=dict)

    def account_of(self, tenant: str) -> str:
        """Return the name of a declared tenant's account."""
        return self.accounts[tenant if tenant in self.accounts else SHARED].subaccount.resource_name

    def final(self) -> Iterator[TwilioResource]:
        """Yield the resources whose deletion is irreversible, except those of leaving tenants."""
        for account in self.accounts.values():
            yield account.subaccount
        for name, tenant in self.tenants.items():
            if name not in self.leaving:
                further = (tenant.registration.brand, tenant.registration.campaign, tenant.verification)
                yield from (*tenant.numbers.values(), *(each for each in further if each))


def deploy(directory: Path) -> None:
    """Declare the resources of the tenants in `directory` for the current stack, and export what senders need.

    A refusal is logged, and the program ends before any resource is registered with the engine.
    """
    end_with_language_host()
    save_sdk_work()
    or_leave(lambda: _deploy(directory))


def _deploy(directory: Path) -> None:
    config = pulumi.Config(NAMESPACE.removesuffix(":"))
    settings, tenants = _read(directory, config)
    _check_rules(directory.parent, tenants, settings)
    unfinished = UnfinishedRun(settings.name)
    contain_failures(lambda: None if pulumi.runtime.is_dry_run() else unfinished.end())
    before, today = deployed(), dt.datetime.now(dt.UTC).date()
    if settings.is_divided:
        settings = _without_others(settings, new_tenants(tenants, settings, before))
    tax_numbers = registration_numbers(in_stack(tenants, settings, before), config.get, settings.name, settings.twilio)
    name_declared_lines(tenants)
    for text in kept(tenants, settings, before):
        pulumi.log.warn(text)
    if not looks_for_drift():
        announce_what_is_gone(before, tenants, today)
    _judge_resources(directory.parent, tenants, settings, before)
    declared = declare(tenants, settings, tax_numbers, before, today)
    accounts = {each: declared.account_of(each) for each in declared.tenants}
    new = without_key(accounts, before)
    numbers = list(new_numbers((tenants.by_id[each] for each in accounts), before))
    revoked: list[IrreversibleStep] = []
    if (new or numbers) and not looks_for_drift() and not _engine_will_refuse(directory.parent, tenants, settings):
        revoked = _revoked({each: name for each, name in new.items() if each not in unfinished.tenants})
        _check_numbers(numbers, accounts, tenants)
    _approved(declared, before, tenants, today, revoked)
    if new and not pulumi.runtime.is_dry_run():
        unfinished.begin(new)
    _export(declared, before, tenants)


def _read(directory: Path, config: pulumi.Config) -> tuple[StackSettings, Tenants]:
    """Return the stack's settings and the tenants, as they are in its environment.

    Raises:
        RefusedError: They are not valid.
    """
    name = pulumi.get_stack()
    try:
        settings = read_stack_settings(config, name, run.begin(config.get).settings.mode, directory.parent)
        return settings, load_tenants(directory, settings.environment)
    except UnknownEnvironment as error:
        setting = on_stack("pulumi config set owl:environment NAME", name)
        raise RefusedError(f"owl:environment: {error}: set this stack's environment: {setting}") from None
    except InvalidSettings as error:
        raise RefusedError(str(error)) from None
    except InvalidTenants as error:
        raise RefusedError(str(error), _tenants_of(error, directory)) from None


def _approved(
    declared: Declared, before: Deployed, tenants: Tenants, today: dt.date, revoked: Iterable[IrreversibleStep]
) -> None:
    """Announce what is irreversible or costs money.

    Raises:
        RefusedError: A step is irreversible and not approved.
    """
    final = list(declared.final())
    ended = list(irreversible_steps(final, before, pulumi.get_stack()))
    steps = [*ended, *vanished_steps(final, before), *revoked]
    gone = {each.tenant_id for each in ended} - tenants.by_id.keys() - {SHARED}
    here = set(before.names("MessagingService"))
    files = renamed(deployed_identities(sorted(gone), before), [each for each in tenants if each.id not in here])
    refused = refusals(steps, tenants, pulumi.get_stack(), today, files)
    if refused:
        refusal = RefusedError(
            "\n".join([NOTHING_DONE, *map(str, refused)]),
            [each.tenant for each in refused if each.tenant],
            [step for each in refused for step in each.not_approved],
        )
        if not (pulumi.runtime.is_dry_run() and WANTED in os.environ):
            raise refusal
        log_with_record(refusal.record)  # the preview of a review fails, but also shows what else would change
    for each in revoked:
        pulumi.log.warn(revocation(each))
    replaced = {(kind, each.name) for each in ended if each.because for kind in IRREVERSIBLE if each.is_of(kind)}
    for to_be_bought in costs(declared.tenants.keys(), before, tenants, replaced):
        log_with_record(to_be_bought)
    if submitted := submissions(declared.tenants.keys(), before, tenants):
        pulumi.log.warn(submitted)


def _export(declared: Declared, before: Deployed, tenants: Tenants) -> None:
    """Export what senders need, and the status of each tenant."""
    known = before.outputs.get("senders", {})
    senders = {name: tenant.sender_outputs(known.get(name)) for name, tenant in declared.tenants.items()}
    export_as_one("senders", senders)
    statuses = {name: tenant.sending_status(tenants) for name, tenant in declared.tenants.items()}
    leaving = {name: leaves(tenants.by_id[name], step) for name, step in declared.leaving.items()}
    export_as_one("registration_status", {name: each.apply(line) for name, each in statuses.items()} | leaving)
    unprotected = [name for name, step in declared.leaving.items() if step is OffboardingStep.IS_UNPROTECTED]
    if unprotected:
        pulumi.export(UNPROTECTED, unprotected)
    told = {
        name: pulumi.Output.all(each, declared.tenants[name].looked_at()).apply(line_as_of)
        for name, each in statuses.items()
    }
    as_one(told | leaving).apply(tell)


def _revoked(accounts: Mapping[str, str]) -> list[IrreversibleStep]:
    """Return a step for each key that this run would revoke although a tenant sends with it.

    Raises:
        RefusedError: An update can't look at Twilio. A preview may have no credentials.
    """
    if not accounts:
        return []
    return _looked_up(lambda: list(live_keys(run.current().connection, accounts)), "whether keys in use are replaced")


def _without_others(settings: StackSettings, new: list[Tenant]) -> StackSettings:
    """Return the settings without the new tenants that another cell has, after a warning about each.

    Raises:
        RefusedError: An update can't look at Twilio.
    """
    found = _looked_up(lambda: in_other_cells(run.current().connection, new, settings), "whether another cell has them")
    for _, text in found:
        pulumi.log.warn(text)
    return replace(settings, left=frozenset(tenant for tenant, _ in found))


def _check_numbers(numbers: Iterable[tuple[Tenant, str, str]], accounts: Mapping[str, str], tenants: Tenants) -> None:
    """Check that no other account has a number that a file names.

    Raises:
        RefusedError: Another account has one; or an update can't look at Twilio.
    """
    told = _looked_up(lambda: elsewhere(run.current().connection, numbers, accounts, tenants), "where numbers are")
    if told:
        raise RefusedError("\n".join(words for _, words in told), [tenant for tenant, _ in told])


def _looked_up(look: Callable[[], list[T]], what: str) -> list[T]:
    """Return what a look at Twilio finds; nothing if a preview can't look, which may have no credentials.

    Raises:
        RefusedError: An update can't look.
    """
    try:
        return look()
    except Exception as error:  # noqa: BLE001 - whatever Twilio, the network or the settings have against it
        reason = run.current().redact(explain(error))
        if not pulumi.runtime.is_dry_run():
            raise RefusedError(f"nothing was changed, because Twilio can't be read: {reason}") from None
        pulumi.log.warn(f"not checked: {what}: {reason}")
        return []


def looks_for_drift() -> bool:
    """Return whether this run is a preview that only compares Twilio with the state."""
    return pulumi.runtime.is_dry_run() and WITHOUT_RULES in os.environ


def _check_rules(project: Path, tenants: Tenants, settings: StackSettings) -> None:
    """Check the files against the mandatory rules, unless the engine does: a purchase can't be undone.

    Raises:
        RefusedError: A mandatory rule is violated.
    """
    if pack_is_running() or looks_for_drift():
        return
    _require_kept_rules(_violations(project, tenants, settings))


def _judge_resources(project: Path, tenants: Tenants, settings: StackSettings, before: Deployed) -> None:
    """Check what is declared from now on, unless the engine does so before anything is deployed: in a preview."""
    is_previewed = pulumi.runtime.is_dry_run() or PREVIEWED in os.environ
    if looks_for_drift() or (pack_is_running() and (is_previewed or pack_has_own_levels())):
        return

    def judge(declared: "tuple[DeclaredResource, ...]") -> None:
        or_leave(lambda: _require_kept_rules(_violations(project, tenants, settings, declared)))

    DeclaredResources(before, judge)


def _require_kept_rules(found: "Violations | None") -> None:
    if found:
        text = f"nothing was changed, because mandatory rules are violated:\n{found.text}"
        raise RefusedError(text, found.tenants)


def _violations(
    project: Path, tenants: Tenants, settings: StackSettings, declared: "tuple[DeclaredResource, ...] | None" = None
) -> "Violations | None":
    """Return what the mandatory rules find: those on files, or on what is declared.

    Raises:
        InvalidProject: A rule of the project's own can't be loaded.
    """
    from owl.program.mandatory_rules import violations  # noqa: PLC0415 - loading every rule takes time

    return violations(project, tenants, settings.name, settings.for_rules(), declared)


def _engine_will_refuse(project: Path, tenants: Tenants, settings: StackSettings) -> bool:
    """Return whether the engine will refuse this run because of a rule, so that no call to Twilio is needed."""
    return pack_is_running() and not pack_has_own_levels() and _violations(project, tenants, settings) is not None


_DECLARED = frozenset({OffboardingStep.STAYS, OffboardingStep.IS_UNPROTECTED})
"""Steps in which all resources of a tenant are declared."""


def declare(
    tenants: Tenants,
    settings: StackSettings,
    registration_numbers: Mapping[str, str],
    before: Deployed,
    today: dt.date,
) -> Declared:
    """Declare each tenant of the stack's rings, in its own subaccount or in the shared one.

    Args:
        tenants: All tenants.
        settings: The stack's settings.
        registration_numbers: The registration number of each business that has one, by tenant.
        before: The stack before this run.
        today: The day, in UTC.
    """
    declared = Declared()
    isolated = settings.topology is Topology.ISOLATED
    mine = in_stack(tenants, settings, before)
    judged = pulumi.ResourceOptions(depends_on=[TenantFiles(tenants, settings, mine)])
    primary = PrimaryCustomerProfile(
        PRIMARY,
        account_sid=settings.account_sid,
        customer_profile_sid=settings.primary_customer_profile_sid,
        opts=judged,
    )
    open_countries = countries_texted(tenants)
    if settings.name == settings.named_after and set(open_countries) - {"US"}:
        GeoPermissions(GEO_PERMISSIONS, account_sid=settings.account_sid, countries=open_countries, opts=judged)
    for tenant in mine:
        owner = tenant.id if isolated else SHARED
        account = account_name(settings.named_after, owner)
        next_step = step(tenant, before, account if isolated else None, today, protect=settings.protect)
        if next_step is not OffboardingStep.STAYS:
            declared.leaving[tenant.id] = next_step
        if next_step is OffboardingStep.IS_GONE and isolated:
            continue
        if owner not in declared.accounts:
            url = tenants.isv.callback_urls(owner).error_events
            declared.accounts[owner] = TenantAccount(
                account,
                settings,
                error_events_url=url if next_step in _DECLARED or not isolated else None,
                has_toll_free=any(each.toll_free for each in mine if not isolated or each is tenant),
                suspended=isolated and (tenant.state is State.SUSPENDED or next_step is OffboardingStep.IS_HELD),
                closes=next_step is OffboardingStep.IS_HELD,
                opts=judged,
            )
        if next_step in _DECLARED:
            protects = settings.protect and next_step is OffboardingStep.STAYS
            declared.tenants[tenant.id] = TenantMessaging(
                tenant,
                tenants,
                declared.accounts[owner],
                primary,
                registration_numbers.get(tenant.id),
                before=before,
                sends=isolated or tenant.state is not State.SUSPENDED,
                protected=[each for each in IRREVERSIBLE.values() if protects and not tenant.approval(each, today)],
            )
    return declared


def _tenants_of(error: InvalidTenants, directory: Path) -> set[str]:
    """Return the tenants whose files have errors; errors in the catalogue don't count."""
    return {finding.file.stem for finding in error.findings if finding.file.parent == directory}
