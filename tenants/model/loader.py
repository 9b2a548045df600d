"""Read all tenants and the catalogue they refer to."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pydantic

from tenants.model.between_files import (
    BRANDS,
    PHONE_NUMBERS,
    check_default_names,
    check_destination_prices,
    check_file_names,
    check_international,
    check_names,
    check_one_owner,
    check_toll_free_price,
    check_trial_senders,
    features_of_packages,
    named_at,
)
from tenants.model.between_sections import check_agreement
from tenants.model.catalogue.country import Countries
from tenants.model.catalogue.feature import Features
from tenants.model.catalogue.isv import Isv
from tenants.model.catalogue.package import Packages
from tenants.model.catalogue.price_book import PriceBook
from tenants.model.catalogue.rollout import Rings
from tenants.model.catalogue.template import Templates
from tenants.model.environments import UnknownEnvironment, check_overrides, found_in, known_environments, overridden
from tenants.model.layers import ENVIRONMENTS, DefaultLayers, MergedDocument, merged
from tenants.model.sections.tenant import Tenant, TenantFile
from tenants.model.tenants import Tenants
from tenants.model.yaml_files.document_cache import DocumentCache
from tenants.model.yaml_files.finding import Finding, InvalidTenants
from tenants.model.yaml_files.validation import validated
from tenants.model.yaml_files.yaml_document import Document


@dataclass(frozen=True)
class Reading:
    """The result of reading the files.

    Attributes:
        tenants: The catalogue and the tenants whose files have no findings; None if a catalogue file has findings.
        findings: All findings, sorted by file and position.
        overridden: The tenants in each environment for which any file has overrides; empty if the files were read for a
            single environment.
        digests: The SHA-256 of the bytes of each file that could be read.
        left_out: Why each tenant is not among `tenants` although it has a file, by id: what is wrong with the file.
    """

    tenants: Tenants | None
    findings: tuple[Finding, ...]
    overridden: Mapping[str, Tenants] = field(default_factory=dict)
    digests: Mapping[Path, str] = field(default_factory=dict)
    left_out: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)

    @property
    def valid_tenants(self) -> Tenants:
        """The tenants, if there are no findings.

        Raises:
            InvalidTenants: There are some. It carries all.
        """
        if self.findings or not self.tenants:
            raise InvalidTenants(self.findings)
        return self.tenants


def load_tenants(directory: Path, environment: str | None = None) -> Tenants:
    """Read `DIRECTORY/*.yaml`, one file per tenant, and `DIRECTORY/catalogue/`.

    Args:
        directory: The directory of the tenants' files.
        environment: The environment whose overrides are applied. Without one, the files are read without overrides, and
            also checked with those of every environment.

    Raises:
        InvalidTenants: The files have faults. It carries all findings of all files.
        UnknownEnvironment: The catalogue has no such environment.
    """
    return read_tenants(directory, environment).valid_tenants


def read_tenants(directory: Path, environment: str | None = None) -> Reading:
    """Read the same files, and return the valid tenants together with all findings.

    Raises:
        UnknownEnvironment: The catalogue has no such environment.
    """
    cache = DocumentCache(directory)
    files = {name: directory / "catalogue" / f"{name}.yaml" for name in _CATALOGUE}
    files = {name: file for name, file in files.items() if file.exists() or name not in _OPTIONAL}
    catalogue = dict(zip(files, cache.read(files.values()), strict=True))
    documents = cache.read(_tenant_files(directory))
    cache.prune()
    return read_parsed_tenants(catalogue, documents, environment)


def read_parsed_tenants(
    files_of_catalogue: Mapping[str, Document], documents: list[Document], environment: str | None = None
) -> Reading:
    """Return what files say that have been parsed. Findings are added to them.

    Args:
        files_of_catalogue: The files of the catalogue, by their names without ending.
        documents: The tenants' files.
        environment: The environment whose overrides are applied, as for `load_tenants`.

    Raises:
        UnknownEnvironment: The catalogue has no such environment.
    """
    catalogue = _Catalogue(files_of_catalogue)
    catalogue.check(environment, documents)
    check_file_names(documents)
    for document in documents:
        check_overrides(document, catalogue.isv)
    tenant_files = _TenantFiles(documents, catalogue)
    plain = tenant_files.read(environment)
    environments = overridden(documents, known_environments(catalogue.isv)) if environment is None else []
    others = [tenant_files.read(each, plain) for each in environments]

    findings = tuple(sorted({*catalogue.findings, *tenant_files.findings(plain, others)}))
    if not catalogue.is_right:
        return Reading(None, findings)
    wrong = {finding.file for finding in findings}.union(*(each.disputed for each in (plain, *others)))
    return Reading(
        catalogue.tenants(plain, wrong),
        findings,
        {str(other.environment): catalogue.tenants(other, wrong) for other in others},
        {each.file: each.digest for each in (*catalogue.documents, *documents) if each.digest},
        {
            each.file.stem: tuple(finding for finding in findings if finding.file == each.file) or findings
            for each in documents
            if each.file in wrong
        },
    )


_CATALOGUE: Mapping[str, type[pydantic.BaseModel]] = {
    "isv": Isv,
    "features": Features,
    "packages": Packages,
    "price-book": PriceBook,
    "templates": Templates,
    "rings": Rings,
    "countries": Countries,
}
"""The files of the catalogue, and what each holds."""

_OPTIONAL = frozenset({"rings", "countries"})
"""Those that a catalogue may lack."""


class _Catalogue:
    """The files of the catalogue: what they hold, as far as they are right.

    Args:
        documents: Each file, by its name without the ending.
    """

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._contents = {name: validated(each, _CATALOGUE[name]) for name, each in documents.items()}
        self.isv = documents["isv"]
        self.features = documents["features"]
        self.packages = documents["packages"]
        self.templates = documents["templates"]
        self.price_book = documents["price-book"]
        self.countries = documents.get("countries")
        self.defaults = DefaultLayers(self.isv, self.packages)

    def check(self, environment: str | None, tenants: list[Document]) -> None:
        """Check what its files say of each other, and of the tenants.

        Raises:
            UnknownEnvironment: It lists no such environment.
        """
        isv = self._contents["isv"]
        if isinstance(isv, Isv) and environment is not None and environment not in isv.environments:
            raise UnknownEnvironment(environment, isv.environments, self.isv)
        check_default_names(self.isv, ("defaults",), self.templates)
        for package in self.packages.content or ():
            check_default_names(self.packages, (package, "defaults"), self.templates)
        check_names(self.packages, features_of_packages(self.packages), self.features)
        check_trial_senders(self.packages, tenants)

    @property
    def valid_templates(self) -> Templates | None:
        """The templates; None if their file is wrong."""
        found = self._contents["templates"]
        return found if isinstance(found, Templates) else None

    @property
    def findings(self) -> list[Finding]:
        """What is wrong in its files."""
        return [finding for document in self._documents.values() for finding in document.findings]

    @property
    def documents(self) -> tuple[Document, ...]:
        """Its files."""
        return tuple(self._documents.values())

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong in any of its files."""
        return not self.findings and all(self._contents.values())

    def tenants(self, reading: "_InEnvironment", wrong: Collection[Path]) -> Tenants:
        """Put the catalogue and the tenants' files together, without those that are wrong."""
        right = [each for each in reading.files if each.document.file not in wrong]
        contents: Any = self._contents
        places = {f"catalogue/{name}": document.positions for name, document in self._documents.items()}
        return Tenants(
            isv=contents["isv"],
            features=contents["features"].root,
            packages=contents["packages"].root,
            templates=contents["templates"].root,
            price_book=contents["price-book"],
            rings=contents["rings"].root if "rings" in contents else {},
            countries=contents["countries"].root if "countries" in contents else {},
            by_id={each.document.file.stem: each.tenant for each in right},
            positions=places | {each.document.file.stem: each.document.positions for each in right},
            environment=reading.environment,
        )


