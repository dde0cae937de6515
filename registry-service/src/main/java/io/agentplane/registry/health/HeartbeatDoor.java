package io.agentplane.registry.health;

import io.agentplane.platform.access.Right;
import io.agentplane.platform.access.RightGuard;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.path.RequestTarget;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.registry.agent.AgentStatus;
import jakarta.validation.Validator;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the heartbeats that need nothing but memory before they reach Spring: of an agent that is known, with a good token
 * and a body that makes sense. All others go on unread or as they were read, so that every refusal is Spring's.
 */
final class HeartbeatDoor extends Handler.Wrapper {

    private static final List<String> AGENTS = List.of("api", "v1", "agents");
    private static final String HEARTBEAT = "heartbeat";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String BEARER = "Bearer ";
    private static final String JSON = "application/json";
    private static final int MAX_LENGTH = 4096;
    private static final Right RIGHT = RightGuard.of(HeartbeatController.class, "heartbeat");

    private final HeartbeatIntake intake;
    private final KnownAgents known;
    private final JwtDecoder tokens;
    private final Validator validator;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    HeartbeatDoor(HeartbeatIntake intake, KnownAgents known, JwtDecoder tokens, Validator validator, JsonMapper json) {
        this.intake = intake;
        this.known = known;
        this.tokens = tokens;
        this.validator = validator;
        this.reader = json.readerFor(HeartbeatRequest.class);
        this.writer = json.writerFor(HeartbeatReceipt.class);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        UUID agentId = agent(request);
        String namespace = agentId == null ? null : namespace(request, agentId);
        if (agentId == null || namespace == null || !isReadable(request)) {
            return super.handle(request, response, callback);
        }
        KnownAgent agent = known.find(namespace, agentId);
        if (agent == null || agent.status() == AgentStatus.DECOMMISSIONED) {
            return super.handle(request, response, callback);
        }
        byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
        byte[] receipt = receipt(agentId, namespace, agent, body);
        if (receipt == null) {
            return super.handle(new ReadRequest(request, body), response, callback);
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
        response.write(true, ByteBuffer.wrap(receipt), callback);
        return true;
    }

    private static @Nullable UUID agent(Request request) {
        // A query is looked at behind this door.
        if (!HttpMethod.POST.is(request.getMethod()) || request.getHttpURI().getQuery() != null) {
            return null;
        }
        return RequestTarget.readOf(request)
                .map(target -> agent(target.path().segments()))
                .orElse(null);
    }

    private static @Nullable UUID agent(List<String> path) {
        int id = AGENTS.size();
        return path.size() == id + 2
                        && path.subList(0, id).equals(AGENTS)
                        && path.getLast().equals(HEARTBEAT)
                        && ID.matcher(path.get(id)).matches()
                ? UUID.fromString(path.get(id))
                : null;
    }

    /** The one that the call is about, if the caller may report for the agent. */
    private @Nullable String namespace(Request request, UUID agentId) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return null;
        }
        try {
            Caller caller = Caller.of(tokens.decode(authorization.substring(BEARER.length())));
            RightGuard.require(RIGHT, caller, agentId);
            return caller.namespace();
        } catch (JwtException | DomainException refused) {
            return null;
        }
    }

    /** A body of unknown length, or in another form than JSON, is for Spring to read. */
    private static boolean isReadable(Request request) {
        long length = request.getLength();
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return length == 0 || (length > 0 && length <= MAX_LENGTH && JSON.equals(type));
    }

    /** Absent when the heartbeat can't be taken as it is, or not from memory: Spring tries it again and says why. */
    private byte @Nullable [] receipt(UUID agentId, String namespace, KnownAgent agent, byte[] body) {
        try {
            HeartbeatRequest heartbeat = body.length == 0 ? HeartbeatRequest.EMPTY : reader.readValue(body);
            if (heartbeat == null || !validator.validate(heartbeat).isEmpty() || !agent.knows(heartbeat.endpoint())) {
                return null;
            }
            return Namespace.in(namespace, () -> writer.writeValueAsBytes(intake.take(agentId, heartbeat)));
        } catch (Exception notFromMemory) {
            return null;
        }
    }

    /** A request whose body was read already, and can be read once more. */
    private static final class ReadRequest extends Request.Wrapper {

        private final Content.Source body;

        ReadRequest(Request request, byte[] body) {
            super(request);
            this.body = new ByteBufferContentSource(ByteBuffer.wrap(body));
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable demandCallback) {
            body.demand(demandCallback);
        }
    }
}
