package io.agentplane.gateway.api;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.gateway.access.Principal;
import io.agentplane.gateway.audit.AuditTrail;
import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.audit.AuditOutcome;
import io.agentplane.platform.problem.GatewayProblem;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.problem.ProblemDocuments;
import io.agentplane.platform.web.RecordedAs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Makes an audit entry of every call when it has been answered, save those by which agents keep going: they come all the
 * time and say nothing, unless they are refused. Questions to policies are among them: decisions have a log of their own.
 */
final class CallAudit {

    /** Where calls are told of whose caller nobody knows. */
    private static final String NAMESPACE_OF_STRANGERS = "default";

    private static final String API = "/api/v1";
    private static final String ATTRIBUTE = CallAudit.class.getName();
    private static final int MAX_RESOURCE = 2500;
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final AuditTrail trail;
    private final Clock clock;
    private final StrangersRecord strangers;
    private final StrangersRecord lapsed;
    private final Counter passedOver;

    CallAudit(AuditTrail trail, Clock clock, StrangersRecord strangers, StrangersRecord lapsed, MeterRegistry metrics) {
        this.trail = trail;
        this.clock = clock;
        this.strangers = strangers;
        this.lapsed = lapsed;
        this.passedOver = metrics.counter("agentplane.gateway.audit.strangers.passed.over");
    }

    /** Calls of strangers that were too many to be told one by one are told by their number. */
    @Scheduled(fixedDelayString = "PT10S")
    void tellOfStrangersPassedOver() {
        long count = strangers.passedOver() + lapsed.passedOver();
        if (count > 0) {
            passedOver.increment(count);
            trail.record(
                    new AuditEntry(
                            UuidCreator.getTimeOrderedEpoch(),
                            NAMESPACE_OF_STRANGERS,
                            clock.instant(),
                            null,
                            "strangers",
                            "/" + count + "-more-calls",
                            AuditOutcome.REFUSED,
                            PlatformProblem.UNAUTHENTICATED.kind().status(),
                            PlatformProblem.UNAUTHENTICATED.code(),
                            "",
                            null),
                    false);
        }
    }

    /** Begins to watch a call; its entry is made just before it ends. */
    Callback audited(Request request, Response response, Callback callback, RequestedCall requested, Trace trace) {
        var call = new Watched(request, response, requested, trace);
        request.setAttribute(ATTRIBUTE, call);
        return new Callback.Nested(callback) {
            @Override
            public void succeeded() {
                call.end(false);
                super.succeeded();
            }

            @Override
            public void failed(Throwable failure) {
                call.end(true);
                super.failed(failure);
            }
        };
    }

    boolean isWatching(Request request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }

    /** Calls with a key that is no longer valid are its last holder's on the record, and bounded as those of strangers. */
    void byLastHolder(Request request, Principal holder) {
        by(request, holder);
        watched(request).isKnown = false;
    }

    void by(Request request, Principal caller) {
        Watched call = watched(request);
        call.actor = new AuditEntry.Actor(caller.id(), caller.name());
        call.namespace = caller.namespace();
        call.isKnown = true;
    }

    /** Whether a call may go on in a namespace; one that must not go unrecorded may not while there is no room. */
    boolean admits(Request request, String namespace) {
        Watched call = watched(request);
        call.namespace = namespace;
        call.sensitive = !READING.contains(request.getMethod()) && !call.requested.isRoutine();
        return !call.sensitive || trail.hasRoom();
    }

    /** The call broke before anyone could answer it. */
    void broken(Request request) {
        watched(request).end(true);
    }

    private static Watched watched(Request request) {
        return (Watched) request.getAttribute(ATTRIBUTE);
    }

    private final class Watched {

        private final Instant at = clock.instant();
        private final Request request;
        private final Response response;
        private final RequestedCall requested;
        private final Trace trace;
        private String namespace = NAMESPACE_OF_STRANGERS;
        private AuditEntry.@Nullable Actor actor;
        private boolean isKnown;
        private boolean sensitive;
        private boolean ended;

        Watched(Request request, Response response, RequestedCall requested, Trace trace) {
            this.request = request;
            this.response = response;
            this.requested = requested;
            this.trace = trace;
        }

        synchronized void end(boolean broken) {
            int status = response.getStatus() == 0 ? 500 : response.getStatus();
            // A stream that has begun ends by breaking off, whoever ends it.
            AuditOutcome outcome = outcome(broken && !(requested.isStream() && response.isCommitted()), status);
            if (ended || (outcome == AuditOutcome.ALLOWED && requested.isRoutine())) {
                return;
            }
            ended = true;
            if (!isKnown && !(actor == null ? strangers : lapsed).takes()) {
                return;
            }
            String code = response.getHeaders().get(ProblemDocuments.CODE_HEADER);
            boolean noRoom = GatewayProblem.AUDIT_UNAVAILABLE.code().equals(code);
            trail.record(
                    new AuditEntry(
                            UuidCreator.getTimeOrderedEpoch(),
                            namespace,
                            at,
                            actor,
                            requested.action(),
                            resource(),
                            outcome,
                            status,
                            code,
                            Request.getRemoteAddr(request),
                            trace.id()),
                    sensitive && !noRoom);
        }

        /** What the answer says it is about, as after a creation; else what was called. */
        private String resource() {
            String said = Objects.requireNonNullElse(
                    (String) request.getAttribute(RecordedAs.HEADER),
                    withoutNamespace(
                            Objects.requireNonNullElse(response.getHeaders().get(HttpHeader.LOCATION), "")));
            int start = said.indexOf(API + "/");
            return bounded(start < 0 ? requested.resource() : said.substring(start + API.length()));
        }

        /** The entry has the namespace anyway; with it, what was made would be found by another name than later on. */
        private static String withoutNamespace(String location) {
            return location.replaceFirst("[?&]namespace=[^&]*$", "");
        }

        private static String bounded(String text) {
            return text.length() <= MAX_RESOURCE ? text : text.substring(0, MAX_RESOURCE);
        }

        private static AuditOutcome outcome(boolean broken, int status) {
            if (broken || status >= 500) {
                return AuditOutcome.FAILED;
            }
            return status >= 400 ? AuditOutcome.REFUSED : AuditOutcome.ALLOWED;
        }
    }
}
