package dossier.generation.evaluation;

import dossier.generation.EmbeddedGenerator;
import dossier.generation.Instruction;
import dossier.generation.KnownReads;
import dossier.generation.Proposal;
import dossier.generation.Understanding;
import dossier.generation.Validation;
import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.registry.Phrases;
import dossier.registry.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Scores generation on a set: one JSON object a line, with worlds as documents beside it. */
public final class Evaluation {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final Caller CALLER = new Caller("evaluation", "evaluation", Set.of("admin"), "command");

    private final Registry registry;
    private final Phrases phrases;
    private final Understanding understanding;
    private final LongSupplier nanos;

    /** @param nanos a clock that only runs forward */
    public Evaluation(Registry registry, Phrases phrases, Understanding understanding, LongSupplier nanos) {
        this.understanding = understanding;
        this.registry = registry;
        this.phrases = phrases;
        this.nanos = nanos;
    }

    /**
     * Scores a set.
     *
     * @throws IOException if the set or one of its worlds cannot be read
     */
    public Report run(Path set) throws IOException {
        List<Score> scores = new ArrayList<>();
        Map<String, EmbeddedGenerator> generators = new HashMap<>();
        for (String line : Files.readAllLines(set, StandardCharsets.UTF_8)) {
            Optional<Expectation> read = line.isBlank() ? Optional.empty() : Expectation.read(line);
            if (read.isPresent()) {
                Expectation wanted = read.get();
                String world = wanted.world().orElse("");
                EmbeddedGenerator generator = generators.get(world);
                if (generator == null) {
                    generator = generator(set, world);
                    generators.put(world, generator);
                }
                scores.add(score(generator, wanted, world));
            }
        }
        return new Report(scores);
    }

    private EmbeddedGenerator generator(Path set, String path) throws IOException {
        World world = path.isEmpty()
                ? World.empty(registry)
                : new World(registry, Files.readString(set.resolveSibling(path)), caseOf(path));
        return new EmbeddedGenerator(
                registry, phrases, understanding, world, new KnownReads(world), Validation.NONE, nanos);
    }

    private static String caseOf(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }

    private Score score(EmbeddedGenerator generator, Expectation wanted, String world) {
        LocalDate day =
                wanted.now().map(now -> LocalDate.parse(now.substring(0, 10))).orElse(DAY);
        Proposal proposal = generator.propose(new Instruction(
                wanted.text(),
                CALLER,
                world.isEmpty() ? Optional.empty() : Optional.of(caseOf(world)),
                Optional.empty(),
                Optional.empty(),
                OffsetDateTime.of(day.atTime(9, 0), ZoneOffset.UTC),
                "eval-" + wanted.id()));
        boolean counted = wanted.answers().stream()
                .anyMatch(forms -> forms.stream()
                        .allMatch(form -> registry.verb(form.verb()).isPresent()));
        return Score.of(wanted, proposal, counted);
    }

    /** The scores of a set. */
    public static final class Report {
        private final List<Score> scores;

        Report(List<Score> scores) {
            this.scores = List.copyOf(scores);
        }

        /**
         * A table by kind and by style; the second half over the requests whose verbs the registry has. P and F1 count a
         * value that the request's words gave where none was expected as wrong, {@code listed} is F1 over the keys that
         * the set lists, {@code about} how often the first question is about the right key.
         */
        public String table() {
            StringBuilder out = new StringBuilder();
            rows("all requests", scores, out);
            rows(
                    "requests whose verbs are all there",
                    scores.stream().filter(Score::counted).toList(),
                    out);
            bins(out);
            return out.toString();
        }

