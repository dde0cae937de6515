package io.agentplane.platform.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signing keys in the order in which they were made, and what becomes of them at a time. Whatever the clock says, one of
 * them signs, and all of them are published.
 *
 * @param keys private ES256 keys, the oldest first; only one that is alone may not say when it was made
 */
record SigningKeySet(List<ECKey> keys) {

    private static final String KEYS = "keys";

    SigningKeySet {
        keys = keys.stream().sorted(Comparator.comparing(SigningKeySet::birth)).toList();
    }

    /** One key, which signs at once, since there is no other. */
    static SigningKeySet firstAt(Instant now) {
        return new SigningKeySet(List.of(keyMadeAt(now)));
    }

    /**
     * Reads a JSON Web Key Set, or a single key as former versions wrote it.
     *
     * @throws ParseException says what is wrong, in words that repeat nothing of the text
     */
    static SigningKeySet parse(String text) throws ParseException {
        List<ECKey> keys = new ArrayList<>();
        for (JWK key : parsed(text)) {
            if (!(key instanceof ECKey signing) || !key.isPrivate() || !Curve.P_256.equals(signing.getCurve())) {
                throw new ParseException("holds a key that is no private key for ES256", 0);
            }
            keys.add(named(signing));
        }
        if (keys.isEmpty()) {
            throw new ParseException("holds no key", 0);
        }
        if (keys.stream().map(ECKey::getKeyID).distinct().count() < keys.size()) {
            throw new ParseException("holds two keys of one id", 0);
        }
        if (keys.size() > 1 && keys.stream().anyMatch(key -> key.getIssueTime() == null)) {
            throw new ParseException("holds several keys and one that doesn't say when it was made (iat)", 0);
        }
        return new SigningKeySet(keys);
    }

    private static List<JWK> parsed(String text) throws ParseException {
        try {
            Map<String, Object> json = JSONObjectUtils.parse(text);
            return json.containsKey(KEYS) ? JWKSet.parse(json).getKeys() : List.of(JWK.parse(json));
        } catch (ParseException | RuntimeException unreadable) {
            throw new ParseException("is no JSON Web Key Set", 0);
        }
    }

    private static ECKey named(ECKey key) throws ParseException {
        try {
            return key.getKeyID() == null
                    ? new ECKey.Builder(key).keyIDFromThumbprint().build()
                    : key;
        } catch (JOSEException noThumbprint) {
            throw new ParseException("holds a key that can't be given an id", 0);
        }
    }

    /** The private keys, as they are kept. */
    String text() {
        return jwkSet().toString(false);
    }

    JWKSet published() {
        return jwkSet().toPublicJWKSet();
    }

    private JWKSet jwkSet() {
        return new JWKSet(List.<JWK>copyOf(keys));
    }

    /** The newest that has been published for the overlap; the oldest when none has, since it is known best. */
    ECKey signingAt(Instant now, KeyTimes times) {
        return newestOfAge(times.overlap(), now).orElseGet(keys::getFirst);
    }

    /** When a key was made; empty if it doesn't say so. */
    static Optional<Instant> madeAt(ECKey key) {
        return Optional.ofNullable(key.getIssueTime()).map(Date::toInstant);
    }

    /** True when {@link #tendedAt} would change something. */
    boolean needsTendingAt(Instant now, KeyTimes times) {
        return isOfUnknownAge()
                || isNextDueAt(now, times)
                || stillNeededAt(now, times).size() < keys.size();
    }

    /**
     * The keys that are needed from now on: without those that nobody has a living token of, and with a new one if it is
     * time. A key of unknown age counts as made now: the next one comes when all replicas have long been replaced by those
     * which read sets.
     */
    SigningKeySet tendedAt(Instant now, KeyTimes times) {
        if (isOfUnknownAge()) {
            return new SigningKeySet(List.of(new ECKey.Builder(keys.getFirst())
                    .issueTime(Date.from(inSeconds(now)))
                    .build()));
        }
        List<ECKey> tended = new ArrayList<>(stillNeededAt(now, times));
        if (isNextDueAt(now, times)) {
            tended.add(keyMadeAt(now));
        }
        return new SigningKeySet(tended);
    }

    private boolean isOfUnknownAge() {
        return madeAt(keys.getFirst()).isEmpty();
    }

    /**
     * A key from further in the future than an overlap was made by a clock that was wrong, and doesn't hold up the next
     * one. If all are, it is this clock that is wrong.
     */
    private boolean isNextDueAt(Instant now, KeyTimes times) {
        return !isOfUnknownAge()
                && newestOfAge(times.overlap().negated(), now)
                        .filter(newest -> !birth(newest).plus(times.rotation()).isAfter(now))
                        .isPresent();
    }

    private List<ECKey> stillNeededAt(Instant now, KeyTimes times) {
        return newestOfAge(times.untilOthersAreOutlived(), now)
                .map(heir -> keys.subList(keys.indexOf(heir), keys.size()))
                .orElse(keys);
    }

    private Optional<ECKey> newestOfAge(Duration least, Instant now) {
        return keys.reversed().stream()
                .filter(key -> !birth(key).plus(least).isAfter(now))
                .findFirst();
    }

    private static Instant birth(ECKey key) {
        return madeAt(key).orElse(Instant.EPOCH);
    }

    private static ECKey keyMadeAt(Instant now) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .issueTime(Date.from(inSeconds(now)))
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("No signing key can be made", impossible);
        }
    }

    /** As JSON Web Keys keep it. */
    private static Instant inSeconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
