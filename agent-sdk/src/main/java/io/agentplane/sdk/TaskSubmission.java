package io.agentplane.sdk;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task to be done by any active agent with all the {@code capabilities}. Priority 0 is the highest, 5 the default. */
public record TaskSubmission(
        String type,
        @Nullable Object payload,
        @Nullable Integer priority,
        @Nullable String specialization,
        List<String> capabilities,
        @Nullable Instant deadline,
        @Nullable Integer maxRetries,
        @Nullable Duration timeout,
        @Nullable BigDecimal estimatedCost) {

    public static Builder of(String type) {
        return new Builder(type);
    }

    /** Collects what is known; everything left out is the scheduler's default. */
    public static final class Builder {
        private final String type;
        private @Nullable Object payload;
        private @Nullable Integer priority;
        private @Nullable String specialization;
        private List<String> capabilities = List.of();
        private @Nullable Instant deadline;
        private @Nullable Integer maxRetries;
        private @Nullable Duration timeout;
        private @Nullable BigDecimal estimatedCost;

        private Builder(String type) {
            this.type = type;
        }

        /** Anything that Jackson can write, in at most 256 KiB. */
        public Builder payload(Object value) {
            this.payload = value;
            return this;
        }

        public Builder priority(int zeroIsHighest) {
            this.priority = zeroIsHighest;
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

        /** In the future; what isn't done by then fails. */
        public Builder deadline(Instant at) {
            this.deadline = at;
            return this;
        }

        public Builder maxRetries(int times) {
            this.maxRetries = times;
            return this;
        }

        public Builder timeout(Duration perAttempt) {
            this.timeout = perAttempt;
            return this;
        }

        public Builder estimatedCost(BigDecimal dollars) {
            this.estimatedCost = dollars;
            return this;
        }

        public TaskSubmission build() {
            return new TaskSubmission(
                    type,
                    payload,
                    priority,
                    specialization,
                    capabilities,
                    deadline,
                    maxRetries,
                    timeout,
                    estimatedCost);
        }
    }
}
