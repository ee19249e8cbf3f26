package dossier.bench;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures the parser and prints a table. */
final class ParserBench {
    /** The best figure published for the older implementation of this language. */
    private static final double FLOOR = 33;

    private static final double AIM = 150;
    private static final int MEGABYTE = 1 << 20;

    private ParserBench() {}

    /**
     * @param file takes the figures as JSON
     * @return whether reading a megabyte is as fast as the floor asks
     */
    static boolean run(Optional<String> file) throws RunnerException {
        var options = new OptionsBuilder().include(ParserBenchmark.class.getName());
        file.ifPresent(name -> options.resultFormat(ResultFormatType.JSON).result(name));
        List<Row> rows = rows(new Runner(options.build()).run());
        System.out.printf("%n%-12s %10s %14s %10s%n", "reader", "bytes", "us", "MB/s");
        for (Row row : rows) {
            System.out.printf("%-12s %,10d %14.2f %10.1f%n", row.reader, row.bytes, row.nanos / 1_000, row.rate());
        }
        double slowest = rows.stream()
                .filter(row -> row.asked == MEGABYTE && row.reader.startsWith("dossier"))
                .mapToDouble(Row::rate)
                .min()
                .orElse(0);
        System.out.printf(
                "%nOne megabyte at %.1f MB/s or more; floor %.0f %s, aim %.0f %s.%n",
                slowest, FLOOR, verdict(slowest, FLOOR), AIM, verdict(slowest, AIM));
        return slowest >= FLOOR;
    }

    private static String verdict(double rate, double bound) {
        return rate < bound ? "missed" : "held";
    }

    private static List<Row> rows(Collection<RunResult> results) {
        return results.stream()
                .map(ParserBench::row)
                .sorted(Comparator.comparingInt(Row::asked).thenComparing(Row::reader))
                .toList();
    }

    private static Row row(RunResult result) {
        String reader = result.getPrimaryResult().getLabel();
        int asked = Integer.parseInt(result.getParams().getParam("bytes"));
        int bytes = ParserBenchmark.text(asked, reader.equals("dossierFull")).length;
        return new Row(reader, asked, bytes, result.getPrimaryResult().getScore());
    }

    private record Row(String reader, int asked, int bytes, double nanos) {
        /** Bytes in a microsecond are megabytes in a second. */
        double rate() {
            return bytes / nanos * 1_000;
        }
    }
}
