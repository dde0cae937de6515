package io.agentplane.platform.problem;

import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What refusals may carry beyond what every problem document has. A refusal with a member that is not here can't be made. */
final class ProblemMembers {

    private static final Map<String, Supplier<Schema<?>>> MEMBERS = new TreeMap<>(Map.ofEntries(
            text("agentStatus", "The state of the agent that stands in the way"),
            Map.entry("allowed", () -> texts("The methods that the path takes")),
            Map.entry(
                    "approvalId",
                    () -> new StringSchema()
                            .format("uuid")
                            .description("The approval that has to be given before the request is repeated")),
            Map.entry(
                    "approvalIds",
                    () -> new ArraySchema()
                            .items(new StringSchema().format("uuid"))
                            .description("The approvals that have to be given before the batch is repeated")),
            text("approvalStatus", "Where the approval stands"),
            Map.entry(
                    "currentRevision",
                    () -> new IntegerSchema().format("int64").description("The revision that the resource has now")),
            Map.entry("cycle", () -> texts("The roles that would include one another, in a row")),
            Map.entry(
                    "decisionId",
                    () -> new StringSchema()
                            .format("uuid")
                            .description("The decision by which it was refused, as `GET /decisions` shows it")),
            Map.entry("heldBy", () -> texts("Principals who hold the role")),
            Map.entry("includedBy", () -> texts("Roles that include the role")),
            Map.entry(
                    "left",
                    () -> new ObjectSchema()
                            .addProperty("amount", new NumberSchema().description("In the budget's currency"))
                            .addProperty(
                                    "tokens",
                                    new IntegerSchema().format("int64").description("Tokens of models"))
                            .description("How much of the budget is left in its period")),
            Map.entry(
                    "maxBytes",
                    () -> new IntegerSchema().format("int64").description("How many bytes may be sent at most")),
            Map.entry("missing", () -> amounts("How much the pool lacks, by resource")),
            Map.entry(
                    "mostContributors",
                    () -> new IntegerSchema().format("int32").description("How many contributors a pool can have")),
            Map.entry(
                    "perTask",
                    () -> new BooleanSchema()
                            .description("Whether it is the limit for a single task that is exceeded")),
            text("permission", "The permission that is missing"),
            Map.entry("permissions", () -> texts("The permissions that there are")),
            text("policyId", "The policy's id, or `kill-switch` or `agent-permissions` where these refused it"),
            text("reason", "Why the kill switch was set"),
            text("reservationStatus", "How the reservation ended"),
            Map.entry("roles", () -> texts("The roles that may decide")),
            text("scope", "Whose budget it is: `agent`, `owner` or `namespace`"),
            text("taskStatus", "The state of the task that stands in the way"),
            Map.entry("used", () -> amounts("How much of the contribution is allocated, by resource"))));

    private ProblemMembers() {}

    static boolean include(String name) {
        return MEMBERS.containsKey(name);
    }

    static void addTo(Schema<?> problem) {
        MEMBERS.forEach((name, schema) -> problem.addProperty(name, schema.get()));
    }

    private static Map.Entry<String, Supplier<Schema<?>>> text(String name, String description) {
        return Map.entry(name, () -> new StringSchema().description(description));
    }

    private static Schema<?> texts(String description) {
        return new ArraySchema().items(new StringSchema()).description(description);
    }

    private static Schema<?> amounts(String description) {
        return new ObjectSchema().additionalProperties(new NumberSchema()).description(description);
    }
}
