package io.agentplane.platform.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.hibernate.cfg.MappingSettings;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

/** Gives every service its stored JSON, and the same to Hibernate, which else would make a mapper of its own. */
@AutoConfiguration(after = JacksonAutoConfiguration.class)
public class StoredJsonAutoConfiguration {

    /** A member that is absent is left out; a null that a caller put into a map is part of what it says. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    JsonMapperBuilderCustomizer nullsInMapsStay() {
        return mapper -> mapper.changeDefaultPropertyInclusion(
                inclusion -> inclusion.withContentInclusion(JsonInclude.Include.ALWAYS));
    }

    @Bean
    StoredJson storedJson(JsonMapper api) {
        return StoredJson.of(api);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HibernatePropertiesCustomizer.class)
    static class WithEntities {

        @Bean
        HibernatePropertiesCustomizer jsonColumns(StoredJson json) {
            return properties -> properties.put(MappingSettings.JSON_FORMAT_MAPPER, new ReadableColumns(json));
        }
    }
}
