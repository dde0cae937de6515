package io.agentplane.gateway.api;

import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.problem.RefusedReadException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.springframework.util.unit.DataSize;

/**
 * A request whose body ends in a failure once it is longer than allowed, for bodies that don't announce their length, or
 * comes so slowly that its sender only holds what others need.
 */
final class BoundedRequest extends Request.Wrapper {

    static final long SLOWEST_PER_SECOND = 512;

    private final DataSize limit;
    private final long patienceNanos;
    private boolean isBegun;
    private long begunAt;
    private long read;

    BoundedRequest(Request request, ApiSettings settings) {
        super(request);
        this.limit = settings.maxBody();
        this.patienceNanos = settings.bodyPatience().toNanos();
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

    /** No one's fault; the sender may send it again. */
    private static RefusedReadException cutOff() {
        return new RefusedReadException(PlatformProblem.UPSTREAM_UNAVAILABLE.because(
                "The gateway was stopped before the body had come; nothing was done, retry in a moment"));
    }

    private boolean isStopping() {
        return getConnectionMetaData().getConnector().isShutdown();
    }

    private static RefusedReadException tooSlow() {
        return new RefusedReadException(PlatformProblem.INVALID_REQUEST.because(
                "The body came at less than " + SLOWEST_PER_SECOND + " bytes a second; send it faster"));
    }

    /** Asked for whatever part comes; one that sends nothing at all is ended by the connection's idle time. */
    private boolean isTooSlow(boolean isLast) {
        long nanos = System.nanoTime() - begunAt;
        return !isLast && nanos > patienceNanos && read * TimeUnit.SECONDS.toNanos(1) < SLOWEST_PER_SECOND * nanos;
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
        if (!isBegun) {
            isBegun = true;
            begunAt = System.nanoTime();
        }
        Content.Chunk chunk = super.read();
        if (chunk == null) {
            return chunk;
        }
        if (Content.Chunk.isFailure(chunk)) {
            return Content.Chunk.from(isStopping() ? cutOff() : broken(), chunk.isLast());
        }
        read += chunk.remaining();
        boolean isTooSlow = isTooSlow(chunk.isLast());
        if (read <= limit.toBytes() && !isTooSlow) {
            return chunk;
        }
        chunk.release();
        return Content.Chunk.from(isTooSlow ? tooSlow() : tooLarge(limit), true);
    }
}
