"""Reading all tenants and the catalogue they refer to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tenants.model.between_files import (
    BRANDS,
    PHONE_NUMBERS,
    check_default_names,
    check_file_names,
    check_names,
    check_one_owner,
    features_of_packages,
    named_at,
)
from tenants.model.between_sections import check_agreement
from tenants.model.catalogue.feature import Features
from tenants.model.catalogue.isv import Isv
from tenants.model.catalogue.package import Packages
from tenants.model.catalogue.price_book import PriceBook
from tenants.model.catalogue.template import Templates
from tenants.model.environments import UnknownEnvironment, check_overrides, found_in, known_environments, overridden
from tenants.model.layers import ENVIRONMENTS, MergedDocument, merged
from tenants.model.sections.tenant import Tenant, TenantFile
from tenants.model.tenants import Tenants
from tenants.model.yaml_files.document_cache import DocumentCache
from tenants.model.yaml_files.finding import Finding, InvalidTenants
from tenants.model.yaml_files.validation import validated
from tenants.model.yaml_files.yaml_document import Document


@dataclass(frozen=True)
class Reading:
    """What came of reading the files.

    Attributes:
        tenants: The catalogue and the tenants whose files are right, alone and beside the others; None if a file of the
            catalogue is wrong.
        findings: What is wrong in the others, sorted by file and place.
        overridden: The same as they are in each environment for which any file has overrides, where all were read.
    """

    tenants: Tenants | None
    findings: tuple[Finding, ...]
    overridden: Mapping[str, Tenants] = field(default_factory=dict)


def load_tenants(directory: Path, environment: str | None = None) -> Tenants:
    """Read `DIRECTORY/*.yaml`, a tenant each, and `DIRECTORY/catalogue/`.

    Args:
        directory: Where the files are.
        environment: The environment whose overrides are merged in. Without one the files are read as if they had none,
            and checked with those of every environment.

    Raises:
        InvalidTenants: The files have faults; it carries every one, over all files.
        UnknownEnvironment: The catalogue lists no such environment.
    """
    reading = read_tenants(directory, environment)
    if reading.findings or not reading.tenants:
        raise InvalidTenants(reading.findings)
    return reading.tenants


def read_tenants(directory: Path, environment: str | None = None) -> Reading:
    """Read the same, and give what is right beside all that is wrong.

    Raises:
        UnknownEnvironment: The catalogue lists no such environment.
    """
    names = ("isv", "features", "packages", "price-book", "templates")
    cache = DocumentCache(directory)
    catalogue = [cache.read(directory / "catalogue" / f"{name}.yaml") for name in names]
    documents = [cache.read(file) for file in _tenant_files(directory)]
    cache.prune()

    isv_document, features_document, packages_document, price_document, templates_document = catalogue
    isv = validated(isv_document, Isv)
    features = validated(features_document, Features)
    packages = validated(packages_document, Packages)
    price_book = validated(price_document, PriceBook)
    templates = validated(templates_document, Templates)
    if isv and environment is not None and environment not in isv.environments:
        raise UnknownEnvironment(environment, isv.environments, isv_document)
    check_default_names(isv_document, ("defaults",), templates_document)
    for package in packages_document.content or ():
        check_default_names(packages_document, (package, "defaults"), templates_document)

    check_names(packages_document, features_of_packages(packages_document), features_document)
    check_file_names(documents)
    for document in documents:
        check_overrides(document, isv_document)
    files = _TenantFiles(documents, isv_document, features_document, packages_document, templates_document, templates)
    readings = [files.read(environment)]
    if environment is None:
        readings += [files.read(each, readings[0]) for each in overridden(documents, known_environments(isv_document))]

    wrong = [finding for document in catalogue for finding in document.findings]
    findings = tuple(sorted({*wrong, *files.findings(readings)}))
    if wrong or not (isv and features and packages and price_book and templates):
        return Reading(None, findings)
    faulty = {finding.file for finding in findings}.union(*(reading.disputed for reading in readings))
    places = {f"catalogue/{document.file.stem}": document.positions for document in catalogue}

    def tenants(reading: _InEnvironment) -> Tenants:
        right = [each for each in reading.files if each.document.file not in faulty]
        return Tenants(
            isv=isv,
            features=features.root,
            packages=packages.root,
            templates=templates.root,
            price_book=price_book,
            by_id={each.document.file.stem: each.tenant() for each in right},
            positions=places | {each.document.file.stem: each.document.positions for each in right},
            environment=reading.environment,
        )

    plain, *others = readings
    return Reading(tenants(plain), findings, {str(other.environment): tenants(other) for other in others})


def _tenant_files(directory: Path) -> list[Path]:
    return sorted(file for file in directory.glob("*") if file.suffix.lower() in {".yaml", ".yml"})


@dataclass(frozen=True)
class _TenantFile:
    """A tenant's file as it is in one environment."""

    document: MergedDocument
    content: TenantFile | None

    def tenant(self) -> Tenant:
        fields = dict(self.content or {})
        return Tenant(id=self.document.file.stem, **{name: fields[name] for name in fields if name != ENVIRONMENTS})


@dataclass(frozen=True)
class _InEnvironment:
    """All tenants' files as they are in one environment; in none of them where its name is None."""

    environment: str | None
    files: list[_TenantFile]
    disputed: set[Path]


@dataclass(frozen=True)
class _TenantFiles:
    """The tenants' files and what of the catalogue they refer to."""

    documents: list[Document]
    isv: Document
    features: Document
    packages: Document
    templates_document: Document
    templates: Templates | None

    def read(self, environment: str | None, plain: _InEnvironment | None = None) -> _InEnvironment:
        """Merge each file with its defaults and the environment's overrides, and check what comes of it.

        What the files are without overrides, if given, holds for those that have none for the environment.
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
        return _InEnvironment(environment, files, disputed)

    def _file(self, document: Document, environment: str | None) -> _TenantFile:
        merge = merged(document, self.isv, self.packages, environment)
        content = validated(merge, TenantFile)
        check_names(merge, named_at(merge, "package"), self.packages)
        check_names(merge, named_at(merge, "templates"), self.templates_document)
        check_names(merge, named_at(merge, "early_access"), self.features)
        check_agreement(merge, self.templates)
        return _TenantFile(merge, content)

    def findings(self, readings: list[_InEnvironment]) -> list[Finding]:
        """Give what is wrong with the files themselves, and with what came of them in each environment."""
        plain, *others = readings
        found = [finding for document in self.documents for finding in document.findings]
        found += [finding for each in plain.files for finding in each.document.findings]
        with_overrides = [
            (str(reading.environment), finding)
            for reading in others
            for each in reading.files
            for finding in each.document.findings
        ]
        return found_in(found, with_overrides)
