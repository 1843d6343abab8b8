"""What is withheld because the policy is not yet in force is withheld like anything else."""

from confpolicy.engine import Policy

TEXT = """\
policy young "Not yet in force"
    language 1
    in force from 2026-06-01
    timezone "Europe/London"

data notes under confidential

role worker

purpose care

register logbook

exception for_care
    of notes to worker for care

obligation denials_are_recorded
    on denial of notes to anyone
    then record in logbook

reply not_now
    to anyone
    say "Not now."
"""


def _decided(time: str) -> dict[str, object]:
    return (
        Policy.parse(TEXT)
        .decide(
            {
                "time": time,
                "purpose": "care",
                "discloser": {"id": "d", "roles": []},
                "recipient": {"id": "r", "roles": ["worker"]},
                "subject": {"id": "p", "roles": []},
                "items": ["notes"],
            }
        )
        .document()
    )


def test_a_denial_before_the_policy_is_in_force_brings_what_follows_on_a_denial() -> None:
    document = _decided("2026-05-31T23:59:59+01:00")
    assert document["verdict"] == "deny"
    assert [due["clause"] for due in document["obligations"]] == ["denials_are_recorded"]
    assert document["outward"] == {"items": [], "statements": [], "replies": ["Not now."]}


def test_from_its_first_instant_on_the_policy_permits() -> None:
    document = _decided("2026-06-01T00:00:00+01:00")
    assert document["verdict"] == "permit"
    assert document["obligations"] == []
