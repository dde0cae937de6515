// The tour of the README by the generated client. Arguments: the API's URL, a file with an administrator's key, and the
// namespace that the tour is taken in.
import { readFileSync } from "node:fs";
import * as api from "./client/index.js";

const [url, keyFile, namespace] = process.argv.slice(2);
const inNamespace: api.Middleware = {
  pre: async ({ url, init }) => ({ url: `${url}${url.includes("?") ? "&" : "?"}namespace=${namespace}`, init }),
};
const as = (key: string) =>
  new api.Configuration({ basePath: url, accessToken: key, middleware: [inNamespace] });
const me = as(readFileSync(keyFile, "utf8").trim());

const agents = new api.AgentsApi(me);
const lifecycle = new api.LifecycleApi(me);
const policies = new api.PoliciesApi(me);
const tasks = new api.TasksApi(me);
const leases = new api.LeasesApi(me);
const decisions = new api.DecisionsApi(me);
const budgets = new api.BudgetsApi(me);
const reservations = new api.BudgetReservationsApi(me);
const killSwitch = new api.KillSwitchApi(me);
const audit = new api.AuditLogApi(me);

function expect(what: string, seen: unknown, expected: unknown): void {
  if (seen !== expected) {
    throw new Error(`${what}: ${seen}, and not ${expected}`);
  }
  console.log(`${what}: ${seen}`);
}

async function refused(what: string, call: Promise<unknown>, code: string): Promise<api.Problem> {
  try {
    await call;
  } catch (refusal) {
    if (refusal instanceof api.ResponseError) {
      const problem = api.ProblemFromJSON(await refusal.response.json());
      expect(what, problem.code, code);
      return problem;
    }
    throw refusal;
  }
  throw new Error(`${what}: done, and not refused with ${code}`);
}

