package dossier.ownership;

import java.util.HashMap;
import java.util.Map;

/** How the links of a drawing run, and where their words stand. Confined to one thread and one picture. */
final class Lines {
    /** Between the middles of lines that join the same two boxes. */
    private static final double APART = 26;

    private final Layout layout;
    private final Map<Layout.Ends, Integer> parallel = new HashMap<>();
    /** How many words stand below each holder already. */
    private final Map<Layout.Box, Integer> labels = new HashMap<>();

    /** @param path of SVG */
    record Line(String path, double labelX, double labelY) {}

    Lines(Layout layout) {
        this.layout = layout;
    }

    Line line(Layout.Tie tie) {
        Layout.Box from = tie.from();
        Layout.Box to = tie.to();
        double shift = (parallel.merge(tie.ends(), 1, Integer::sum) - 1) * APART / 2;
        if (from == to) {
            return loop(from);
        }
        if (from.layer == to.layer) {
            return beside(from, to);
        }
        return from.layer < to.layer ? upward(from, to) : downward(from, to, shift);
    }

    private Line loop(Layout.Box box) {
        double top = layout.top(box);
        return new Line(
                curve(
                        box.right(),
                        top + 12,
                        box.right() + 40,
                        top - 10,
                        box.right() + 40,
                        top + Layout.HEIGHT + 10,
                        box.right(),
                        top + Layout.HEIGHT - 12),
                box.right() + 34,
                top + Layout.HEIGHT / 2.0);
    }

    /** Between two of a layer: one line each way, above and below the middle. */
    private Line beside(Layout.Box from, Layout.Box to) {
        boolean right = from.x() < to.x();
        double x1 = right ? from.right() : from.x();
        double x2 = right ? to.x() : to.right();
        double y = layout.top(to) + Layout.HEIGHT / 2.0 + (right ? -8 : 8);
        return new Line(curve(x1, y, x1, y, x2, y, x2, y), (x1 + x2) / 2, y + (right ? -7 : 9));
    }

    /** A holder that stands lower than what it holds: the line leaves and enters at the sides. */
    private Line upward(Layout.Box from, Layout.Box to) {
        boolean right = from.x() <= to.x();
        double x1 = right ? from.right() : from.x();
        double x2 = right ? to.right() : to.x();
        double y1 = layout.top(from) + Layout.HEIGHT / 2.0 - 8;
        double y2 = layout.top(to) + Layout.HEIGHT / 2.0;
        double bow = right ? 60 : -60;
        return new Line(
                curve(x1, y1, x1 + bow, y1, x2 + bow, y2, x2, y2),
                (x1 + x2) / 2 + bow * 0.75,
                (y1 + y2) / 2 + (right ? -7 : 9));
    }

    /** The words stand nearer to the holder, where fewer lines meet. */
    private Line downward(Layout.Box from, Layout.Box to, double shift) {
        double x1 = from.middle() + shift;
        double y1 = layout.top(from) + Layout.HEIGHT;
        double x2 = to.middle() + shift;
        double y2 = layout.top(to);
        double bend = (y2 - y1) * 0.45;
        int before = labels.merge(from, 1, Integer::sum) - 1;
        return new Line(
                curve(x1, y1, x1, y1 + bend, x2, y2 - bend, x2, y2),
                x1 + (x2 - x1) * (0.22 + 0.1 * Math.min(before, 5)),
                y1 + 24 + Math.min(before, 3) * 15);
    }

    private static String curve(double... at) {
        return new Svg()
                .add("M%s %s C%s %s %s %s %s %s", at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7])
                .toString();
    }
}
