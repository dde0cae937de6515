package io.agentplane.policy.access;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.access.BuiltInRole;
import io.agentplane.platform.identity.Namespace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes the administrator without whom nobody could make anyone. Of several replicas that start at once one does it. The
 * key is in its file before the commit: a key that counts is never lost, and one that was never committed is replaced at
 * the next start.
 */
@Component
@Order(0)
class FirstAdministrator implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final String NAME = "administrator";
    private static final String NAMESPACE = "default";

    private final PrincipalRepository principals;
    private final ApiKeyRepository keys;
    private final AccessQueries queries;
    private final AccessSettings settings;
    private final TransactionOperations transaction;
    private final Clock clock;

    FirstAdministrator(
            PrincipalRepository principals,
            ApiKeyRepository keys,
            AccessQueries queries,
            AccessSettings settings,
            TransactionOperations transaction,
            Clock clock) {
        this.principals = principals;
        this.keys = keys;
        this.queries = queries;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!settings.bootstrapKeyFile().isBlank()) {
            var file = new KeyFile(Path.of(settings.bootstrapKeyFile()));
            Namespace.run(NAMESPACE, () -> transaction.executeWithoutResult(status -> makeOnce(file)));
        }
    }

    private void makeOnce(KeyFile file) {
        queries.lockRights();
        if (queries.isAnyPrincipal()) {
            return;
        }
        Principal administrator = principals.saveAndFlush(new Principal(
                UuidCreator.getTimeOrderedEpoch(),
                NAME,
                PrincipalKind.PERSON,
                null,
                Set.of(BuiltInRole.SYSTEM_ADMIN.name())));
        ApiKeySecret secret = ApiKeySecret.generate();
        keys.saveAndFlush(new ApiKey(
                UuidCreator.getTimeOrderedEpoch(),
                administrator.getId(),
                secret,
                new KeyLabel(NAME, null),
                null,
                clock.instant()));
        file.write(secret);
        log.info("Made the first administrator; the key is in {}", file.path());
    }
}
