package io.agentplane.platform.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be connected to: the publicly routable ones by IANA's registries of special-purpose addresses, and
 * those in networks that the operator allows. Addresses that carry an IPv4 address in an IPv6 one (6to4, Teredo, NAT64) lead
 * wherever that one does and are no public ones; mapped ones ({@code ::ffff:a.b.c.d}) are IPv4 addresses to the JDK already.
 *
 * @param allowed in addition to the public ones
 */
public record AddressRule(List<Network> allowed) {

    private static final List<Network> SPECIAL_IPV4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    private static final Network GLOBAL_IPV6 = Network.parse("2000::/3");

    private static final List<Network> SPECIAL_IPV6 = networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    public boolean permits(InetAddress address) {
        return isPublic(address) || allowed.stream().anyMatch(network -> network.contains(address));
    }

    private static boolean isPublic(InetAddress address) {
        return address instanceof Inet4Address
                ? !isIn(SPECIAL_IPV4, address)
                : GLOBAL_IPV6.contains(address) && !isIn(SPECIAL_IPV6, address);
    }

    private static boolean isIn(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }
}
