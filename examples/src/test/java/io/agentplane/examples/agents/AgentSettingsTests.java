package io.agentplane.examples.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agentplane.examples.agents.AgentSettings.Role;
import io.agentplane.examples.agents.AgentSettings.UnusableSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentSettingsTests {

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void set(@TempDir Path folder) throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "ap_x\n");
        environment.putAll(Map.of(
                "ROLE", "worker",
                "SPECIALIZATION", "research",
                "COORDINATOR_URL", "http://coordinator:8090",
                "AGENTPLANE_URL", "http://gateway:8080",
                "AGENTPLANE_KEY_FILE", key.toString(),
                "HOSTNAME", "c0ffee"));
    }

    @Test
    void readsTheEnvironment() throws Exception {
        AgentSettings settings = AgentSettings.of(environment);

        assertThat(settings.role()).isEqualTo(Role.WORKER);
        assertThat(settings.count()).isEqualTo(1);
        assertThat(settings.apiKey()).isEqualTo("ap_x");
        assertThat(settings.agentName(2)).isEqualTo("worker-research-c0ffee-2");
        assertThat(settings.toString()).doesNotContain("ap_x");
    }

    @ParameterizedTest
    @CsvSource({
        "ROLE, boss, 'ROLE is coordinator or worker, not boss'",
        "SPECIALIZATION, ' ', SPECIALIZATION is not set",
        "AGENT_COUNT, 0, 'AGENT_COUNT is a number from 1 to 100, not 0'",
        "AGENT_COUNT, 101, 'AGENT_COUNT is a number from 1 to 100, not 101'",
        "AGENT_COUNT, two, 'AGENT_COUNT is a number from 1 to 100, not two'",
        "COORDINATOR_URL, coordinator, 'COORDINATOR_URL is an address like http://gateway:8080, not coordinator'",
        "COORDINATOR_URL, http://c, 'COORDINATOR_URL is an address with a port, like http://coordinator:8090, not http://c'",
        "AGENTPLANE_URL, 'http://[', 'AGENTPLANE_URL is an address like http://gateway:8080, not http://['",
        "AGENTPLANE_KEY_FILE, /none, The API key can't be read from /none"
    })
    void saysWhatMakesNoSense(String name, String value, String sentence) {
        environment.put(name, value);

        assertThatExceptionOfType(UnusableSettingException.class)
                .isThrownBy(() -> AgentSettings.of(environment))
                .withMessage(sentence);
    }
}
