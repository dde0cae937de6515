package io.agentplane.platform.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Operations that keep their service from starting. */
class OperationTests {

    private final RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();

    @Test
    void readHeadersThatNobodyMayRepeat() throws Exception {
        register("single");
        assertThatCode(this::start).doesNotThrowAnyException();

        register("repeated");
        assertThatThrownBy(this::start).hasMessageContaining("Accept-Language");
    }

    private void start() {
        new AccessAutoConfiguration().everyOperationHasARight(List.of(mapping)).afterSingletonsInstantiated();
    }

    private void register(String operation) throws NoSuchMethodException {
        mapping.registerMapping(
                RequestMappingInfo.paths("/" + operation)
                        .options(mapping.getBuilderConfiguration())
                        .build(),
                new Operations(),
                Operations.class.getDeclaredMethod(operation, String.class));
    }

    static final class Operations {

        @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "single")
        void single(@RequestHeader("If-Match") String read) {}

        @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "repeated")
        void repeated(@RequestHeader("Accept-Language") String languages) {}
    }
}
