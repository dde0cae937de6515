package io.agentplane.policy.audit;

import io.agentplane.policy.audit.ChainVerdict.Break;
import io.agentplane.policy.audit.ChainVerdict.Reason;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Goes through a chain link by link, in the order of their numbers, until the first that is not as it was written. */
final class ChainInspection {

    private final Chain chain;
    private final Predicate<byte[]> isKept;
    private long number;
    private byte[] hash;
    private long entries;
    private @Nullable Break broken;

    /**
     * @param isKept whether an entry with this hash is anywhere in the chain
     */
    ChainInspection(Chain chain, Predicate<byte[]> isKept) {
        this.chain = chain;
        this.isKept = isKept;
        number = chain.anchorNumber();
        hash = chain.anchorHash();
    }

    /** False once there is nothing more to find out. */
    boolean inspect(Link link) {
        Reason fault = faultOf(link);
        if (fault != null) {
            broken = new Break(Math.min(link.number(), number + 1), fault);
            return false;
        }
        entries++;
        number = link.number();
        hash = link.hash();
        return true;
    }

    ChainVerdict verdict() {
        if (broken == null && number < chain.number()) {
            broken = new Break(number + 1, Reason.REMOVED);
        }
        if (broken == null && !Arrays.equals(hash, chain.hash())) {
            broken = new Break(number, Reason.ALTERED);
        }
        return new ChainVerdict(broken == null, entries, broken);
    }

    private @Nullable Reason faultOf(Link link) {
        if (link.number() > number + 1) {
            return Reason.REMOVED;
        }
        if (!link.isIntact() || link.number() > chain.number()) {
            return Reason.ALTERED;
        }
        if (link.number() <= number) {
            return Reason.REORDERED;
        }
        if (!Arrays.equals(link.previous(), hash)) {
            boolean stands = Arrays.equals(link.previous(), chain.anchorHash()) || isKept.test(link.previous());
            return stands ? Reason.REORDERED : Reason.REMOVED;
        }
        return null;
    }
}
