"""All planted faults."""

from __future__ import annotations

from tests.faults.catalogue import (
    conditions,
    consent,
    moments,
    outward,
    policies,
    requests,
    rule,
    scopes,
    short,
    standing,
    straight,
)
from tests.faults.fault import Fault

FAULTS: tuple[Fault, ...] = (
    *rule.FAULTS,
    *scopes.FAULTS,
    *consent.FAULTS,
    *conditions.FAULTS,
    *moments.FAULTS,
    *outward.FAULTS,
    *requests.FAULTS,
    *policies.FAULTS,
    *standing.FAULTS,
    *short.FAULTS,
    *straight.FAULTS,
)
