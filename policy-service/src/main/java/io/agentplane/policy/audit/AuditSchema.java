package io.agentplane.policy.audit;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** Lays out the audit log's tables in their owner's name, and gives the service's role the little that it may do there. */
@Component
class AuditSchema implements InitializingBean {

    private static final String SCHEMA = "audit";
    private static final int ATTEMPTS = 30;

    private final JdbcConnectionDetails service;
    private final AuditSettings settings;
    private final AuditMonths months;

    AuditSchema(JdbcConnectionDetails service, AuditSettings settings, AuditMonths months) {
        this.service = service;
        this.settings = settings;
        this.months = months;
    }

    @Override
    public void afterPropertiesSet() {
        Flyway.configure()
                .dataSource(service.getJdbcUrl(), settings.ownerUsername(), settings.ownerPassword())
                .locations("classpath:db/audit")
                .defaultSchema(SCHEMA)
                .createSchemas(false)
                .connectRetries(ATTEMPTS)
                .connectRetriesInterval(1)
                .placeholders(Map.of("service", String.valueOf(service.getUsername())))
                .load()
                .migrate();
        months.makeAhead();
    }
}