def _tenant_files(directory: Path) -> list[Path]:
    return sorted(file for file in directory.glob("*") if file.suffix.lower() in {".yaml", ".yml"})


@dataclass(frozen=True)
class _TenantFile:
    """A tenant's file in one environment."""

    document: MergedDocument
    content: TenantFile | None

    @cached_property
    def tenant(self) -> Tenant:
        """The tenant, the same one in each environment that overrides nothing of it."""
        fields = {**vars(self.content), "id": self.document.file.stem}
        del fields[ENVIRONMENTS]
        return Tenant.model_validate(fields)


@dataclass(frozen=True)
class _InEnvironment:
    """All tenants' files in one environment; without overrides if `environment` is None."""

    environment: str | None
    files: list[_TenantFile]
    disputed: set[Path]


@dataclass(frozen=True)
class _TenantFiles:
    """The tenants' files and the catalogue files they refer to."""

    documents: list[Document]
    catalogue: _Catalogue

    def read(self, environment: str | None, plain: _InEnvironment | None = None) -> _InEnvironment:
        """Merge each file with its defaults and the environment's overrides, and check the result.

        Results without overrides, if given, are reused for files that have none for the environment.
        """
        files = [
            plain.files[index]
            if plain and not document.has((ENVIRONMENTS, environment or ""))
            else self._file(document, environment)
            for index, document in enumerate(self.documents)
        ]
        documents: list[Document] = [each.document for each in files]
        disputed = check_one_owner(documents, "number", PHONE_NUMBERS)
        disputed |= check_one_owner(documents, "brand", BRANDS)
        check_toll_free_price(documents, self.catalogue.price_book)
        check_destination_prices(documents, self.catalogue.price_book)
        check_international(documents, self.catalogue.countries, self.catalogue.price_book)
        return _InEnvironment(environment, files, disputed)

    def _file(self, document: Document, environment: str | None) -> _TenantFile:
        catalogue = self.catalogue
        merge = merged(document, catalogue.defaults, environment)
        content = validated(merge, TenantFile)
        check_names(merge, named_at(merge, "package"), catalogue.packages)
        check_names(merge, named_at(merge, "templates"), catalogue.templates)
        check_names(merge, named_at(merge, "early_access"), catalogue.features)
        check_agreement(merge, catalogue.valid_templates)
        return _TenantFile(merge, content)

    def findings(self, plain: _InEnvironment, others: Iterable[_InEnvironment]) -> list[Finding]:
        """Return the findings of the files themselves, and of the merged files in each environment."""
        found = [finding for document in self.documents for finding in document.findings]
        found += [finding for each in plain.files for finding in each.document.findings]
        with_overrides = [
            (str(reading.environment), finding)
            for reading in others
            for each in reading.files
            for finding in each.document.findings
        ]
        return found_in(found, with_overrides)
