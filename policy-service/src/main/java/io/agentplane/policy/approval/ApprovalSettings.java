package io.agentplane.policy.approval;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How approvals are kept.
 *
 * @param maxContext the largest request, as JSON, that approval can be asked for, since approvers must see the whole of it
 * @param maxWaiting callers that may wait for outcomes at once, per replica
 * @param retention the age at which decided approvals are forgotten
 */
@Validated
@ConfigurationProperties("agentplane.policy.approval")
record ApprovalSettings(
        @DefaultValue("64KB") @NotNull DataSize maxContext,
        @DefaultValue("5000") @Min(0) int maxWaiting,
        @DefaultValue("400d") @NotNull Duration retention) {}
