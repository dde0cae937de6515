package io.agentplane.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class RememberingJwtDecoderTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final AtomicInteger verifications = new AtomicInteger();

    @Test
    void verifiesATokenOnce() {
        var decoder = decoderAt(NOON);

        assertThat(decoder.decode("good")).isSameAs(decoder.decode("good"));

        assertThat(verifications).hasValue(1);
    }

    @Test
    void verifiesAgainWhatHasExpired() {
        var clock = new SettableClock();
        var decoder = new RememberingJwtDecoder(this::verify, clock);
        decoder.decode("good");

        clock.now = NOON.plus(Duration.ofMinutes(2));
        decoder.decode("good");

        assertThat(verifications).hasValue(2);
    }

    @Test
    void remembersNothingThatIsRefused() {
        var decoder = decoderAt(NOON);

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> decoder.decode("forged")).isInstanceOf(BadJwtException.class);
        }

        assertThat(verifications).hasValue(2);
    }

    private RememberingJwtDecoder decoderAt(Instant now) {
        return new RememberingJwtDecoder(this::verify, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Jwt verify(String token) {
        verifications.incrementAndGet();
        if (token.equals("forged")) {
            throw new BadJwtException("forged");
        }
        return Jwt.withTokenValue(token)
                .header("alg", "ES256")
                .expiresAt(NOON.plusSeconds(60))
                .build();
    }

    private static final class SettableClock extends Clock {

        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
