package io.agentplane.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.identity.Namespace;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class LocationTests {

    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/notes");

    @BeforeEach
    void beInARequest() {
        request.setContextPath("/api/v1");
        request.addHeader("Host", "elsewhere.invalid");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }

    @AfterEach
    void leaveIt() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void isAPathWithoutAHost() {
        assertThat(Location.below("a b/c?d")).isEqualTo(URI.create("/api/v1/notes/a%20b%2Fc%3Fd"));
        assertThat(Location.of("/prompts/{name}?version={version}", "{x}", 3))
                .isEqualTo(URI.create("/api/v1/prompts/%7Bx%7D?version=3"));
    }

    @Test
    void namesTheNamespaceThatTheRequestNamed() {
        request.addParameter("namespace", "whatever");

        Namespace.run("in force", () -> {
            assertThat(Location.below(1)).isEqualTo(URI.create("/api/v1/notes/1?namespace=in%20force"));
            assertThat(Location.of("/prompts/a?version=3"))
                    .isEqualTo(URI.create("/api/v1/prompts/a?version=3&namespace=in%20force"));
            assertThat(Location.of("/bindings?namespace={own}", "x"))
                    .isEqualTo(URI.create("/api/v1/bindings?namespace=x"));
        });
    }
}
