package dossier.pipeline;

import dossier.json.Json;
import dossier.ownership.Axis;
import dossier.ownership.Determination;
import dossier.ownership.Fraction;
import dossier.ownership.Interval;
import dossier.ownership.Outcome;
import dossier.ownership.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares owners that somebody states with what the links say. A stated percentage agrees with every share that
 * rounds to it at the places it was written with, and with every band that it lies in.
 */
record Differences(Determinations.Question question, Outcome.Answered outcome) {
    private static final Map<String, Axis> PRONGS = Map.of("ownership", Axis.SHARES, "voting", Axis.VOTES);

    List<Json.Object> all() {
        List<Json.Object> found = new ArrayList<>();
        Set<String> named = new LinkedHashSet<>();
        for (Json one : question.stated()) {
            one.at("entity").flatMap(Json::asText).ifPresent(person -> {
                named.add(person);
                stated(person, one, found);
            });
        }
        unnamed(named, found);
        return found;
    }

    private void stated(String person, Json one, List<Json.Object> found) {
        Optional<BigDecimal> effective = one.at("effective-percent").flatMap(Json::asNumber);
        effective.ifPresent(percent -> compare(person, Axis.SHARES, percent, found));
        PRONGS.forEach((prong, axis) -> one.at("prongs", prong)
                .flatMap(Json::asNumber)
                .filter(percent -> axis != Axis.SHARES || effective.isEmpty())
                .ifPresent(percent -> compare(person, axis, percent, found)));
        boolean linked =
                outcome.determinations().stream().anyMatch(d -> d.person().equals(person));
        if (!linked && effective.isEmpty()) {
            found.add(difference(person, "No link in force leads from " + person + " to " + question.entity()));
        }
    }

    private void compare(String person, Axis axis, BigDecimal percent, List<Json.Object> found) {
        Interval share = share(person, axis);
        if (!agrees(share, percent)) {
            found.add(difference(
                    person,
                    percent.stripTrailingZeros().toPlainString() + " % of the "
                            + axis.name().toLowerCase(java.util.Locale.ROOT) + " is stated for " + person
                            + "; the links say " + share.percent() + " %"));
        }
    }

    private Interval share(String person, Axis axis) {
        return outcome.shares().stream()
                .filter(one -> one.holder().equals(person) && one.axis() == axis)
                .map(Outcome.Share::share)
                .findFirst()
                .orElse(Interval.NONE);
    }

    private static boolean agrees(Interval share, BigDecimal percent) {
        Fraction half = Fraction.ofPercent(BigDecimal.ONE.movePointLeft(Math.max(0, percent.scale())))
                .times(Fraction.HALF);
        Fraction stated = Fraction.ofPercent(percent);
        return stated.plus(half).compareTo(share.low()) >= 0
                && stated.minus(half).compareTo(share.high()) <= 0;
    }

    /** Owners that the links show at the threshold, and that nobody named. */
    private void unnamed(Set<String> named, List<Json.Object> found) {
        Fraction threshold = Fraction.ofPercent(question.threshold().orElse(BigDecimal.ZERO));
        for (Outcome.Share share : outcome.shares()) {
            boolean enough = share.axis() == Axis.SHARES
                    && question.threshold().isPresent()
                    && share.share().low().compareTo(threshold) >= 0;
            if (enough && named.add(share.holder())) {
                found.add(difference(
                        share.holder(),
                        share.holder() + " has " + share.share().percent() + " % by the links and is not stated"));
            }
        }
        for (Determination one : outcome.determinations()) {
            if (one.verdict() == Verdict.OWNER && !question.regimes().isEmpty() && named.add(one.person())) {
                found.add(difference(
                        one.person(), one.person() + " is an owner under " + one.rule() + " and is not stated"));
            }
        }
    }

    private static Json.Object difference(String person, String message) {
        return Json.object().put("entity", person).put("message", message).build();
    }
}
