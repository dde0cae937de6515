package io.agentplane.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

class QueryInterceptorTests {

    private final QueryInterceptor interceptor = new QueryInterceptor();

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"limit=5", "q=a&limit=5", "tag=a&tag=b", "namespace=other", ""})
    void admitsWhatTheOperationHas(@Nullable String query) throws NoSuchMethodException {
        assertThat(ask(query)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=, limit, must have a value",
        "limit, limit, must have a value",
        "q=%20, q, must have a value",
        "tag=a&tag=, tag, must have a value",
        "Limit=5, Limit, 'which has: limit, namespace, q, tag'",
        "text=a, text, is no parameter",
        "limit=5&limit=6, limit, must be given once",
        "namespace=a&namespace=b, namespace, must be given once",
        "=5, '', is no parameter",
    })
    void refusesWhatSaysNothingOrSomethingElse(String query, String field, String message) {
        assertThatThrownBy(() -> ask(query)).isInstanceOfSatisfying(DomainException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(PlatformProblem.INVALID_REQUEST);
            assertThat(refusal.errors()).singleElement().satisfies(fault -> {
                assertThat(fault.field()).isEqualTo(field);
                assertThat(fault.message()).contains(message);
            });
        });
    }

    @Test
    void keepsTheParametersOfEachOperationApart() throws NoSuchMethodException {
        HandlerMethod other = operation(Integer.class);
        for (int time = 0; time < 2; time++) {
            assertThat(ask("q=a")).isTrue();
            assertThat(ask("limit=5", other)).isTrue();
            assertThatThrownBy(() -> ask("q=a", other)).isInstanceOf(DomainException.class);
        }
    }

    private boolean ask(@Nullable String query) throws NoSuchMethodException {
        return ask(query, operation(Integer.class, String.class, List.class));
    }

    private HandlerMethod operation(Class<?>... parameters) throws NoSuchMethodException {
        return new HandlerMethod(this, QueryInterceptorTests.class.getDeclaredMethod("list", parameters));
    }

    private boolean ask(@Nullable String query, HandlerMethod method) {
        var request = new MockHttpServletRequest();
        request.setQueryString(query);
        return interceptor.preHandle(request, new MockHttpServletResponse(), method);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.ANY, action = "listThings")
    void list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(name = "q", required = false) @Nullable String text,
            @RequestParam(name = "tag", required = false) @Nullable List<String> tags) {}

    @Right(value = Permission.VIEWS_READ, on = Reach.ANY, action = "listThings")
    void list(@RequestParam(required = false) @Nullable Integer limit) {}
}
