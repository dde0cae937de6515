import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import tour.client.ApiClient;
import tour.client.ApiException;
import tour.client.api.*;
import tour.client.model.*;

/**
 * The tour of the README by the generated client. Arguments: the API's URL, a file with an administrator's key, and the
 * namespace that the tour is taken in.
 */
public final class Tour {

    private static final String ANY = null;

    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        String secret = Files.readString(Path.of(arguments[1])).strip();
        String namespace = arguments[2];
        ApiClient me = as(url, secret, namespace);
        var agents = new AgentsApi(me);
        var lifecycle = new LifecycleApi(me);
        var policies = new PoliciesApi(me);
        var tasks = new TasksApi(me);
        var leases = new LeasesApi(me);
        var heartbeats = new HeartbeatsApi(me);
        var decisions = new DecisionsApi(me);

        AgentView translator = agents.registerAgent(
                agent("translator", "translate").tags(Map.of("team", "docs")).maxConcurrency(4), ANY, ANY, ANY);
        UUID id = translator.getId();
        expect("the agent is", translator.getStatus(), AgentView.StatusEnum.REGISTERED);

        AgentConfiguration settings = new ConfigurationApi(me)
                .replaceConfiguration(
                        id,
                        "\"0\"",
                        new ChangeConfigurationRequest()
                                .values(Map.of("model", "large-1", "temperature", 0.2))
                                .reason("translations should not vary"),
                        ANY,
                        ANY);
        expect("its temperature comes from", settings.getSources().get("temperature"), "agent");
        PromptVersion prompt = new PromptsApi(me)
                .createPrompt(
                        new CreatePromptRequest()
                                .name("translate")
                                .content("Translate into {{language}}: {{text}}")
                                .reason("first version"),
                        ANY,
                        ANY,
                        ANY);
        expect("the prompt has version", prompt.getVersion(), 1);

        policies.createPolicy(
                new WritePolicyRequest()
                        .name("no-expensive-tasks")
                        .conditions(Map.of("estimated_cost_exceeds", 1.0))
                        .action(WritePolicyRequest.ActionEnum.DENY)
                        .priority(100),
                ANY,
                ANY,
                ANY);
        expect("the agent is", lifecycle.activateAgent(id, ANY, ANY).getStatus(), AgentView.StatusEnum.ACTIVE);

        TaskView task = tasks.submitTask(work(Map.of("text", "Hello")).priority(3), ANY, ANY, ANY);
        refused(
                "the expensive task is",
                () -> tasks.submitTask(
                        work(Map.of("text", "War and Peace")).estimatedCost(new BigDecimal(40)), ANY, ANY, ANY),
                "policy-denied");
        ClaimedTaskView claimed = leases
                .claimTasks(id, ANY, ANY, new ClaimRequest().max(1).wait("PT10S"))
                .getFirst();
        expect("the agent was given", claimed.getTask().getId(), task.getId());
        TaskView done = leases.completeTask(
                task.getId(),
                new CompleteTaskRequest()
                        .leaseToken(claimed.getLeaseToken())
                        .result(Map.of("text", "Hallo")),
                ANY,
                ANY);
        expect("the task is", done.getStatus(), TaskView.StatusEnum.COMPLETED);
        List<TaskEventView> steps =
                tasks.listTaskEvents(task.getId(), null, ANY, ANY, ANY).getItems();
        expect("its last step is", steps.getLast().getType(), TaskEventView.TypeEnum.TASK_COMPLETED);

        AgentView understudy = agents.registerAgent(agent("understudy", "summarize"), ANY, ANY, ANY);
        AgentView star = agents.registerAgent(
                agent("star", "summarize").degradedAfter("PT3S").backupAgentId(understudy.getId()), ANY, ANY, ANY);
        lifecycle.activateAgent(star.getId(), ANY, ANY);
        watchUntil(url, secret, namespace, () -> heartbeats.heartbeatAgent(star.getId(), ANY, ANY, null), "agent-degraded");
        until(
                "the understudy took over",
                () -> agents.getAgent(understudy.getId(), ANY, ANY).getStatus(),
                AgentView.StatusEnum.ACTIVE::equals);

