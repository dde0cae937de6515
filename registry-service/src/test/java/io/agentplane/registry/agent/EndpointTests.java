package io.agentplane.registry.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which spellings of an endpoint are one, and which are none. */
class EndpointTests {

    @ParameterizedTest
    @CsvSource({
        "HTTP://Agent.Example/, http://agent.example/",
        "http://agent.example, http://agent.example/",
        "http://agent.example?, http://agent.example/",
        "http://agent.example?a=B, http://agent.example/?a=B",
        "http://agent.example:80, http://agent.example/",
        "https://agent.example:443/a, https://agent.example/a",
        "https://agent.example:80/a, https://agent.example:80/a",
        "http://agent.example/%62?%7e=%2f, http://agent.example/b?~=%2F",
        "http://agent.example/a%2fb, http://agent.example/a%2Fb",
        "http://agent.example/%2562, http://agent.example/%2562",
        "http://%61gent.example/, http://agent.example/",
        "http://agent.example/a/./b/../c, http://agent.example/a/c",
        "http://agent.example/a/%2E%2e, http://agent.example/",
        "http://agent.example/../a/., http://agent.example/a/",
        "http://agent.example/\u00f6|, http://agent.example/%C3%B6%7C",
        "http://agent.example/a/, http://agent.example/a/",
        "http://agent.example/A, http://agent.example/A",
        "http://my_agent:8080, http://my_agent:8080/",
        "http://Agent.Example.:8080/a, http://agent.example:8080/a",
        "http://10.1.0.8., http://10.1.0.8/",
        "http://a1.b2-c.3d, http://a1.b2-c.3d/",
        "http://agent.example/a;v=1/b%20c?d=e//f/.., http://agent.example/a;v=1/b%20c?d=e//f/..",
        "http://[::1]:80/, http://[0:0:0:0:0:0:0:1]/",
        "http://[2001:DB8::0A]:8080, http://[2001:db8:0:0:0:0:0:a]:8080/",
        "http://[::ffff:127.0.0.1]/, http://127.0.0.1/"
    })
    void hasOneSpelling(String text, String url) {
        assertThat(new Endpoint(text)).isEqualTo(new Endpoint(url));
        assertThat(new Endpoint(text).url()).isEqualTo(url);
        assertThat(new Endpoint(url).url()).as("its own").isEqualTo(url);
        assertThat(Endpoint.isCallable(text)).isTrue();
        assertThat(Endpoint.isCallable(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://agent.example/#a",
                "http://agent.example/#",
                "http://user@agent.example/",
                "http://user:secret@agent.example/",
                "http://agent.example//",
                "http://agent.example//a",
                "http://agent.example/a//b",
                "http://agent.example/.//b",
                "http://agent.example/a//../b",
                "http://agent.example/a\\b",
                "http://agent.example/b%2f..%2fa",
                "http://agent.example/%2fa",
                "http://agent.example/%5ca",
                "http://agent.example/b/..;/a",
                "http://agent.example/.;x/a",
                "http://agent.example/a%20",
                "http://agent.example/a ",
                "http://agent.example/a%00",
                "http://agent.example../",
                "http://agent..example/",
                "http://.agent/",
                "http://-agent/",
                "http://agent-/",
                "http://127.1/",
                "http://2130706433/",
                "http://0x7f.1/",
                "http://0x7f000001/",
                "http://a.0x/",
                "http://127.0.0.01/",
                "http://999.1.1.1/",
                "http://a.1/",
                "http://agent.example/%",
                "http://agent.example/%6",
                "http://agent.example/%zz",
                "http://agent.example:/",
                "http://agent.example:0/",
                "http://agent.example:080/",
                "http://agent.example:65536/",
                "http://agent.example:1:2/",
                "http://\u00f6.example/",
                "http://a%2Fb/",
                "http://a b/",
                "http://a\\b/",
                "http:///a",
                "http://:80/",
                "http://[::1/",
                "http://[:::]/",
                "http://[::1%25eth0]/",
                "http://[127.0.0.1]/",
                "ftp://agent.example/",
                "agent.example",
                ""
            })
    void isNothingThatClientsCallInDifferentWaysOrNotAtAll(String text) {
        assertThat(Endpoint.isCallable(text)).isFalse();
        String once = new Endpoint(text).url();
        assertThat(new Endpoint(once).url()).as("one spelling still").isEqualTo(once);
    }

    @Test
    void isShortEnoughOncePercentEncoded() {
        String start = "http://agent.example/";
        assertThat(Endpoint.isCallable(start + "\u00f6".repeat((2000 - start.length()) / 6)))
                .isTrue();
        assertThat(Endpoint.isCallable(start + "\u00f6".repeat((2000 - start.length()) / 6 + 1)))
                .isFalse();
    }

    /** As many segments and escapes as there can be. */
    @ParameterizedTest
    @ValueSource(strings = {"a/", "%62", "../"})
    void isReadHoweverManyPartsItHas(String part) {
        assertThat(Endpoint.isCallable("http://a.example/" + part.repeat(1980 / part.length())))
                .isTrue();
    }
}
