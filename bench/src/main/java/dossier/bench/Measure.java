package dossier.bench;

import dossier.json.Json;
import java.util.List;

/** One thing that is measured against a running service. */
interface Measure {
    /** How it is asked for. */
    String name();

    /** What it measures, in a line. */
    String says();

    Outcome run(Service service, Effort effort) throws Exception;

    /**
     * How long to try.
     *
     * @param seconds of the stress
     * @param versions of the long history
     * @param operations of the memory measurement
     */
    record Effort(int seconds, int versions, int operations) {}

    /**
     * What was seen.
     *
     * @param heads of the table's columns
     * @param rows of the table, a cell a column
     * @param floors that the figures are held to
     * @param figures the same for machines
     */
    record Outcome(List<String> heads, List<List<String>> rows, List<Floor> floors, Json figures) {}

    /** @param held whether the figure is on the right side of it */
    record Floor(String says, boolean held) {}
}
