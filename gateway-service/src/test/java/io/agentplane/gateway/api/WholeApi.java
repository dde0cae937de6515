package io.agentplane.gateway.api;

import java.util.List;

/** What the document of the whole API says beyond those of the services. */
final class WholeApi {

    /** The order in which somebody meets them. */
    static final List<String> TAGS = List.of(
            "Identity",
            "Agents",
            "Lifecycle",
            "Heartbeats",
            "Discovery",
            "Consumers",
            "History",
            "Recovery",
            "Tasks",
            "Leases",
            "Agent metrics",
            "Policies",
            "Simulation",
            "Decisions",
            "Approvals",
            "Agent permissions",
            "Kill switch",
            "Budgets",
            "Budget reservations",
            "Configuration",
            "Prompts",
            "Clusters and leaders",
            "Resource pools",
            "Shards",
            "Principals",
            "API keys",
            "Roles",
            "Role bindings",
            "Audit log",
            "Webhooks",
            "Import and export");

    static final String DESCRIPTION = """
            The control plane for fleets of AI agents: which agent runs where, with which rights, configuration, prompts and
            budget, and what it does now.

            **Keys.** Every call carries an API key, as `Authorization: Bearer ap_...` or as `X-API-Key`. What a key's holder may
            do follows from its roles; each operation below says which permission it needs.
            The first key is the administrator's, which `./agentplane up` shows and keeps in the data folder, in `admin-key`.

            **Namespaces.** A call is about the caller's own namespace unless `namespace` names another one.

            **Refusals** are problem documents (RFC 9457) whose `code` says why; new codes may be added at any time.

            **Changes.** What has a `revision` is answered with an `ETag`; who changes it sends the `ETag` as `If-Match`, so that no
            change of another is overwritten. What is created with an `Idempotency-Key` is created once.

            **Pages** end at 1 MiB or at `limit`; `nextCursor` leads to the next.
            """;

    private WholeApi() {}
}
