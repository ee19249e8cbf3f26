package dossier.ownership;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one rule says of one person, with what is needed to show why.
 *
 * @param share the share the rule measured, where it measures one of the person's own
 * @param reason one clause: what was found, and what the rule asks for
 * @param chains the chains that count for it, worked out on demand
 * @param axis where it measures shares
 */
record Ground(
        Prong prong,
        Verdict verdict,
        Optional<Interval> share,
        Optional<Axis> axis,
        String article,
        Supplier<String> reason,
        Supplier<Chains.Found> chains) {

    static Ground none(Pack.Rule rule) {
        return new Ground(
                rule.prong(),
                Verdict.NOT_OWNER,
                Optional.empty(),
                Optional.empty(),
                rule.article(),
                () -> "",
                () -> Chains.Found.NONE);
    }
}
