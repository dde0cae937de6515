package io.agentplane.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class CursorTests {

    @AfterEach
    void endRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void findsItsPlaceAgain() {
        assertThat(Cursor.decode(Cursor.encode("a/b 财"))).isEqualTo("a/b 财");
        assertThat(Cursor.decodeNumber(Cursor.encode("17"))).isEqualTo(17);
        assertThat(Cursor.decodeNumber(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "+1", "１", "1 ", "x", "99999999999999999999"})
    void takesNumbersInOneFormOnly(String number) {
        assertThatThrownBy(() -> Cursor.decodeNumber(Cursor.encode(number))).isInstanceOf(DomainException.class);
    }

    @Test
    void countsInItsListWithAnyLimit() {
        request("/api/v1/agents", "tag=a%20b&q=x");
        String cursor = Cursor.encode("17");

        request("/api/v1/agents", "q=x&limit=3&tag=a+b&namespace=lab&cursor=" + cursor);
        assertThat(Cursor.decodeNumber(cursor)).isEqualTo(17);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/tasks,tag=a",
        "/api/v1/agents/x,tag=a",
        "/api/v1/agents,",
        "/api/v1/agents,tag=b",
        "/api/v1/agents,tag=a&q=x"
    })
    void countsInNoOtherList(String path, String query) {
        request("/api/v1/agents", "tag=a");
        String cursor = Cursor.encode("17");

        request(path, query);
        assertThatThrownBy(() -> Cursor.decode(cursor))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(FieldFault::field)
                                .containsExactly("cursor"));
    }

    @Test
    void countsInNoOtherNamespace() {
        String cursor = Namespace.in("lab", () -> Cursor.encode("17"));

        assertThatThrownBy(() -> Namespace.in("field", () -> Cursor.decode(cursor)))
                .isInstanceOf(DomainException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "MTc", "any-text", "MTIzNDU2Nzg5MDEyMzQ1NjE3"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Cursor.decode(text)).isInstanceOf(DomainException.class);
        assertThatThrownBy(() -> Cursor.decode(Cursor.encode("17") + text + "="))
                .isInstanceOf(DomainException.class);
    }

    private static void request(String path, @Nullable String query) {
        var request = new MockHttpServletRequest("GET", path);
        request.setQueryString(query);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }
}
