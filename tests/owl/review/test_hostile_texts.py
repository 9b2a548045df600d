"""The comment contains only its own markup, whatever tenants, catalogue, rules and engine write."""

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from owl.previews import Op
from owl.records import NotApproved
from owl.registration.progress import Stage
from owl.review import MARKER, Review, draw
from owl.review.approvers import Approver
from owl.review.blockers import Blocker
from owl.review.fields import FieldChange
from owl.review.findings import Findings, WaiverChange
from owl.review.irreversible import IrreversibleChange
from owl.review.money import MarginChange, Money, Purchases
from owl.review.pending_reviews import PendingReview, Reviewed, Wait, WaitKind
from owl.review.side import Side
from owl.review.stack_counts import StackCounts
from owl.review.tenants_changed import Group, Kind, TenantChange
from policies.core.judgement import Judgement
from policies.core.project import Checked
from policies.core.rule import Level, Severity
from policies.core.waiver import Waiver, Waivers
from tenants.model import ApprovableResource, Approval, Reading
from tests.owl.rendering.test_markdown import FOUND_IN_DRAWN_TEXT, drawn, hostile, text_of

DAY = dt.date(2026, 11, 24)


def said(text: str) -> Review:
    """Return a review in which every text that anyone could have written is this text."""
    field = FieldChange((text,), text, text, text, text)
    judgement = Judgement(
        Path(text.replace("\0", "")), 1, 1, text, text, text, text, Level.MANDATORY, Severity.LOW, text
    )
    waiver = Waiver.model_construct(rule=text, tenant=text, reason=text, owner=text, expires=DAY)
    approval = Approval.model_construct(
        resource=ApprovableResource.CAMPAIGN, reason=text, approver=text or "a", expires=DAY
    )
    reviewed = Reviewed(text, Stage.REJECTED, (text, text), 1)
    return Review(
        head=Side(Path("/"), Checked(0, (), (), Reading(None, ()), Waivers())),
        stacks=(StackCounts(text, 1, 2, 3, 4, is_whole=False),),
        not_previewed=(text,),
        blockers=(Blocker(text, "restore `a`", (text,)),),
        groups=tuple(
            Group(tuple(TenantChange(text, kind, text, (text,), (field,), (text,)) for _ in range(count)))
            for kind in Kind
            for count in (1, 5)
        ),
        catalogue=(field, FieldChange((text,), "", text, text), FieldChange((text,), text, "", text)),
        shared=(text,),
        money=Money(
            rows=(_row(text, text),),
            whole=_row(text),
            bought=tuple(Purchases(text, text, may_be_there) for may_be_there in (True, False)),
        ),
        irreversible=(
            IrreversibleChange(text, text, ApprovableResource.CAMPAIGN, Op.REPLACE, (text, text), approval, text),
        ),
        not_approved=(NotApproved(tenant=text, resources=(), sentence=text),),
        pending_reviews=tuple(PendingReview(text, (Wait(kind, (reviewed, reviewed)),), (text,)) for kind in WaitKind),
        findings=Findings((judgement,), (judgement,), 0, 0, (judgement,), ((text, text, "mandatory", text),)),
        waivers=(WaiverChange(waiver, text),),
        approvers=(Approver(text, (text, text)),),
        failures=(text,),
        unseen=(text,),
    )


def _row(text: str, *tenants: str) -> MarginChange:
    return MarginChange(tenants, text, text, text, text, text)


@cache
def expected() -> tuple[Counter[str], Counter[str]]:
    """Return the rendered comment with a harmless word as every text: kinds of tokens, and pieces of HTML."""
    return _shape(draw(said("word")))


def _shape(comment: str) -> tuple[Counter[str], Counter[str]]:
    tokens = [each for each in drawn(comment) if each.type not in {"text", "text_special"}]
    html = Counter(part for each in tokens if each.type.startswith("html") for part in each.content.split("word"))
    return Counter(each.type for each in tokens), html


@settings(max_examples=settings().max_examples // 4)  # each example renders and parses a comment
@given(hostile.filter(lambda text: text.strip()) | st.just("word"))
def test_no_text_becomes_markup(text: str) -> None:
    """A comment has the same headings, rows, cells, items and tags as with a harmless word; no link or mention."""
    comment = draw(said(text))

    kinds, html = _shape(comment)
    assert kinds == expected()[0]
    assert html == expected()[1]
    assert not {"link_open", "image", "code_inline", "fence"} & kinds.keys()
    assert not FOUND_IN_DRAWN_TEXT.search(text_of(drawn(comment)))
    assert comment.startswith(f"{MARKER}\n")
    assert comment.count("<!--") == 1
