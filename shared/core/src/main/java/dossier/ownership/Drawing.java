package dossier.ownership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Draws a structure as SVG: the entity asked about at the bottom, those above it in layers, persons on top of what they
 * hold. Chains that count for a verdict are marked, bands are dashed and written out, and what is not known is a node of
 * its own. The text of the picture says the same in words, for those who do not see it. Deterministic.
 */
public final class Drawing {
    private static final int LEAST_WIDTH = 760;
    private static final int LEGEND = 64;
    private static final int LONGEST_NAME = 24;
    private static final int LONGEST_LINE = 27;

    private static final String COUNTED = "#1d4ed8";
    private static final String PLAIN = "#6b7280";
    private static final String FAINT = "#9ca3af";
    private static final String INK = "#111827";
    private static final String SOFT_INK = "#4b5563";
    private static final String BAND = "7 4";
    private static final String NO_SHARE = "2 3";
    private static final String NOT_KNOWN = "3 4";

    private final Structure structure;
    private final Outcome.Answered answer;
    private final Layout layout;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> counted = new LinkedHashSet<>();
    private final Map<String, Verdict> verdicts = new HashMap<>();
    private final Map<String, Set<String>> ownerUnder = new TreeMap<>();
    private final Svg out = new Svg();

    private Drawing(Structure structure, Outcome.Answered answer) {
        this.structure = structure;
        this.answer = answer;
        this.layout = new Layout(structure);
        structure.nodes().forEach(node -> names.put(node.id(), node.name()));
        for (Determination one : answer.determinations()) {
            verdicts.merge(one.person(), one.verdict(), Verdict::or);
            if (one.verdict() != Verdict.NOT_OWNER) {
                counted.addAll(one.links());
                ownerUnder
                        .computeIfAbsent(one.person(), key -> new LinkedHashSet<>())
                        .add(one.regime() + (one.verdict() == Verdict.UNDETERMINED ? "?" : ""));
            }
        }
    }

    /** The picture of a structure with what was decided about it: a document of SVG 1.1. */
    public static String svg(Structure structure, Outcome.Answered answer) {
        return new Drawing(structure, answer).draw();
    }

    private String draw() {
        double width = Math.max(layout.width(), LEAST_WIDTH);
        double height = layout.height() + LEGEND;
        out.add("""
                <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" \
                viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s" font-family="system-ui, sans-serif" font-size="12">
                <title id="title">Who owns and controls %3$s</title>
                <desc id="desc">%4$s</desc>
                <defs>""", width, height, name(structure.entity()), description());
        arrow("arrow", PLAIN);
        arrow("counted", COUNTED);
        out.add("""
                </defs>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                """);
        links();
        layout.rests().forEach(this::unknown);
        layout.boxes().forEach(box -> box.node.ifPresent(node -> box(box, node)));
        legend(layout.height());
        return out.add("</svg>\n").toString();
    }

    private void arrow(String id, String colour) {
        out.add("""
                <marker id="%s" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" \
                orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="%s"/></marker>""", id, colour);
    }

    // ---- links

    /** Those that count are drawn last, over the others. */
    private void links() {
        Lines lines = new Lines(layout);
        for (boolean counts : new boolean[] {false, true}) {
            for (Layout.Tie tie : layout.ties()) {
                if (counted.contains(tie.edge().link()) == counts) {
                    link(tie.edge(), lines.line(tie), counts);
                }
            }
        }
    }

    private void link(Structure.Edge edge, Lines.Line line, boolean counts) {
        String colour = counts ? COUNTED : PLAIN;
        boolean band = edge.shares().values().stream().anyMatch(share -> !share.isExact());
        out.add(
                """
                <g class="link%s"><title>%s</title><path d="%s" fill="none" stroke="%s" stroke-width="%s"%s \
                marker-end="url(#%s)"/>""",
                counts ? " counted" : "",
                sentence(edge),
                line.path(),
                colour,
                counts ? 2.4 : 1.2,
                dashes(band ? BAND : edge.shares().isEmpty() ? NO_SHARE : ""),
                counts ? "counted" : "arrow");
        label(line.labelX(), line.labelY(), words(edge), colour);
        out.add("</g>\n");
    }

