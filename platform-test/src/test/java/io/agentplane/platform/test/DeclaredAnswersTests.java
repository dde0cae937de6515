package io.agentplane.platform.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class DeclaredAnswersTests {

    private static final Map<String, Map<?, ?>> DOCUMENTED = DeclaredAnswers.documented("""
            paths:
              /things:
                post:
                  responses:
                    "201": {headers: {Location: {}, ETag: {}}}
                    "400": {}
            """);

    @Test
    void findsWhatIsNotDeclared() {
        assertThat(seen("GET /things", answer(200))).containsExactly("GET /things is not documented");
        assertThat(seen("POST /things", answer(200)))
                .containsExactly("POST /things answered 200 and declares [201, 400]");
        assertThat(seen("POST /things", answer(201)))
                .containsExactly("POST /things answered without the Location that it declares");
        MockHttpServletResponse bare = answer(201);
        bare.setHeader("ETag", "\"1\"");
        assertThat(DeclaredAnswers.undeclared(
                        DeclaredAnswers.documented("paths: {/things: {post: {responses: {\"201\": {}}}}}"),
                        "POST /things",
                        bare))
                .containsExactly("POST /things answered with an ETag, and declares none");
    }

    @Test
    void isContentWithWhatIsDeclared() {
        MockHttpServletResponse created = answer(201);
        created.setHeader("Location", "/things/1");

        assertThat(seen("POST /things", created)).isEmpty();
        assertThat(seen("POST /things", answer(400))).isEmpty();
    }

    private static Iterable<String> seen(String operation, MockHttpServletResponse answer) {
        return DeclaredAnswers.undeclared(DOCUMENTED, operation, answer);
    }

    private static MockHttpServletResponse answer(int status) {
        MockHttpServletResponse answer = new MockHttpServletResponse();
        answer.setStatus(status);
        return answer;
    }
}
