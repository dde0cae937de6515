package io.agentplane.gateway.api;

import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.problem.RefusedReadException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.springframework.util.unit.DataSize;

/** A request whose body ends in a failure once it is longer than allowed, for bodies that don't announce their length. */
final class BoundedRequest extends Request.Wrapper {

    private final DataSize limit;
    private long read;

    BoundedRequest(Request request, DataSize limit) {
        super(request);
        this.limit = limit;
    }

    static RefusedReadException tooLarge(DataSize limit) {
        return new RefusedReadException(PlatformProblem.BODY_TOO_LARGE.because(
                "The body is larger than the " + limit.toKilobytes() + " KiB that are allowed"));
    }

    /** The sender's fault, and no service's. */
    private static RefusedReadException broken() {
        return new RefusedReadException(
                PlatformProblem.INVALID_REQUEST.because("The body breaks off, or is not well-formed HTTP"));
    }

    /** A body that is only too long can still be read to its end, so that the caller gets to read the refusal. */
    @Override
    public void fail(Throwable failure) {
        if (read <= limit.toBytes()) {
            super.fail(failure);
        }
    }

    @Override
    public Content.Chunk read() {
        Content.Chunk chunk = super.read();
        if (chunk == null) {
            return chunk;
        }
        if (Content.Chunk.isFailure(chunk)) {
            return Content.Chunk.from(broken(), chunk.isLast());
        }
        read += chunk.remaining();
        if (read <= limit.toBytes()) {
            return chunk;
        }
        chunk.release();
        return Content.Chunk.from(tooLarge(limit), true);
    }
}
