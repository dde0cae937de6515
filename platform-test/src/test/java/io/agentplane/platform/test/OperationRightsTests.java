package io.agentplane.platform.test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The check itself, at a service that asks for rights and at ones that forget a part. */
class OperationRightsTests {

    private static final String DOCUMENT = """
            paths:
              /things/{name}:
                put:
                  x-agentplane-right: {permission: "agents:register", also: ["tasks:manage"], reach: ANY}
                  parameters:
                  - {in: path, name: name, schema: {type: string}}
                  requestBody: {content: {application/json: {}}}
              /agents/{id}:
                get:
                  x-agentplane-right: {permission: "views:read", reach: LOOK}
                  parameters:
                  - {in: path, name: id, schema: {type: string, format: uuid}}
            """;

    private HttpServer service;
    private boolean asksForPermissions = true;
    private boolean asksForAll = true;
    private boolean asksAgents = true;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void passesAServiceThatAsks() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void failsOneThatForgetsAPermission() {
        asksForPermissions = false;

        assertThatThrownBy(this::check).isInstanceOf(AssertionError.class).hasMessageContaining(" /");
    }

    @Test
    void failsOneThatForgetsAPermissionBesides() {
        asksForAll = false;

        assertThatThrownBy(this::check).isInstanceOf(AssertionError.class).hasMessageContaining("put /things/{name}");
    }

    @Test
    void failsOneThatLetsAgentsDoAnything() {
        asksAgents = false;

        assertThatThrownBy(this::check).isInstanceOf(AssertionError.class).hasMessageContaining("put /things/{name}");
    }

    private void check() {
        OperationRights.check(RestTestClient.bindToServer(PatientClient.requests())
                .baseUrl("http://127.0.0.1:" + service.getAddress().getPort())
                .build());
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean isDocument = exchange.getRequestURI().getPath().endsWith(".yaml");
        String problem = isDocument ? "" : problem(exchange);
        byte[] body = (isDocument ? DOCUMENT : "{\"code\":\"" + problem + "\"}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", isDocument ? "text/plain" : "application/problem+json");
        exchange.sendResponseHeaders(problem.isEmpty() ? 200 : 403, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String problem(HttpExchange exchange) {
        String token = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        boolean isAny = exchange.getRequestMethod().equals("PUT");
        try {
            var caller = SignedJWT.parse(token).getJWTClaimsSet();
            List<String> held = caller.getStringListClaim("permissions");
            if (asksForPermissions && !held.contains(isAny ? "agents:register" : "views:read")) {
                return "permission-missing";
            }
            if (asksForPermissions && asksForAll && isAny && !held.contains("tasks:manage")) {
                return "permission-missing";
            }
            return asksAgents && isAny && caller.getStringClaim("agentId") != null ? "agent-mismatch" : "";
        } catch (ParseException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }
}
