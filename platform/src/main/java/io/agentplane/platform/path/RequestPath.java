package io.agentplane.platform.path;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A path: its segments, each decoded once from strict UTF-8 (RFC 3986, section 3.3). A path that ends in a slash has an
 * empty last segment. There are no empty, {@code .} or {@code ..} segments elsewhere and no path parameters: servers
 * disagree on what those mean.
 */
public record RequestPath(List<String> segments) {

    /** What a segment may hold unencoded besides letters and digits; the semicolon would begin a path parameter. */
    private static final String PUNCTUATION = "-._~!$&'()*+,=:@";

    /** @throws IllegalArgumentException for segments that no path has */
    public RequestPath {
        segments = List.copyOf(segments);
        for (int index = 0; index < segments.size(); index++) {
            String segment = segments.get(index);
            boolean slashAtEnd = segment.isEmpty() && index == segments.size() - 1;
            if (!slashAtEnd && !isPlain(segment) && !AddressableText.isAddressable(segment)) {
                throw new IllegalArgumentException("No path has such a segment");
            }
        }
    }

    /** Whether a segment is the same encoded and decoded, as nearly all are. */
    private static boolean isPlain(String segment) {
        return PercentCode.isUnreserved(segment) && !AddressableText.isStep(segment);
    }

    /**
     * Reads a path as it stands in the request line.
     *
     * @throws DomainException INVALID_REQUEST when it isn't well-formed, or two servers could read it differently
     */
    public static RequestPath parse(@Nullable String raw) {
        if (raw == null || !raw.startsWith("/")) {
            throw malformed("must begin with a slash");
        }
        String[] encoded = raw.substring(1).split("/", -1);
        List<String> segments = new ArrayList<>(encoded.length);
        for (int index = 0; index < encoded.length; index++) {
            boolean last = index == encoded.length - 1;
            segments.add(encoded[index].isEmpty() && last ? "" : segment(encoded[index]));
        }
        return new RequestPath(segments);
    }

    /** The path in its only spelling: all but unreserved characters are percent-encoded, in capitals. */
    public String encoded() {
        return segments.stream().map(PercentCode::encode).collect(Collectors.joining("/", "/", ""));
    }

    private static String segment(String encoded) {
        if (isPlain(encoded)) {
            return encoded;
        }
        if (!encoded.chars().allMatch(RequestPath::mayStandInSegment)) {
            throw malformed("has a character that must be percent-encoded");
        }
        String text = PercentCode.decode(encoded);
        if (text == null) {
            throw malformed("is not percent-encoded UTF-8");
        }
        if (!AddressableText.isAddressable(text)) {
            throw malformed("has a segment that is empty, '.' or '..', has control characters or a blank at an end");
        }
        return text;
    }

    private static boolean mayStandInSegment(int character) {
        return PercentCode.isLetterOrDigit(character) || character == '%' || PUNCTUATION.indexOf(character) >= 0;
    }

    private static DomainException malformed(String fault) {
        return PlatformProblem.INVALID_REQUEST.because("The path " + fault);
    }
}
