package io.agentplane.platform.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTests {

    private static final AddressRule PUBLIC_ONLY = new AddressRule(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2001:4860:4860::8888",
                "2a00:1450:4001:81b::200e",
                "::ffff:8.8.8.8"
            })
    void permitsWhatIsPubliclyRoutable(String address) {
        assertThat(PUBLIC_ONLY.permits(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::a00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refusesWhatIsNot(String address) {
        assertThat(PUBLIC_ONLY.permits(InetAddress.ofLiteral(address))).isFalse();
    }

    /** As a resolver reads them that takes old notations for addresses. */
    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "127.1", "0x7f.1"})
    void isNotMisledByOtherNotations(String host) {
        boolean anyPermitted;
        try {
            anyPermitted = Stream.of(InetAddress.getAllByName(host)).anyMatch(PUBLIC_ONLY::permits);
        } catch (UnknownHostException noAddress) {
            anyPermitted = false;
        }

        assertThat(anyPermitted).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,     10.255.0.1,  true",
        "10.0.0.0/8,     11.0.0.1,    true",
        "10.0.0.0/8,     192.168.0.1, false",
        "10.1.2.128/25,  10.1.2.128,  true",
        "10.1.2.128/25,  10.1.2.127,  false",
        "127.0.0.1,      127.0.0.1,   true",
        "127.0.0.1,      127.0.0.2,   false",
        "fd00::/8,       fd12::1,     true",
        "fd00::/8,       fe80::1,     false",
        "fd00::/8,       10.0.0.1,    false",
        "0.0.0.0/0,      169.254.169.254, true"
    })
    void permitsWhatTheOperatorAllows(String network, String address, boolean permitted) {
        var rule = new AddressRule(List.of(Network.parse(network)));

        assertThat(rule.permits(InetAddress.ofLiteral(address))).isEqualTo(permitted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "example.com/8", "fd00::/129"})
    void takesNoNetworkThatIsNone(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
