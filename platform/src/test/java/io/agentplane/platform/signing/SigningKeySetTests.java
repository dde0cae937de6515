package io.agentplane.platform.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key signs and which are published, at every time and whatever the clock does. */
class SigningKeySetTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration ROTATION = Duration.ofDays(30);
    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final Duration LIFETIME = Duration.ofMinutes(2);
    private static final KeyTimes TIMES = new KeyTimes(ROTATION, OVERLAP, LIFETIME);
    private static final Instant NEXT = START.plus(ROTATION);

    private final SigningKeySet first = SigningKeySet.firstAt(START);
    private final SigningKeySet both = first.tendedAt(NEXT, TIMES);

    @Test
    void signsWithItsFirstKeyAtOnce() {
        assertThat(first.signingAt(START, TIMES)).isEqualTo(first.keys().getFirst());
        assertThat(first.needsTendingAt(START, TIMES)).isFalse();
    }

    @Test
    void makesTheNextKeyWhenTheNewestIsOfAge() {
        assertThat(first.needsTendingAt(NEXT.minusSeconds(1), TIMES)).isFalse();
        assertThat(first.tendedAt(NEXT.minusSeconds(1), TIMES)).isEqualTo(first);

        assertThat(first.needsTendingAt(NEXT, TIMES)).isTrue();
        assertThat(both.keys()).hasSize(2).startsWith(first.keys().getFirst());
        assertThat(both.needsTendingAt(NEXT, TIMES)).as("and only one").isFalse();
    }

    @Test
    void publishesANewKeyAtOnceAndSignsWithItAfterTheOverlap() {
        ECKey old = both.keys().getFirst();
        ECKey fresh = both.keys().getLast();

        assertThat(both.published().getKeys()).containsExactly(old.toPublicJWK(), fresh.toPublicJWK());
        assertThat(both.signingAt(NEXT, TIMES)).isEqualTo(old);
        assertThat(both.signingAt(NEXT.plus(OVERLAP).minusSeconds(1), TIMES)).isEqualTo(old);
        assertThat(both.signingAt(NEXT.plus(OVERLAP), TIMES)).isEqualTo(fresh);
    }

    @Test
    void removesTheOldKeyWhenTheNewOneHasSignedForALifetimeAndTheOverlap() {
        Instant outlived = NEXT.plus(OVERLAP).plus(LIFETIME).plus(OVERLAP);

        assertThat(both.needsTendingAt(outlived.minusSeconds(1), TIMES)).isFalse();
        assertThat(both.tendedAt(outlived.minusSeconds(1), TIMES)).isEqualTo(both);
        assertThat(both.needsTendingAt(outlived, TIMES)).isTrue();
        assertThat(both.tendedAt(outlived, TIMES).keys())
                .containsExactly(both.keys().getLast());
    }

    @Test
    void isTheSameAfterItWasWritten() throws Exception {
        assertThat(SigningKeySet.parse(both.text())).isEqualTo(both);
        assertThat(SigningKeySet.parse(first.text())).isEqualTo(first);
    }

    @Test
    void hasKeysInTheirOrderHoweverTheyWereWritten() throws Exception {
        String reversed = new JWKSet(List.of(both.keys().getLast(), both.keys().getFirst())).toString(false);

        assertThat(SigningKeySet.parse(reversed)).isEqualTo(both);
    }

    @Test
    void publishesNoSecret() {
        assertThat(both.published().toString(false)).doesNotContain("\"d\"");
    }

    @Test
    void signsWithTheBestKnownKeyWhileTheClockIsBeforeAll() {
        Instant longAgo = START.minus(Duration.ofDays(1000));

        assertThat(both.signingAt(longAgo, TIMES)).isEqualTo(both.keys().getFirst());
        assertThat(both.needsTendingAt(longAgo, TIMES)).isFalse();
        assertThat(both.tendedAt(longAgo, TIMES)).isEqualTo(both);
    }

    @Test
    void goesBackToTheOldKeyWithAClockThatDoes() {
        assertThat(both.signingAt(NEXT.plus(OVERLAP), TIMES))
                .isEqualTo(both.keys().getLast());
        assertThat(both.signingAt(NEXT.minus(Duration.ofHours(1)), TIMES))
                .isEqualTo(both.keys().getFirst());
        assertThat(both.tendedAt(NEXT.minus(Duration.ofHours(1)), TIMES)).isEqualTo(both);
    }

    @Test
    void makesOneKeyForTwoClocksThatDifferALittle() {
        SigningKeySet byTheOtherClock = first.tendedAt(NEXT.plusSeconds(2), TIMES);

        assertThat(byTheOtherClock.needsTendingAt(NEXT, TIMES)).isFalse();
    }

    @Test
    void isNotHeldUpByAKeyFromFarInTheFuture() {
        SigningKeySet fromTheFuture = first.tendedAt(NEXT.plus(Duration.ofDays(365)), TIMES);
        assertThat(fromTheFuture.keys()).hasSize(2);

        SigningKeySet next = fromTheFuture.tendedAt(NEXT, TIMES);

        assertThat(next.keys()).hasSize(3);
        assertThat(next.signingAt(NEXT, TIMES)).isEqualTo(first.keys().getFirst());
        assertThat(next.signingAt(NEXT.plus(OVERLAP), TIMES))
                .isEqualTo(next.keys().get(1));
        assertThat(next.tendedAt(NEXT.plus(TIMES.untilOthersAreOutlived()), TIMES)
                        .keys())
                .containsExactly(next.keys().get(1), next.keys().get(2));
    }

    @Test
    void takesOverAKeyOfAFormerVersionAsOneOfToday() throws Exception {
        ECKey former = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        SigningKeySet set = SigningKeySet.parse(former.toJSONString());
        assertThat(set.signingAt(START, TIMES)).isEqualTo(former);
        assertThat(set.needsTendingAt(START, TIMES)).isTrue();

        SigningKeySet tended = set.tendedAt(START, TIMES);

        assertThat(tended.keys()).extracting(ECKey::getKeyID).containsExactly(former.getKeyID());
        assertThat(tended.needsTendingAt(NEXT.minusSeconds(1), TIMES)).isFalse();
        assertThat(tended.needsTendingAt(NEXT, TIMES)).isTrue();
    }

    @Test
    void namesAKeyThatHasNoId() throws Exception {
        ECKey nameless = new ECKeyGenerator(Curve.P_256).generate();

        assertThat(SigningKeySet.parse(nameless.toJSONString()).keys())
                .extracting(ECKey::getKeyID)
                .containsExactly(nameless.computeThumbprint().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "secret",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[7]}",
                "{\"keys\":[{}]}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"secret\"}"
            })
    void refusesWhatIsNoSetWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> SigningKeySet.parse(text))
                .isInstanceOf(ParseException.class)
                .hasMessage("is no JSON Web Key Set")
                .hasNoCause();
    }

    @Test
    void refusesKeysThatCanNotSign() throws Exception {
        String publicOnly = first.published().toString();
        String otherCurve = new ECKeyGenerator(Curve.P_384).generate().toJSONString();
        String rsa = new RSAKeyGenerator(2048).generate().toJSONString();

        for (String text : List.of(publicOnly, otherCurve, rsa)) {
            assertThatThrownBy(() -> SigningKeySet.parse(text))
                    .hasMessage("holds a key that is no private key for ES256");
        }
        assertThatThrownBy(() -> SigningKeySet.parse("{\"keys\":[]}")).hasMessage("holds no key");
    }

    @Test
    void refusesSeveralKeysOfWhichNobodyKnowsTheOrder() throws Exception {
        ECKey ageless = new ECKeyGenerator(Curve.P_256).generate();
        String unordered = new JWKSet(List.of(first.keys().getFirst(), ageless)).toString(false);
        String twice = new JWKSet(List.of(first.keys().getFirst(), first.keys().getFirst())).toString(false);

        assertThatThrownBy(() -> SigningKeySet.parse(unordered)).hasMessageContaining("(iat)");
        assertThatThrownBy(() -> SigningKeySet.parse(twice)).hasMessage("holds two keys of one id");
    }
}
