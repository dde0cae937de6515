package io.agentplane.platform.net;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A range of addresses in CIDR notation, such as {@code 10.0.0.0/8}; a single address is a range too.
 *
 * @param prefix how many of the leading bits all of its addresses share
 */
public record Network(InetAddress first, int prefix) {

    /** Reads a range; an address is never looked up by name. */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits = first.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("No network: " + text);
        }
        return new Network(first, prefix);
    }

    public boolean contains(InetAddress address) {
        byte[] octets = address.getAddress();
        byte[] ours = first.getAddress();
        if (octets.length != ours.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        int rest = prefix % Byte.SIZE;
        int mask = 0xFF << (Byte.SIZE - rest);
        return Arrays.equals(octets, 0, whole, ours, 0, whole)
                && (rest == 0 || (octets[whole] & mask) == (ours[whole] & mask));
    }
}