        private static void rows(String title, List<Score> all, StringBuilder out) {
            out.append(String.format(
                    Locale.ROOT,
                    "%-36s %5s %8s %8s %8s %6s %6s %6s %6s %6s %6s %6s%n",
                    title,
                    "n",
                    "outcome",
                    "sequence",
                    "top 3",
                    "P",
                    "R",
                    "F1",
                    "listed",
                    "about",
                    "valid",
                    "ms"));
            row("  all", all, s -> true, out);
            for (String kind : List.of("single", "compound", "clarify", "read", "out-of-scope", "injection")) {
                row("  " + kind, all, s -> s.wanted().kind().equals(kind), out);
            }
            all.stream()
                    .map(s -> s.wanted().style())
                    .distinct()
                    .sorted()
                    .forEach(style ->
                            row("  " + style, all, s -> s.wanted().style().equals(style), out));
        }

        private static void row(String name, List<Score> all, Predicate<Score> which, StringBuilder out) {
            Line line = new Line(all.stream().filter(which).toList());
            out.append(String.format(
                    Locale.ROOT,
                    "%-36s %5d %8s %8s %8s %6s %6s %6s %6s %6s %6s %6.1f%n",
                    name,
                    line.count,
                    share(line.outcome),
                    share(line.sequence),
                    share(line.topThree),
                    share(line.precision),
                    share(line.recall),
                    share(line.f1),
                    share(line.listed),
                    share(line.about),
                    share(line.valid),
                    line.millis));
        }

        private static String share(double value) {
            return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", 100 * value);
        }

        /** How often requests answered with some confidence in their least certain form are right. */
        private void bins(StringBuilder out) {
            out.append("confidence of the least certain form, and how often the sequence is right\n");
            List<Score> counted = scores.stream()
                    .filter(s -> s.counted() && s.proposal().outcome() == Proposal.Outcome.PROPOSED)
                    .toList();
            double error = 0;
            for (int bin = 0; bin < 10; bin++) {
                int tenth = bin;
                List<Score> in = counted.stream()
                        .filter(s -> Math.min(9, (int) (10 * confidence(s))) == tenth)
                        .toList();
                if (!in.isEmpty()) {
                    double right = (double) in.stream().filter(Score::sequence).count() / in.size();
                    double mean = in.stream()
                            .mapToDouble(Report::confidence)
                            .average()
                            .orElse(0);
                    error += Math.abs(right - mean) * in.size() / counted.size();
                    out.append(String.format(
                            Locale.ROOT,
                            "  %.1f-%.1f %4d  said %5s  right %5s%n",
                            bin / 10.0,
                            (bin + 1) / 10.0,
                            in.size(),
                            share(mean),
                            share(right)));
                }
            }
            out.append(String.format(Locale.ROOT, "  expected calibration error %s%n", share(error)));
        }

        private static double confidence(Score score) {
            return score.proposal().forms().stream()
                    .mapToDouble(Proposal.ProposedForm::confidence)
                    .min()
                    .orElse(0);
        }

        /** Every request that is not fully right, with what was made of it. */
        public String misses() {
            StringBuilder out = new StringBuilder();
            for (Score s : scores) {
                boolean proposed = s.wanted().outcome().equals("proposed");
                if (!s.counted()
                        || (s.outcome() && (!proposed || (s.sequence() && s.right() == s.expected())) && s.about())) {
                    continue;
                }
                out.append(s.wanted().id())
                        .append(" [")
                        .append(s.wanted().kind())
                        .append("] ")
                        .append(s.wanted().text())
                        .append('\n');
                out.append("   ")
                        .append(s.proposal().outcome().wire())
                        .append(", expected ")
                        .append(s.wanted().outcome());
                s.wanted().about().ifPresent(about -> out.append(" about ").append(about));
                out.append('\n');
                s.proposal()
                        .forms()
                        .forEach(f -> out.append("     ").append(f.text()).append('\n'));
                s.proposal()
                        .clarifications()
                        .forEach(c -> out.append("     ? ")
                                .append(c.about())
                                .append(": ")
                                .append(c.question())
                                .append('\n'));
                s.proposal()
                        .answer()
                        .ifPresent(a -> out.append("     ! ").append(a).append('\n'));
                s.wrong().forEach(w -> out.append("     x ").append(w).append('\n'));
                s.unasked().forEach(w -> out.append("     + ").append(w).append('\n'));
                if (proposed && !s.sequence()) {
                    out.append("     verbs ")
                            .append(s.wanted().answers().getFirst().stream()
                                    .map(Expectation.Wanted::verb)
                                    .toList())
                            .append('\n');
                }
            }
            return out.toString();
        }

