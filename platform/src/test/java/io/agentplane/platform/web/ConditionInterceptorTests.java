package io.agentplane.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;

class ConditionInterceptorTests {

    private final ConditionInterceptor interceptor = new ConditionInterceptor();

    @Test
    void refusesARevisionThatNobodyWouldLookAt() {
        assertThatThrownBy(() -> ask("DELETE", "\"1\"", operation()))
                .isInstanceOfSatisfying(DomainException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(PlatformProblem.INVALID_REQUEST);
                    assertThat(refusal.errors())
                            .singleElement()
                            .satisfies(fault -> assertThat(fault.field()).isEqualTo("If-Match"));
                });
    }

    @Test
    void admitsWhatIsLookedAtOrOnlyRead() throws NoSuchMethodException {
        assertThat(ask("DELETE", null, operation())).isTrue();
        assertThat(ask("GET", "\"1\"", operation())).isTrue();
        assertThat(ask("DELETE", "\"1\"", operation(Revision.class))).isTrue();
    }

    private boolean ask(String method, @Nullable String revision, HandlerMethod operation) {
        var request = new MockHttpServletRequest(method, "/things");
        if (revision != null) {
            request.addHeader("If-Match", revision);
        }
        return interceptor.preHandle(request, new MockHttpServletResponse(), operation);
    }

    private HandlerMethod operation(Class<?>... parameters) throws NoSuchMethodException {
        return new HandlerMethod(this, ConditionInterceptorTests.class.getDeclaredMethod("change", parameters));
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.ANY, action = "changeThing")
    void change() {}

    @Right(value = Permission.VIEWS_READ, on = Reach.ANY, action = "changeOther")
    void change(@Nullable Revision read) {}
}
