"""Write a new repository from the files in this folder. Files that this repository uses too are the same files."""

import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from owl.failure import Failure
from owl.new_repository.name import IsvName
from owl.rendering import drawn_files
from tenants.model import load_tenants, tenant_schema

FILES = Path(__file__).parent / "files"
"""The files of a new repository, in its folders. Files that end in `.jinja` are rendered first."""

_GOOD = FILES / "tests" / "policies" / "good" / "tenants"
_TEMPLATE = ".jinja"

PRODUCT = "owl-isv"
"""The name of the product's distribution."""


def write_repository(directory: Path, isv: IsvName, find_links: str | None = None) -> int:
    """Write the repository, into a new directory or an empty one; return how many files it has.

    Args:
        directory: Where.
        isv: Whose it is.
        find_links: A directory or page of wheels in which uv also looks for the product.

    Raises:
        Failure: There is something in the directory.
    """
    if directory.exists() and (not directory.is_dir() or any(each.name != ".git" for each in directory.iterdir())):
        raise Failure(f"{directory} is not empty: name a new directory, or an empty one")
    count = 0
    for name, text in _texts(isv, find_links):
        file = directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        file.chmod(0o755 if text.startswith("#!") else 0o644)
        count += 1
    tenant_schema.write(directory / "tenants", load_tenants(directory / "tenants"))
    return count + 1


def _texts(isv: IsvName, find_links: str | None) -> Iterator[tuple[str, str]]:
    """Yield the text of each file, by its path."""
    values = {"name": isv.name, "id": isv.id, "host": isv.host, "version": version(PRODUCT), "find_links": find_links}
    templates = drawn_files.template_environment(FILES, {"quoted": _quoted, "sentence": _sentence})
    for file in sorted(FILES.rglob("*")):
        name = file.relative_to(FILES).as_posix()
        if file.is_dir() or file.suffix == ".pyc":
            continue
        if file.suffix == _TEMPLATE:
            yield name.removesuffix(_TEMPLATE), templates.get_template(name).render(values)
        else:
            yield name, file.read_text("utf-8")
    # The repository begins with the catalogue, and with one of the tenants, that the cases of rules begin with; but for
    # the ISV itself, and for a feature that is tried in a ring which the one tenant is not in.
    for name in ("countries", "packages", "price-book", "templates"):
        yield f"tenants/catalogue/{name}.yaml", (_GOOD / "catalogue" / f"{name}.yaml").read_text("utf-8")
    yield "tenants/example.yaml", f"{tenant_schema.MODELINE}\n{_example((_GOOD / 'acme.yaml').read_text('utf-8'))}"


def _example(tenant: str) -> str:
    return tenant.replace("Acme", "Example").replace("acme", "example")


def _quoted(text: str) -> str:
    """Return a text as YAML and TOML quote it."""
    return json.dumps(text, ensure_ascii=False)


def _sentence(text: str) -> str:
    """Return a text that ends with a period; a name may have one already."""
    return text if text.endswith(".") else f"{text}."