    private static Svg.Raw dashes(String pattern) {
        return new Svg.Raw(pattern.isEmpty() ? "" : " stroke-dasharray=\"" + pattern + '"');
    }

    private void label(double x, double y, String text, String colour) {
        double width = text.length() * 6.2 + 8;
        out.add("""
                <rect x="%s" y="%s" width="%s" height="15" rx="3" fill="#ffffff" fill-opacity="0.9"/>\
                <text x="%s" y="%s" text-anchor="middle" font-size="11" fill="%s">%s</text>""", x - width / 2, y - 11, width, x, y, colour, text);
    }

    private void unknown(Layout.Rest rest) {
        Layout.Box box = rest.unknown();
        double top = layout.top(box);
        out.add(
                """
                <path class="unknown" d="M%s %s L%s %s" fill="none" stroke="%s" stroke-width="1"%s \
                marker-end="url(#arrow)"/>
                <g class="unknown"><rect x="%s" y="%s" width="%s" height="%s" rx="4" fill="#f9fafb" stroke="%s"%s/>""",
                box.middle(),
                top + Layout.HEIGHT,
                rest.of().middle(),
                layout.top(rest.of()),
                FAINT,
                dashes(NOT_KNOWN),
                box.x(),
                top,
                Layout.WIDTH,
                Layout.HEIGHT,
                FAINT,
                dashes(NOT_KNOWN));
        String of = rest.of().node.map(Structure.Node::name).orElse("");
        first(box, "not known", SOFT_INK);
        second(box, shortened(percent(rest.share()) + " of " + of, LONGEST_LINE));
        out.add("</g>\n");
    }

    // ---- boxes

    private void box(Layout.Box box, Structure.Node node) {
        boolean strong = node.id().equals(structure.entity()) || verdict(node) == Verdict.OWNER;
        out.add(
                """
                <g class="%s"><title>%s (%s)</title><rect x="%s" y="%s" width="%s" height="%s" rx="%s" fill="%s" \
                stroke="%s" stroke-width="%s"%s/>""",
                node.person() ? "person" : "entity",
                node.name(),
                node.id(),
                box.x(),
                layout.top(box),
                Layout.WIDTH,
                Layout.HEIGHT,
                node.person() ? 22 : 4,
                fill(node),
                strong ? COUNTED : PLAIN,
                strong ? 2 : 1,
                dashes(node.declared() ? "" : "3 3"));
        first(box, shortened(node.name(), LONGEST_NAME), INK);
        second(box, shortened(about(node), LONGEST_LINE));
        out.add("</g>\n");
    }

    private Verdict verdict(Structure.Node node) {
        return verdicts.getOrDefault(node.id(), Verdict.NOT_OWNER);
    }

    private String fill(Structure.Node node) {
        if (node.person()) {
            return switch (verdict(node)) {
                case OWNER -> "#dbeafe";
                case UNDETERMINED -> "#fef9c3";
                case NOT_OWNER -> "#ffffff";
            };
        }
        return node.id().equals(structure.entity()) ? "#ede9fe" : "#f3f4f6";
    }

    /** What stands under the name: the regimes of an owner, or what kind of entity it is. */
    private String about(Structure.Node node) {
        Set<String> under = ownerUnder.getOrDefault(node.id(), Set.of());
        if (!under.isEmpty()) {
            return under.size() > 2 ? "owner under " + under.size() + " regimes" : "owner: " + String.join(", ", under);
        }
        if (!node.stops().isEmpty()) {
            return spoken(String.join(", ", node.stops()));
        }
        return node.declared() ? spoken(node.type()) : "never registered";
    }

