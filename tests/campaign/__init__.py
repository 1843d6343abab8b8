"""The engine beside the oracle, and bytes at the parser, for longer than a run of the tests: see `__main__`."""

from tests.campaign.compare import compare, policy_of, stage_of
from tests.campaign.counts import Counts

__all__ = ["Counts", "compare", "policy_of", "stage_of"]
