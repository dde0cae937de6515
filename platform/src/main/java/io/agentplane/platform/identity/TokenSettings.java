package io.agentplane.platform.identity;

import io.agentplane.platform.signing.KeyTimes;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a service vouches for callers or for itself.
 *
 * @param issuer the name under which others trust its tokens
 * @param signingKeyFile a JSON Web Key Set with the private keys; made where it is missing, shared by all replicas of the
 *     service; one without it signs no tokens
 * @param tokenLifetime how long others accept a token
 * @param keyRotation the age of the newest key at which the next one is made
 * @param keyOverlap how long a new key is published before it signs; longer than it takes until everyone has read it
 */
@Validated
@ConfigurationProperties("agentplane.identity")
record TokenSettings(
        @NotBlank String issuer,
        @NotNull Path signingKeyFile,

        @DefaultValue("2m") @NotNull @DurationMin(seconds = 10)
        Duration tokenLifetime,

        @DefaultValue("P30D") @NotNull @DurationMax(days = 3650)
        Duration keyRotation,

        @DefaultValue("PT10M") @NotNull @DurationMax(days = 365)
        Duration keyOverlap) {

    /** How often every replica reads the file again. */
    static final Duration KEYS_READ_EVERY = Duration.ofMinutes(1);

    private static final int LEAST_OVERLAPS_IN_ROTATION = 3;

    /** A replica publishes a new key when it reads the file again, and from then on others may take the old keys for fresh. */
    @AssertTrue(message = "key-overlap must be longer than six minutes, the time until all services know a new key")
    boolean isKeyKnownBeforeItSigns() {
        return keyOverlap.compareTo(IssuerJwtDecoder.KEYS_FRESH.plus(KEYS_READ_EVERY)) > 0;
    }

    /** A key is outlived before the one after the next is made. */
    @AssertTrue(
            message = "key-rotation must be at least three times as long as key-overlap and token-lifetime together")
    boolean isKeyUsedForLong() {
        return keyRotation.compareTo(keyOverlap.plus(tokenLifetime).multipliedBy(LEAST_OVERLAPS_IN_ROTATION)) >= 0;
    }

    KeyTimes keyTimes() {
        return new KeyTimes(keyRotation, keyOverlap, tokenLifetime);
    }
}
