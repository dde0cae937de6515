package io.agentplane.registry.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import io.agentplane.platform.net.HttpEndpoint;
import jakarta.persistence.AttributeConverter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an instance is called. Spellings that mean the same (RFC 3986, sections 6.2.2 and 6.2.3) are one endpoint:
 * capitals in scheme and host, the scheme's own port, an absent path, an empty query, {@code .} and {@code ..}, and what
 * is percent-encoded without need or must be and is not. A text that is no URL stays as it is, because an earlier release
 * may have stored it.
 */
public record Endpoint(@JsonValue String url) {

    private static final int MAX_LENGTH = 2000;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED_PUNCTUATION = "-._~";
    private static final String RESERVED_PUNCTUATION = "!$&'()*+,;=:@/?";

    private static final Pattern PARTS = Pattern.compile(
            "(https?)://(\\[[^]]*]|[^:/?#]*)(?::(\\d+))?(/[^?#]*)?(?:\\?([^#]*))?(?:#.*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern IPV6 = Pattern.compile("\\[[^]]*:[^]]*]");

    private static final Pattern WELL_ENCODED = Pattern.compile("(?:[^#%]++|%\\p{XDigit}{2})*+");

    /** A segment without a name is one to some servers and none to others, and a backslash is a slash to some clients. */
    private static final Pattern PLAIN_SEGMENTS = Pattern.compile(
            "https?://(?:[^/?\\\\]|/(?!/))*+(?:\\?[^\\\\]*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Backslashes, controls and blanks at an end, which some servers leave out or take for a slash. */
    private static final Pattern HIDDEN = Pattern.compile("%(?:5C|[01][0-9A-F]|7F)|(?:%20)+(?=$|[/?])");

    /** Parameters of segments, which some servers cut off before they look where a path leads, and the query. */
    private static final Pattern PARAMETERS = Pattern.compile(";[^/?]*|\\?.*");

    private static final Pattern STEP = Pattern.compile("/\\.{0,2}(?=/)|/\\.{1,2}$");

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    /** To clients a host that ends in a number is an IPv4 address, {@code 127.1} and {@code 0x7f.1} too. */
    private static final String HOST = "(?:\\[[0-9a-f]+(?::[0-9a-f]+){7}]|" + OCTET + "(?:\\." + OCTET + "){3}"
            + "|(?![^/:?]{254})(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*(?!(?:\\d+|0x[0-9a-f]*)(?![a-z0-9._-]))[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)";

    private static final Pattern CALLABLE =
            Pattern.compile("https?://" + HOST + HttpEndpoint.PORT + "(?:/[^/?]++)*+/?(?:\\?.*)?");

    public Endpoint {
        url = canonical(url);
    }

    /** Whether every client calls the same place by a text, and any at all. */
    static boolean isCallable(String text) {
        String url = canonical(text);
        return url.length() <= MAX_LENGTH
                && WELL_ENCODED.matcher(text).matches()
                && PLAIN_SEGMENTS.matcher(text).matches()
                && CALLABLE.matcher(url).matches()
                && !HIDDEN.matcher(url).find()
                && !STEP.matcher(PARAMETERS
                                .matcher(url.substring(url.indexOf("//") + 2).replace("%2F", "/"))
                                .replaceAll(""))
                        .find();
    }

    private static String canonical(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return text;
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String port = parts.group(3);
        String query = parts.group(5);
        return scheme + "://" + host(parts.group(2)) + (isDefault(port, scheme) ? "" : ":" + port)
                + path(parts.group(4)) + (query == null || query.isEmpty() ? "" : "?" + encoded(query));
    }

    private static boolean isDefault(@Nullable String port, String scheme) {
        return port == null || port.equals(scheme.equals("http") ? "80" : "443");
    }

    /** Nothing is looked up by name. A name's last dot says that it is whole, which it is in any case. */
    private static String host(String host) {
        if (!IPV6.matcher(host).matches()) {
            String name = encoded(host).toLowerCase(Locale.ROOT);
            return name.endsWith(".") && !name.endsWith("..") ? name.substring(0, name.length() - 1) : name;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(host.substring(1, host.length() - 1));
            return address instanceof Inet4Address ? address.getHostAddress() : "[" + address.getHostAddress() + "]";
        } catch (IllegalArgumentException noAddress) {
            return host;
        }
    }

    private static String path(@Nullable String path) {
        if (path == null) {
            return "/";
        }
        List<String> kept = new ArrayList<>();
        String[] segments = encoded(path).split("/", -1);
        for (int index = 1; index < segments.length; index++) {
            boolean isStep = segments[index].equals(".") || segments[index].equals("..");
            if (segments[index].equals("..") && !kept.isEmpty()) {
                kept.removeLast();
            }
            if (!isStep) {
                kept.add(segments[index]);
            } else if (index == segments.length - 1) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }

    /** Percent-encodes what must be, and nothing else. */
    private static String encoded(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        var encoded = new StringBuilder(octets.length);
        for (int index = 0; index < octets.length; index++) {
            byte octet = octets[index];
            boolean wasEncoded = octet == '%'
                    && index + 2 < octets.length
                    && HexFormat.isHexDigit(octets[index + 1])
                    && HexFormat.isHexDigit(octets[index + 2]);
            if (wasEncoded) {
                octet = (byte)
                        (HexFormat.fromHexDigit(octets[index + 1]) << 4 | HexFormat.fromHexDigit(octets[index + 2]));
                index += 2;
            }
            if (isUnreserved(octet) || !wasEncoded && RESERVED_PUNCTUATION.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(int octet) {
        return octet >= 'a' && octet <= 'z'
                || octet >= 'A' && octet <= 'Z'
                || octet >= '0' && octet <= '9'
                || UNRESERVED_PUNCTUATION.indexOf(octet) >= 0;
    }

    /** Stores it as a text. */
    static final class Column implements AttributeConverter<Endpoint, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Endpoint endpoint) {
            return endpoint == null ? null : endpoint.url();
        }

        @Override
        public @Nullable Endpoint convertToEntityAttribute(@Nullable String text) {
            return text == null ? null : new Endpoint(text);
        }
    }
}