async function until<T>(what: string, look: () => Promise<T>, is: (seen: T) => boolean): Promise<T> {
  for (let looks = 0; looks < 100; looks++) {
    const seen = await look();
    if (is(seen)) {
      console.log(what);
      return seen;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${what}: not within 20 seconds`);
}

// Generators know no event streams. This reads one from the raw response.
async function* events(response: Response): AsyncGenerator<unknown> {
  let text = "";
  for await (const part of response.body!.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
    text += part;
    for (let end = text.indexOf("\n\n"); end >= 0; text = text.slice(end + 2), end = text.indexOf("\n\n")) {
      const data = text.slice(0, end).split("\n").filter((line) => line.startsWith("data:"));
      if (data.length > 0) yield JSON.parse(data.map((line) => line.slice(5)).join("\n"));
    }
  }
}

async function register(name: string, capability: string, more: Partial<api.RegisterAgentRequest> = {}) {
  return agents.registerAgent({
    registerAgentRequest: { name, version: "1.0.0", owner: "docs-team", capabilities: [capability], ...more },
  });
}

const translator = await register("translator", "translate", { tags: { team: "docs" }, maxConcurrency: 4 });
expect("the agent is", translator.status, "REGISTERED");
const id = translator.id;

const settings = await new api.ConfigurationApi(me).replaceConfiguration({
  agentId: id,
  ifMatch: '"0"',
  changeConfigurationRequest: {
    values: { model: "large-1", temperature: 0.2 },
    reason: "translations should not vary",
  },
});
expect("its temperature comes from", settings.sources["temperature"], "agent");
const prompt = await new api.PromptsApi(me).createPrompt({
  createPromptRequest: {
    name: "translate",
    content: "Translate into {{language}}: {{text}}",
    reason: "first version",
  },
});
expect("the prompt has version", prompt.version, 1);

await policies.createPolicy({
  writePolicyRequest: {
    name: "no-expensive-tasks",
    conditions: { estimated_cost_exceeds: 1.0 },
    action: "DENY",
    priority: 100,
  },
});
expect("the agent is", (await lifecycle.activateAgent({ id })).status, "ACTIVE");

const work = { type: "translate", capabilities: ["translate"] };
const task = await tasks.submitTask({ submitTaskRequest: { ...work, payload: { text: "Hello" }, priority: 3 } });
const denied = await refused(
  "the expensive task is",
  tasks.submitTask({ submitTaskRequest: { ...work, payload: { text: "War and Peace" }, estimatedCost: 40 } }),
  "policy-denied",
);
expect("the refusal names the decision", typeof denied.decisionId, "string");

const [claimed] = await leases.claimTasks({ id, claimRequest: { max: 1, wait: "PT10S" } });
expect("the agent was given", claimed.task.id, task.id);
const done = await leases.completeTask({
  id: task.id,
  completeTaskRequest: { leaseToken: claimed.leaseToken, result: { text: "Hallo" } },
});
expect("the task is", done.status, "COMPLETED");
const steps = await tasks.listTaskEvents({ id: task.id });
expect("its last step is", steps.items.at(-1)?.type, "task-completed");

const understudy = await register("understudy", "summarize");
const star = await register("star", "summarize", { degradedAfter: "PT3S", backupAgentId: understudy.id });
await lifecycle.activateAgent({ id: star.id });
const stop = new AbortController();
const watched = await new api.HistoryApi(me).watchAgentsRaw(
  {},
  { signal: AbortSignal.any([stop.signal, AbortSignal.timeout(60_000)]) },
);
await new api.HeartbeatsApi(me).heartbeatAgent({ id: star.id, heartbeatRequest: { load: 0.5 } });
let silent = false;
for await (const event of events(watched.raw)) {
  const change = api.AgentChangeViewFromJSON(event);
  silent = change.agent.id === star.id && change.type === "agent-degraded";
  if (silent) break;
}
stop.abort();
expect("the star fell silent", silent, true);
await until(
  "the understudy took over",
  () => agents.getAgent({ id: understudy.id }),
  (agent) => agent.status === "ACTIVE",
);
const found = await new api.DiscoveryApi(me).listAgents({ capability: ["summarize"], status: ["ANY"] });
expect("agents that can summarize", found.items.length, 2);

const question = {
  evaluateRequest: { agentId: id, action: "publish", resource: "site/news", context: { words: 900 } },
};
expect("publishing is", (await decisions.evaluate(question)).decision, "ALLOW");
const draft = {
  name: "long-texts-are-read-first",
  conditions: { action: "publish", words_exceeds: 500 },
  action: "REQUIRE_APPROVAL" as const,
};
await until(
  "the draft would have asked for approval",
  () => new api.SimulationApi(me).simulatePolicies({ simulationRequest: { policies: [{ policy: draft }] } }),
  (simulation) => simulation.flips.length > 0,
);
await policies.createPolicy({ writePolicyRequest: draft });
const asked = await until(
  "publishing needs approval",
  () => decisions.evaluate(question),
  (answer) => answer.decision === "REQUIRE_APPROVAL",
);
const editor = await new api.PrincipalsApi(me).createPrincipal({
  createPrincipalRequest: { name: "editor", kind: "PERSON" },
});
await new api.RoleBindingsApi(me).bindRole({
  roleBindingRequest: { principalId: editor.id, role: "AGENT_MANAGER" },
});
const key = await new api.APIKeysApi(me).createApiKey({ createApiKeyRequest: { principalId: editor.id } });
const editing = as(key.secret!);
await until(
  "the editor is let in",
  () => new api.IdentityApi(editing).whoAmI().catch(() => undefined),
  (known) => known !== undefined,
);
await new api.ApprovalsApi(editing).giveApproval({
  id: asked.approvalId!,
  decideRequest: { reason: "well written" },
});
expect("publishing is", (await decisions.evaluate(question)).decision, "ALLOW");
expect("publishing again is", (await decisions.evaluate(question)).decision, "REQUIRE_APPROVAL");

await budgets.setAgentBudget({ id, ifMatch: '"0"', writeBudgetRequest: { period: "DAY", amount: 1.0 } });
const money = { reserveRequest: { agentId: id, amount: 0.8 } };
expect("the first reservation is", (await reservations.reserveBudget(money)).status, "HELD");
await refused("the second reservation is", reservations.reserveBudget(money), "budget-exhausted");

await killSwitch.killAgent({ agentId: id, killRequest: { reason: "writes nonsense" } });
await until(
  "the agent is stopped",
  () =>
    new api.HeartbeatsApi(me).heartbeatAgent({ id }).then(
      () => "goes on",
      async (refusal) => (await (refusal as api.ResponseError).response.json()).code,
    ),
  (seen) => seen === "agent-killed",
);
await killSwitch.releaseAgent({ agentId: id });

const refusals = await audit.listAuditEntries({ outcome: "REFUSED", limit: 3 });
expect("refusals are on record", refusals.items.length > 0, true);
expect("the log is whole", (await audit.verifyAuditLog()).valid, true);
