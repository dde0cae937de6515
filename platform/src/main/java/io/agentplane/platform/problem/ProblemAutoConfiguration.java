package io.agentplane.platform.problem;

import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.orm.ObjectOptimisticLockingFailureException;

/** Gives every service the error model. */
@AutoConfiguration
@Import(ProblemAdvice.class)
public class ProblemAutoConfiguration {

    @Bean
    ProblemDocuments problemDocuments(ObjectProvider<Tracer> tracer) {
        return new ProblemDocuments(tracer.getIfAvailable(() -> Tracer.NOOP));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObjectOptimisticLockingFailureException.class)
    @Import(DatabaseProblemAdvice.class)
    static class WithDatabase {}

    @Bean
    ProblemCatalogue problemCatalogue() {
        return new ProblemCatalogue();
    }
}
