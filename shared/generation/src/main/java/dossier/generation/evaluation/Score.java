package dossier.generation.evaluation;

import dossier.generation.Proposal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How one proposal compares with what was expected.
 *
 * @param counted whether the registry has all verbs expected
 * @param topThree verbs expected that were proposed, or among the alternatives, out of {@code verbs}
 * @param said slots proposed among those expected
 * @param unexpected slots proposed from the request's words that nobody expected
 * @param about whether the first question is about what it should be; true where that is not scored
 */
record Score(
        Expectation wanted,
        Proposal proposal,
        boolean counted,
        boolean outcome,
        boolean sequence,
        int verbs,
        int topThree,
        int right,
        int said,
        int unexpected,
        int expected,
        boolean about,
        List<String> wrong,
        List<String> unasked) {

    static Score of(Expectation wanted, Proposal proposal, boolean counted) {
        return wanted.answers().stream()
                .map(answer -> against(wanted, answer, proposal, counted))
                .max(java.util.Comparator.comparingInt((Score s) -> s.sequence ? 1 : 0)
                        .thenComparingDouble(s -> s.expected == 0 ? 1 : (double) s.right / s.expected))
                .orElseThrow();
    }

    private static Score against(
            Expectation wanted, List<Expectation.Wanted> answer, Proposal proposal, boolean counted) {
        String outcome = proposal.outcome().wire();
        List<Proposal.ProposedForm> forms =
                outcome.equals("proposed") || outcome.equals("clarify") ? proposal.forms() : List.of();
        List<String> proposed = outcome.equals("proposed")
                ? forms.stream().map(Proposal.ProposedForm::verb).toList()
                : List.of();
        List<String> verbs = answer.stream().map(Expectation.Wanted::verb).toList();
        int topThree = 0;
        for (int i = 0; i < answer.size(); i++) {
            topThree += among(answer.get(i).verb(), forms) ? 1 : 0;
        }
        Slots slots = new Slots(answer, wanted.outcome().equals("proposed") ? forms : List.of());
        boolean about = wanted.about().isEmpty()
                || proposal.clarifications().stream()
                        .limit(1)
                        .anyMatch(c -> c.about().equals(wanted.about().get()));
        return new Score(
                wanted,
                proposal,
                counted,
                outcome.equals(wanted.outcome()),
                proposed.equals(verbs),
                verbs.size(),
                topThree,
                slots.right,
                slots.said,
                slots.unexpected,
                slots.expected,
                about,
                slots.wrong,
                slots.unasked);
    }

    private static boolean among(String verb, List<Proposal.ProposedForm> forms) {
        return forms.stream()
                .anyMatch(f -> f.verb().equals(verb)
                        || f.alternatives().stream()
                                .limit(2)
                                .anyMatch(a -> a.verb().equals(verb)));
    }

    /** Counts of slots: those that are right, those said at all among the scored, those nobody expected. */
    private static final class Slots {
        private int right;
        private int said;
        private int unexpected;
        private int expected;
        private final List<String> wrong = new ArrayList<>();
        private final List<String> unasked = new ArrayList<>();
        private final Map<String, String> introduced = new HashMap<>();

        Slots(List<Expectation.Wanted> answer, List<Proposal.ProposedForm> forms) {
            List<Optional<Proposal.ProposedForm>> paired = pair(answer, forms);
            for (int i = 0; i < paired.size(); i++) {
                String place = "$" + i;
                paired.get(i).flatMap(Slots::newId).ifPresent(id -> introduced.put(place, id));
            }
            for (int i = 0; i < answer.size(); i++) {
                compare(answer.get(i), paired.get(i));
            }
            List<Proposal.ProposedForm> more = new ArrayList<>(forms);
            paired.forEach(form -> form.ifPresent(more::remove));
            more.forEach(form -> form.slots().forEach(slot -> unexpected(form.verb(), slot)));
        }

        /** A value that the request's words gave, in a place where nobody expected one. */
        private void unexpected(String verb, Proposal.Slot slot) {
            boolean counts =
                    (slot.provenance() == Proposal.Provenance.SAID || slot.provenance() == Proposal.Provenance.RESOLVED)
                            && slot.span().isPresent();
            if (counts) {
                unexpected++;
                unasked.add(verb + " " + slot.key() + " is " + slot.value() + ", unexpected");
            }
        }

        /** Each wanted form with the next proposed one of its verb. */
        private static List<Optional<Proposal.ProposedForm>> pair(
                List<Expectation.Wanted> answer, List<Proposal.ProposedForm> forms) {
            List<Proposal.ProposedForm> left = new ArrayList<>(forms);
            List<Optional<Proposal.ProposedForm>> out = new ArrayList<>();
            for (Expectation.Wanted wanted : answer) {
                Optional<Proposal.ProposedForm> found = left.stream()
                        .filter(f -> f.verb().equals(wanted.verb()))
                        .findFirst();
                found.ifPresent(left::remove);
                out.add(found);
            }
            return out;
        }

        /** Generated, or the first slot where the form introduces an id that was said. */
        private static Optional<String> newId(Proposal.ProposedForm form) {
            return form.slots().stream()
                    .filter(s -> s.provenance() == Proposal.Provenance.GENERATED)
                    .map(Proposal.Slot::value)
                    .findFirst()
                    .or(() -> form.slots().stream()
                            .filter(s -> s.key().endsWith("-id"))
                            .map(Proposal.Slot::value)
                            .findFirst());
        }

        private void compare(Expectation.Wanted wanted, Optional<Proposal.ProposedForm> form) {
            Map<String, String> got = new HashMap<>();
            form.ifPresent(f -> f.slots().forEach(s -> got.put(s.key(), s.value())));
            form.ifPresent(f -> f.slots().stream()
                    .filter(s -> !wanted.slots().containsKey(s.key()))
                    .forEach(s -> unexpected(f.verb(), s)));
            wanted.slots().forEach((key, value) -> {
                expected++;
                String should = introduced.getOrDefault(value, value);
                if (got.containsKey(key)) {
                    said++;
                    if (same(should, got.get(key))) {
                        right++;
                    } else {
                        wrong.add(wanted.verb() + " " + key + " is " + got.get(key) + ", not " + should);
                    }
                } else {
                    wrong.add(wanted.verb() + " " + key + " is missing: " + should);
                }
            });
        }

        private static boolean same(String should, String is) {
            if (should.equals(is)) {
                return true;
            }
            return should.startsWith("[") && is.startsWith("[") && items(should).equals(items(is));
        }

        private static Set<String> items(String list) {
            return new TreeSet<>(
                    Arrays.asList(list.substring(1, list.length() - 1).split(" ", -1)));
        }
    }
}
