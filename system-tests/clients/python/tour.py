"""The first steps of the README's tour by the generated client.

Arguments: the API's URL, a file with an administrator's key, and the namespace that the tour is taken in.
"""

import sys
from pathlib import Path

from agentplane_client import (
    AgentsApi,
    ApiClient,
    ClaimRequest,
    CompleteTaskRequest,
    Configuration,
    LeasesApi,
    LifecycleApi,
    PoliciesApi,
    RegisterAgentRequest,
    SubmitTaskRequest,
    TasksApi,
    WritePolicyRequest,
)
from agentplane_client.exceptions import ForbiddenException

url, key_file, namespace = sys.argv[1:]


def expect(what: str, seen: object, expected: object) -> None:
    if seen != expected:
        raise SystemExit(f"{what}: {seen}, and not {expected}")
    print(f"{what}: {seen}")


me = ApiClient(Configuration(host=url, access_token=Path(key_file).read_text().strip()))
tasks, leases = TasksApi(me), LeasesApi(me)

agent = AgentsApi(me).register_agent(
    RegisterAgentRequest(name="translator", version="1.0.0", owner="docs-team", capabilities=["translate"]),
    namespace=namespace,
)
expect("the agent is", agent.status, "REGISTERED")
PoliciesApi(me).create_policy(
    WritePolicyRequest(
        name="no-expensive-tasks", conditions={"estimated_cost_exceeds": 1.0}, action="DENY", priority=100
    ),
    namespace=namespace,
)
expect("the agent is", LifecycleApi(me).activate_agent(agent.id, namespace=namespace).status, "ACTIVE")

task = tasks.submit_task(
    SubmitTaskRequest(type="translate", capabilities=["translate"], payload={"text": "Hello"}), namespace=namespace
)
try:
    tasks.submit_task(
        SubmitTaskRequest(type="translate", capabilities=["translate"], payload={}, estimatedCost=40),
        namespace=namespace,
    )
    raise SystemExit("the expensive task was taken")
except ForbiddenException as refusal:
    expect("the expensive task is", refusal.data and refusal.data.code, "policy-denied")

claimed = leases.claim_tasks(agent.id, claim_request=ClaimRequest(max=1, wait="PT10S"), namespace=namespace)[0]
expect("the agent was given", claimed.task.id, task.id)
done = leases.complete_task(
    task.id,
    CompleteTaskRequest(leaseToken=claimed.lease_token, result={"text": "Hallo"}),
    namespace=namespace,
)
expect("the task is", done.status, "COMPLETED")
