package io.agentplane.platform.problem;

import io.micrometer.tracing.Tracer;
import jakarta.validation.Validator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Gives every service the error model. */
@AutoConfiguration(
        after = {JacksonAutoConfiguration.class, ValidationAutoConfiguration.class},
        before = ErrorMvcAutoConfiguration.class)
@Import({ProblemAdvice.class, ProblemHeader.class, FaultController.class})
public class ProblemAutoConfiguration {

    @Bean
    ProblemDocuments problemDocuments(ObjectProvider<Tracer> tracer) {
        return new ProblemDocuments(tracer.getIfAvailable(() -> Tracer.NOOP));
    }

    @Bean
    BareProblems bareProblems(ProblemDocuments documents, JsonMapper json) {
        return new BareProblems(documents, json);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JdbcTemplate.class)
    @Import(DatabaseProblemAdvice.class)
    static class WithDatabase {}

    @Bean
    @ConditionalOnBean({JsonMapper.class, Validator.class})
    StrictReader strictReader(JsonMapper json, Validator validator) {
        return new StrictReader(json, validator);
    }

    @Bean
    ProblemCatalogue problemCatalogue() {
        return new ProblemCatalogue();
    }
}
