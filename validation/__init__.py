"""Judges tables and releases and returns findings; never repairs, and knows nothing of how the rows were made."""

from claimledger.validation.evidence import evidence_coverage
from claimledger.validation.findings import FINDINGS
from claimledger.validation.package import validate_package
from claimledger.validation.report import format_findings
from claimledger.validation.tables import validate

__all__ = ["FINDINGS", "evidence_coverage", "format_findings", "validate", "validate_package"]
