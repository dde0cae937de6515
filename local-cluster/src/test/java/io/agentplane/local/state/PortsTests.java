package io.agentplane.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTests {

    @Test
    void keepsFixedPortsAndChoosesDistinctOthers() {
        Ports ports = Ports.choose(Set.of("gateway", "kafka", "postgres"), Map.of("gateway", 8080));

        assertThat(ports.of("gateway")).isEqualTo(8080);
        assertThat(ports.byName().values()).doesNotHaveDuplicates().hasSize(3);
        assertThat(ports.of("kafka")).isBetween(20_000, 31_999);
    }

    @Test
    void knowsATakenPort() throws Exception {
        int port;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = other.getLocalPort();
            assertThat(Ports.isFree(port)).isFalse();
        }
        assertThat(Ports.isFree(port)).isTrue();
    }

    @Test
    void hasNoPortForAnUnknownName() {
        assertThatThrownBy(() -> new Ports(Map.of()).of("kafka")).isInstanceOf(IllegalArgumentException.class);
    }
}
