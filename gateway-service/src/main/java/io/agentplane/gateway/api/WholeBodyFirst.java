package io.agentplane.gateway.api;

import io.agentplane.platform.problem.DomainException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Has the whole body before it calls what waits for bodies: else those who send slowly would soon hold all of the server's
 * threads. Jetty's own handler of this kind forgets to tell of failures.
 */
final class WholeBodyFirst extends Handler.Wrapper {

    private static final String ADMISSION = WholeBodyFirst.class.getName() + ".admission";

    private final ApiSettings settings;
    private final Refusals refusals;

    WholeBodyFirst(Handler next, ApiSettings settings, Refusals refusals) {
        super(next);
        this.settings = settings;
        this.refusals = refusals;
    }

    /**
     * Has a request admitted again when its body was waited for; rights may have ended meanwhile.
     *
     * @param admission fails with a refusal
     */
    static void admitAgain(Request request, Trace trace, Runnable admission) {
        request.setAttribute(ADMISSION, new Admission(admission, trace));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var body = new Promise.Completable<ByteBuffer>();
        Content.Source.asByteBuffer(new BoundedRequest(request, settings), body);
        if (body.isDone() && !body.isCompletedExceptionally()) {
            return super.handle(new WithBody(request, chunk(body.resultNow(), null)), response, callback);
        }
        body.whenComplete((whole, failure) -> request.getContext()
                .execute(() -> handOn(new WithBody(request, chunk(whole, failure)), response, callback)));
        return true;
    }

    private void handOn(Request request, Response response, Callback callback) {
        Admission admission = (Admission) request.getAttribute(ADMISSION);
        try {
            if (admission != null) {
                admission.check().run();
            }
        } catch (DomainException refusal) {
            refusals.refuse(request, response, callback, admission.trace(), refusal);
            return;
        } catch (RuntimeException broken) {
            Response.writeError(request, response, callback, broken);
            return;
        }
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Exception broken) {
            Response.writeError(request, response, callback, broken);
        }
    }

    private static Content.Chunk chunk(ByteBuffer body, @Nullable Throwable failure) {
        return failure == null ? Content.Chunk.from(body, true) : Content.Chunk.from(failure, true);
    }

    private record Admission(Runnable check, Trace trace) {}

    /** A request whose body is at hand; one that could not be read fails where it is read. */
    private static final class WithBody extends Request.Wrapper {

        private Content.Chunk next;

        WithBody(Request request, Content.Chunk body) {
            super(request);
            next = body;
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk current = next;
            next = Objects.requireNonNull(Content.Chunk.next(current));
            return current;
        }

        @Override
        public void demand(Runnable whenThereIsMore) {
            getContext().execute(whenThereIsMore);
        }
    }
}
