package io.agentplane.policy.budget;

import io.agentplane.platform.retention.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class BudgetConfiguration {

    private static final String NOTHING_HELD = " AND reserved_money = 0 AND reserved_tokens = 0";

    @Bean
    Retention reservationRetention(BudgetSettings settings, JdbcClient jdbc) {
        return Retention.of("budget_reservation", "created_at", settings.retention(), "status <> 'HELD'", jdbc);
    }

    @Bean
    Retention taskSumRetention(BudgetSettings settings, JdbcClient jdbc) {
        return Retention.of("budget_account", "touched_at", settings.retention(), "task <> ''" + NOTHING_HELD, jdbc)
                .named("budget_account_of_tasks");
    }

    @Bean
    Retention periodSumRetention(BudgetSettings settings, JdbcClient jdbc) {
        return Retention.of("budget_account", "starts_at", settings.periodRetention(), "task = ''" + NOTHING_HELD, jdbc)
                .named("budget_account_of_periods");
    }
}