        /** The figures as JSON: {@code all} and {@code present}, each by kind. */
        public Json.Object json() {
            return Json.object()
                    .put("all", figures(scores))
                    .put(
                            "present",
                            figures(scores.stream().filter(Score::counted).toList()))
                    .build();
        }

        private static Json.Object figures(List<Score> all) {
            Json.Builder out = Json.object().put("all", new Line(all).json());
            all.stream()
                    .map(s -> s.wanted().kind())
                    .distinct()
                    .forEach(kind -> out.put(
                            kind,
                            new Line(all.stream()
                                            .filter(s -> s.wanted().kind().equals(kind))
                                            .toList())
                                    .json()));
            return out.build();
        }
    }

    /** Figures over some requests, as shares; NaN where nothing counts. */
    private static final class Line {
        private final int count;
        private final double outcome;
        private final double sequence;
        private final double topThree;
        private final double precision;
        private final double recall;
        private final double f1;
        private final double listed;
        private final double about;
        private final double valid;
        private final double millis;

        Line(List<Score> scores) {
            List<Score> proposed = scores.stream()
                    .filter(s -> s.wanted().outcome().equals("proposed"))
                    .toList();
            count = scores.size();
            outcome = share(scores.stream().filter(Score::outcome).count(), count);
            sequence = share(proposed.stream().filter(Score::sequence).count(), proposed.size());
            topThree = share(sum(proposed, Score::topThree), sum(proposed, Score::verbs));
            precision =
                    share(sum(proposed, Score::right), sum(proposed, Score::said) + sum(proposed, Score::unexpected));
            recall = share(sum(proposed, Score::right), sum(proposed, Score::expected));
            f1 = 2 * precision * recall / (precision + recall);
            listed = share(
                    2L * sum(proposed, Score::right), sum(proposed, Score::said) + sum(proposed, Score::expected));
            List<Score> asked =
                    scores.stream().filter(s -> s.wanted().about().isPresent()).toList();
            about = share(asked.stream().filter(Score::about).count(), asked.size());
            List<Score> shown = scores.stream()
                    .filter(s -> s.proposal().outcome() == Proposal.Outcome.PROPOSED)
                    .toList();
            valid = share(
                    shown.stream()
                            .filter(s -> s.proposal().diagnostics().stream().noneMatch(d -> d.isError()))
                            .count(),
                    shown.size());
            millis = scores.stream()
                            .mapToLong(s -> s.proposal().elapsed().toNanos())
                            .average()
                            .orElse(0)
                    / 1e6;
        }

        private static int sum(List<Score> scores, java.util.function.ToIntFunction<Score> of) {
            return scores.stream().mapToInt(of).sum();
        }

        private static double share(long part, long whole) {
            return whole == 0 ? Double.NaN : (double) part / whole;
        }

        Json.Object json() {
            Json.Builder out = Json.object().put("count", count);
            put(out, "outcome", outcome);
            put(out, "sequence", sequence);
            put(out, "topThree", topThree);
            put(out, "precision", precision);
            put(out, "recall", recall);
            put(out, "f1", f1);
            put(out, "listedF1", listed);
            put(out, "about", about);
            put(out, "valid", valid);
            return out.build();
        }

        private static void put(Json.Builder out, String name, double value) {
            if (!Double.isNaN(value)) {
                out.put(name, java.math.BigDecimal.valueOf(value).setScale(4, java.math.RoundingMode.HALF_UP));
            }
        }
    }
}
