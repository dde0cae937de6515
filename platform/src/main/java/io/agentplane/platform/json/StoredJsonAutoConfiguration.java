package io.agentplane.platform.json;

import org.hibernate.cfg.MappingSettings;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Gives every service its stored JSON, and the same to Hibernate, which else would make a mapper of its own. */
@AutoConfiguration(after = JacksonAutoConfiguration.class)
public class StoredJsonAutoConfiguration {

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
