package io.agentplane.sdk;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an agent tells about itself when it joins. Name and version together are unique in a namespace. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AgentRegistration(
        String name,
        String version,
        @Nullable String description,
        @Nullable String owner,
        @Nullable String role,
        @Nullable String specialization,
        List<String> capabilities,
        List<String> tools,
        @Nullable String model,
        @Nullable URI endpoint,
        List<String> protocols,
        @Nullable Integer maxConcurrency,
        @Nullable Duration timeout,
        Map<String, String> tags,
        @Nullable UUID backupAgentId) {

    public static Builder of(String name, String version) {
        return new Builder(name, version);
    }

    /** Collects what is known; everything left out is the registry's default. */
    public static final class Builder {
        private final String name;
        private final String version;
        private @Nullable String description;
        private @Nullable String owner;
        private @Nullable String role;
        private @Nullable String specialization;
        private List<String> capabilities = List.of();
        private List<String> tools = List.of();
        private @Nullable String model;
        private @Nullable URI endpoint;
        private List<String> protocols = List.of();
        private @Nullable Integer maxConcurrency;
        private @Nullable Duration timeout;
        private Map<String, String> tags = Map.of();
        private @Nullable UUID backupAgentId;

        private Builder(String name, String version) {
            this.name = name;
            this.version = version;
        }

        public Builder description(String text) {
            this.description = text;
            return this;
        }

        public Builder owner(String team) {
            this.owner = team;
            return this;
        }

        public Builder role(String oneOfTheCatalog) {
            this.role = oneOfTheCatalog;
            return this;
        }

        public Builder specialization(String field) {
            this.specialization = field;
            return this;
        }

        public Builder capabilities(String... names) {
            this.capabilities = List.of(names);
            return this;
        }

        public Builder tools(String... names) {
            this.tools = List.of(names);
            return this;
        }

        public Builder model(String id) {
            this.model = id;
            return this;
        }

        public Builder endpoint(URI address) {
            this.endpoint = address;
            return this;
        }

        public Builder protocols(String... names) {
            this.protocols = List.of(names);
            return this;
        }

        public Builder maxConcurrency(int tasks) {
            this.maxConcurrency = tasks;
            return this;
        }

        public Builder timeout(Duration perTask) {
            this.timeout = perTask;
            return this;
        }

        public Builder tags(Map<String, String> values) {
            this.tags = Map.copyOf(values);
            return this;
        }

        public Builder backupAgent(UUID id) {
            this.backupAgentId = id;
            return this;
        }

        public AgentRegistration build() {
            return new AgentRegistration(
                    name,
                    version,
                    description,
                    owner,
                    role,
                    specialization,
                    capabilities,
                    tools,
                    model,
                    endpoint,
                    protocols,
                    maxConcurrency,
                    timeout,
                    tags,
                    backupAgentId);
        }
    }
}