        EvaluateRequest question = new EvaluateRequest()
                .agentId(id.toString())
                .action("publish")
                .resource("site/news")
                .context(Map.of("words", 900));
        expect(
                "publishing is",
                decisions.evaluate(question, ANY, ANY).getDecision(),
                DecisionView.DecisionEnum.ALLOW);
        policies.createPolicy(
                new WritePolicyRequest()
                        .name("long-texts-are-read-first")
                        .conditions(Map.of("action", "publish", "words_exceeds", 500))
                        .action(WritePolicyRequest.ActionEnum.REQUIRE_APPROVAL),
                ANY,
                ANY,
                ANY);
        DecisionView asked = until(
                "publishing needs approval",
                () -> decisions.evaluate(question, ANY, ANY),
                answer -> answer.getDecision() == DecisionView.DecisionEnum.REQUIRE_APPROVAL);
        PrincipalView editor = new PrincipalsApi(me)
                .createPrincipal(
                        new CreatePrincipalRequest().name("editor").kind(CreatePrincipalRequest.KindEnum.PERSON),
                        ANY,
                        ANY,
                        ANY);
        new RoleBindingsApi(me)
                .bindRole(new RoleBindingRequest().principalId(editor.getId()).role("AGENT_MANAGER"), ANY, ANY);
        ApiKeyView key = new ApiKeysApi(me)
                .createApiKey(new CreateApiKeyRequest().principalId(editor.getId()), ANY, ANY, ANY);
        ApiClient editing = as(url, key.getSecret(), namespace);
        until("the editor is let in", () -> isLetIn(editing), Boolean.TRUE::equals);
        new ApprovalsApi(editing)
                .giveApproval(asked.getApprovalId(), ANY, ANY, new DecideRequest().reason("well written"));
        expect(
                "publishing is",
                decisions.evaluate(question, ANY, ANY).getDecision(),
                DecisionView.DecisionEnum.ALLOW);

        new BudgetsApi(me)
                .setAgentBudget(
                        id,
                        "\"0\"",
                        new WriteBudgetRequest()
                                .period(WriteBudgetRequest.PeriodEnum.DAY)
                                .amount(BigDecimal.ONE),
                        ANY,
                        ANY);
        var reservations = new BudgetReservationsApi(me);
        var money = new ReserveRequest().agentId(id).amount(new BigDecimal("0.80"));
        reservations.reserveBudget(money, ANY, ANY, ANY);
        refused(
                "the second reservation is",
                () -> reservations.reserveBudget(money, ANY, ANY, ANY),
                "budget-exhausted");

        var killSwitch = new KillSwitchApi(me);
        killSwitch.killAgent(id, new KillRequest().reason("writes nonsense"), ANY, ANY);
        until(
                "the agent is stopped",
                () -> codeOf(() -> heartbeats.heartbeatAgent(id, ANY, ANY, null)),
                "agent-killed"::equals);
        killSwitch.releaseAgent(id, ANY, ANY);
        expect(
                "the log is whole",
                new AuditLogApi(me).verifyAuditLog(ANY, ANY).getValid(),
                true);
    }

    private static ApiClient as(String url, String key, String namespace) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(url);
        client.setRequestInterceptor(request -> {
            String target = request.build().uri().toString();
            request.uri(URI.create(target + (target.contains("?") ? "&" : "?") + "namespace=" + namespace))
                    .header("Authorization", "Bearer " + key);
        });
        return client;
    }

    private static RegisterAgentRequest agent(String name, String capability) {
        return new RegisterAgentRequest()
                .name(name)
                .version("1.0.0")
                .owner("docs-team")
                .capabilities(List.of(capability));
    }

    private static SubmitTaskRequest work(Object payload) {
        return new SubmitTaskRequest().type("translate").payload(payload).capabilities(List.of("translate"));
    }

    private static boolean isLetIn(ApiClient client) throws ApiException {
        try {
            return new IdentityApi(client).whoAmI(ANY, ANY) != null;
        } catch (ApiException notYet) {
            return false;
        }
    }

    /** Generators know no event streams: this reads one line by line. */
    private static void watchUntil(String url, String key, String namespace, Callable<?> then, String type) throws Exception {
        HttpRequest watch = HttpRequest.newBuilder(URI.create(url + "/agents/watch?namespace=" + namespace))
                .header("Authorization", "Bearer " + key)
                .build();
        try (var client = HttpClient.newHttpClient();
                var lines = new BufferedReader(new InputStreamReader(
                        client.send(watch, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            then.call();
            long begunAt = System.nanoTime();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (System.nanoTime() - begunAt > Duration.ofSeconds(60).toNanos()) {
                    break;
                }
                if (line.startsWith("data:") && line.contains("\"" + type + "\"")) {
                    System.out.println("seen: " + type);
                    client.shutdownNow();
                    return;
                }
            }
        }
        throw new IllegalStateException("The stream ended without " + type);
    }

    private static String codeOf(Callable<?> call) throws Exception {
        try {
            call.call();
            return "done";
        } catch (ApiException refusal) {
            return ApiClient.createDefaultObjectMapper()
                    .readValue(refusal.getResponseBody(), Problem.class)
                    .getCode();
        }
    }

    private static void refused(String what, Callable<?> call, String code) throws Exception {
        expect(what, codeOf(call), code);
    }

    private static void expect(String what, Object seen, Object expected) {
        if (!expected.equals(seen)) {
            throw new IllegalStateException(what + ": " + seen + ", and not " + expected);
        }
        System.out.println(what + ": " + seen);
    }

    private static <T> T until(String what, Callable<T> look, Predicate<T> is) throws Exception {
        for (int looks = 0; looks < 100; looks++) {
            T seen = look.call();
            if (is.test(seen)) {
                System.out.println(what);
                return seen;
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException(what + ": not within 20 seconds");
    }
}
