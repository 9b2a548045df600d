"""Put a review together."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from owl.previews import Preview
from owl.records import NotApproved
from owl.review.approvers import Approver, approvers, of_catalogue, of_irreversible, of_money, of_tenants, of_waivers
from owl.review.blockers import Blocker, blockers
from owl.review.cells import cell_blockers
from owl.review.effects import effects
from owl.review.fields import FieldChange, catalogue_fields
from owl.review.findings import Findings, RuleFindings, WaiverChange, by_rule, findings, new_waivers
from owl.review.irreversible import IrreversibleChange, irreversible_changes, not_approved, replacement_prices
from owl.review.money import Money, money
from owl.review.not_created import is_not_created
from owl.review.pending_reviews import PendingReview, pending_reviews
from owl.review.side import Side, read_side
from owl.review.stack_counts import StackCounts, stack_counts
from owl.review.tenants_changed import Group, Kind, groups, tenant_changes
from owl.review.unseen import failures, new_cells, unseen
from policies.core.stack_files import read_stacks


@dataclass(frozen=True)
class Review:
    """What a pull request does.

    Attributes:
        head: The project as it would be.
        stacks: How much changes in each previewed stack.
        not_previewed: The stacks that were not previewed.
        blockers: What blocks it, besides findings.
        groups: What changes for tenants.
        catalogue: What changes in the catalogue.
        shared: The engine's changes of shared resources, a line each.
        money: Its revenue and cost.
        irreversible: Irreversible steps that are approved or need no approval.
        not_approved: Irreversible steps without an approval.
        pending_reviews: Which reviews it waits for.
        findings: What the rules find.
        waivers: Waivers that are new.
        approvers: Who has to approve it.
        failures: Which previews failed, for whom and why.
        unseen: What could not be checked.
    """

    head: Side
    stacks: tuple[StackCounts, ...]
    not_previewed: tuple[str, ...]
    blockers: tuple[Blocker, ...]
    groups: tuple[Group, ...]
    catalogue: tuple[FieldChange, ...]
    shared: tuple[str, ...]
    money: Money
    irreversible: tuple[IrreversibleChange, ...]
    not_approved: tuple[NotApproved, ...]
    pending_reviews: tuple[PendingReview, ...]
    findings: Findings
    waivers: tuple[WaiverChange, ...]
    approvers: tuple[Approver, ...]
    failures: tuple[str, ...]
    unseen: tuple[str, ...]

    @property
    def is_incomplete(self) -> bool:
        """Whether a part could not be checked, so that no change shown does not mean unchanged."""
        unread = self.head.tenants is None or self.head.ids != set(self.head.by_id)
        return bool(self.failures or unread) or not all(each.is_whole for each in self.stacks)

    @property
    def is_refused(self) -> bool:
        """Whether something blocks it."""
        return bool(self.blocker_count)

    @property
    def fatal(self) -> tuple[RuleFindings, ...]:
        """The mandatory findings, by rule."""
        return by_rule(self.findings.fatal)

    @property
    def advice(self) -> tuple[RuleFindings, ...]:
        """The new advisory findings, by rule."""
        return by_rule(each for each in self.findings.new if not each.is_fatal)

    @property
    def blocker_count(self) -> int:
        """How much blocks it: each mandatory rule counts once, however often it is violated."""
        of_engine = {rule for _, rule, level, _ in self.findings.of_engine if level == "mandatory"}
        return len(self.blockers) + len(self.fatal) + len(of_engine)


def review(
    base: Path, head: Path, previews: Sequence[Preview], day: dt.date, touched: Collection[str] | None = None
) -> Review:
    """Compare two states of the project.

    Args:
        base: The directory of the project as it was.
        head: As it would be.
        previews: What the engine would do with the head, at most one of each stack.
        day: The date for which both are checked.
        touched: The stacks that the change may touch; None for all.
    """
    before, after = read_side(base, day), read_side(head, day)
    stacks, _ = read_stacks(after.directory)
    not_created = {each.stack for each in previews if is_not_created(each, stacks)}
    whole = (Preview(each.stack) if each.stack in not_created else each for each in previews)
    ordered = sorted(whole, key=lambda preview: preview.stack)
    done = [effects(preview) for preview in ordered]
    changes = tenant_changes(before, after, done)
    catalogue = catalogue_fields(before, after)
    figures = money(before, after, ordered, replacement_prices(ordered, after))
    irreversible = irreversible_changes(ordered, after, day)
    waivers = new_waivers(before, after)
    seen = {preview.stack for preview in ordered}
    known = set(stacks)
    missing = tuple(sorted((known if touched is None else known & {*touched}) - seen))
    changed = {change.tenant for change in changes if change.kind is not Kind.CHANGES or change.fields}
    reasons = chain(
        of_catalogue(catalogue),
        of_money(figures),
        of_tenants(changes, before, after),
        of_irreversible(irreversible),
        of_waivers(waivers),
    )
    return Review(
        head=after,
        stacks=tuple(stack_counts(each, is_created=each.stack not in not_created) for each in ordered),
        not_previewed=missing,
        blockers=(*blockers(ordered, changes, before, after, day), *cell_blockers(ordered, before, after)),
        groups=groups(changes),
        catalogue=catalogue,
        shared=tuple(line for each in done for line in each.get(None, ())),
        money=figures,
        irreversible=irreversible,
        not_approved=tuple(each for preview in ordered for each in not_approved(preview)),
        pending_reviews=pending_reviews(ordered, after),
        findings=findings(before, after, ordered),
        waivers=waivers,
        approvers=approvers(reasons),
        failures=tuple(failures(ordered)),
        unseen=(
            *new_cells(sorted(not_created)),
            *unseen(missing, ordered, before, after, None if catalogue else changed),
        ),
    )