    private void first(Layout.Box box, String text, String colour) {
        out.add("""
                <text x="%s" y="%s" text-anchor="middle" fill="%s" font-weight="600">%s</text>""", box.middle(), layout.top(box) + 19, colour, text);
    }

    private void second(Layout.Box box, String text) {
        out.add("""
                <text x="%s" y="%s" text-anchor="middle" fill="%s" font-size="11">%s</text>""", box.middle(), layout.top(box) + 36, SOFT_INK, text);
    }

    private record Sample(String colour, double width, String dashes, String meaning) {}

    private void legend(double y) {
        double x = Layout.MARGIN;
        for (Sample sample : List.of(
                new Sample(COUNTED, 2.4, "", "counts for a verdict"),
                new Sample(PLAIN, 1.2, "", "does not count"),
                new Sample(PLAIN, 1.2, BAND, "a band"),
                new Sample(PLAIN, 1.2, NO_SHARE, "no share stated"),
                new Sample(FAINT, 1, NOT_KNOWN, "not known"))) {
            out.add(
                    """
                    <path d="M%s %sh28" stroke="%s" stroke-width="%s"%s/>\
                    <text x="%s" y="%s" font-size="11" fill="%s">%s</text>
                    """,
                    x,
                    y + 30,
                    sample.colour(),
                    sample.width(),
                    dashes(sample.dashes()),
                    x + 34,
                    y + 34,
                    SOFT_INK,
                    sample.meaning());
            x += 52 + sample.meaning().length() * 6.2;
        }
        out.add(
                """
                <text x="%s" y="%s" font-size="11" fill="%s">facts of %s; %s</text>
                """,
                Layout.MARGIN,
                y + 54,
                SOFT_INK,
                answer.validAt(),
                String.join(", ", answer.rulePacks().keySet()));
    }

    // ---- words

    private String description() {
        StringBuilder words = new StringBuilder("Everybody above %s on %s: %d holders, %d links."
                .formatted(
                        name(structure.entity()),
                        answer.validAt(),
                        structure.nodes().size() - 1,
                        structure.edges().size()));
        for (Determination one : answer.determinations()) {
            if (one.verdict() != Verdict.NOT_OWNER) {
                words.append(' ').append(one.explanation()).append('.');
            }
        }
        structure
                .edges()
                .forEach(edge -> words.append(' ').append(sentence(edge)).append('.'));
        return words.toString();
    }

    private String sentence(Structure.Edge edge) {
        return name(edge.from()) + " to " + name(edge.to()) + ": " + spoken(edge.type())
                + (edge.shares().isEmpty() ? "" : " of " + words(edge)) + " (" + edge.link() + ")";
    }

    private static String words(Structure.Edge edge) {
        List<String> words = new ArrayList<>();
        Optional.ofNullable(edge.shares().get(Axis.SHARES)).ifPresent(share -> words.add(percent(share)));
        edge.shares().entrySet().stream()
                .filter(share -> share.getKey() != Axis.SHARES)
                .sorted(Map.Entry.comparingByKey())
                .forEach(share -> words.add(
                        percent(share.getValue()) + " " + spoken(share.getKey().name())));
        if (words.isEmpty()) {
            words.add(spoken(edge.control()
                    .filter(kind -> edge.type().equals("CONTROL"))
                    .filter(kind -> !kind.equals("OTHER"))
                    .orElse(edge.type())));
        }
        return String.join(", ", words);
    }

    private static String spoken(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String percent(Interval share) {
        if (share.low().equals(share.high())) {
            return share.low().percent() + " %";
        }
        return (share.lowOpen() ? ">" : "") + share.low().percent() + "\u2013" + (share.highOpen() ? "<" : "")
                + share.high().percent() + " %";
    }

    private String name(String id) {
        return names.getOrDefault(id, id.isEmpty() ? "somebody not named" : id);
    }

    private static String shortened(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "\u2026";
    }
}
