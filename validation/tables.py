"""Every check on tables in memory, in the order a reader wants the findings. A new check is one file and one line."""

from collections.abc import Mapping

import polars as pl

from claimledger.validation.evidence import check_evidence
from claimledger.validation.findings import joined
from claimledger.validation.keys import check_keys
from claimledger.validation.plausibility import check_plausibility
from claimledger.validation.structure import check_structure, sound_tables


def validate(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Findings about the tables, one a row, none when all is well; the columns are those of `FINDINGS`.

    All tables of `schemas/` are expected, those without rows as empty frames. A table with wrong columns or types gets
    findings about these alone: the other checks read the sound tables only.
    """
    sound = sound_tables(tables)
    return joined([check_structure(tables), check_keys(sound), check_evidence(sound), check_plausibility(sound)])
