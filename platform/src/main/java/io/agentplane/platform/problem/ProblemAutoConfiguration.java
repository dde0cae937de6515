package io.agentplane.platform.problem;

import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Gives every service the error model. */
@AutoConfiguration
@Import(ProblemAdvice.class)
public class ProblemAutoConfiguration {

    @Bean
    ProblemDocuments problemDocuments(ObjectProvider<Tracer> tracer) {
        return new ProblemDocuments(tracer.getIfAvailable(() -> Tracer.NOOP));
    }

    @Bean
    ProblemCatalogue problemCatalogue() {
        return new ProblemCatalogue();
    }
}
