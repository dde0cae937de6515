package io.agentplane.registry.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.registry.RegistryStage;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class UsedSharesTests extends RegistryStage {

    @Autowired
    private UsedShares shares;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private JdbcTemplate jdbc;

    @AfterEach
    void empty() {
        jdbc.update("DELETE FROM resource_contribution");
        shares.refresh();
    }

    @Test
    void showsHowMuchOfAllPoolsIsUsedAndOfTheFullest() {
        contribute("half-full", 1000, 500, 10, 0);
        contribute("empty", 3000, 0, 0, 0);

        shares.refresh();

        assertThat(share("used.share", "cpu")).isEqualTo(0.125);
        assertThat(share("used.share.highest", "cpu")).isEqualTo(0.5);
        assertThat(share("used.share", "memory")).isZero();
        assertThat(share("used.share", "storage")).isZero();
    }

    private double share(String name, String resource) {
        return metrics.get("agentplane.registry.resource." + name)
                .tag("resource", resource)
                .gauge()
                .value();
    }

    private void contribute(String pool, long cpuMillis, long usedCpuMillis, long memory, long usedMemory) {
        UUID id = UUID.randomUUID();
        jdbc.update("INSERT INTO resource_pool (id, namespace, name) VALUES (?, 'shares', ?)", id, pool);
        jdbc.update(
                "INSERT INTO resource_contribution (pool_id, agent_id, namespace, cpu_millis, used_cpu_millis, memory,"
                        + " used_memory, storage, bandwidth) VALUES (?, ?, 'shares', ?, ?, ?, ?, 0, 0)",
                id,
                UUID.randomUUID(),
                cpuMillis,
                usedCpuMillis,
                memory,
                usedMemory);
    }
}
