"""Adopt a content template that was created by hand."""

from owl.adoption.adoption import Adoption, Edit, Into, NotExpressible, as_declared
from owl.drift.orphans import Orphan
from tenants.model.naming import ResourceName


def adoption(orphan: Orphan, into: Into) -> Adoption:
    """Return the edit that adds the catalogue's template with the same text to the tenant.

    Raises:
        NotExpressible: The catalogue has no such template, or the tenant has it already.
    """
    content = orphan.content
    assert content is not None  # noqa: S101 - only accounts have none
    fields, tenant = content.fields, into.tenant
    text = (fields.get("types") or {}).get("twilio/text", {}).get("body")
    same = {
        name: template
        for name, template in into.tenants.templates.items()
        if (template.numbered_body, template.language) == (text, fields.get("language"))
    }
    if not same:
        raise NotExpressible(
            "no template in the catalogue has its text: add it to tenants/catalogue/templates.yaml and to the tenant's "
            "templates, or delete it in Twilio's console"
        )
    chosen = next((name for name in same if name not in tenant.templates), None)
    if chosen is None:
        raise NotExpressible(f"{tenant.id} already has {next(iter(same))} with the same text: delete this copy")
    template = same[chosen]
    declared = {
        "friendly_name": str(ResourceName(tenant.id, chosen)),
        "language": template.language,
        "variables": template.numbered_examples_for(tenant.name),
        "types": {"twilio/text": {"body": template.numbered_body}},
    }
    edits, notes = [_edit(chosen, into)], [_ELSEWHERE]
    if tenant.campaign and not tenant.campaign.samples:
        edits.append(Edit(("campaign", "samples"), list(into.tenants.samples_of(tenant))))
        notes.append(_SAMPLES)
    return Adoption(tuple(edits), as_declared(content, declared), tuple(notes))


_ELSEWHERE = "the other stacks that deploy this tenant will create it too; it costs nothing"
_SAMPLES = (
    "the campaign's current samples are written to the file: with another template's sample it would be reviewed again"
)


def _edit(chosen: str, into: Into) -> Edit:
    here = into.here("templates")
    for path in (here, ("templates",)):
        value = into.file
        for key in path:
            value = value.get(key) or {} if isinstance(value, dict) else {}
        if isinstance(value, list):
            return Edit(path, chosen, is_entry=True)
    return Edit(("templates",), [*into.tenant.templates, chosen])
