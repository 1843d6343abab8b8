"""The engine beside the oracle, and bytes at the parser, for longer than a run of the tests: see `__main__`."""

from tests.campaign.compare import compare, stage_of
from tests.campaign.counts import Counts

__all__ = ["Counts", "compare", "stage_of"]
