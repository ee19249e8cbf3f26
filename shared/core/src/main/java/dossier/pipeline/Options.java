package dossier.pipeline;

import java.time.Duration;

/**
 * How a request wants to be treated.
 *
 * @param strict whether what the registry does not know is an error
 * @param failFast whether a batch stops at its first failure
 * @param dryRun whether all is done but the writing
 * @param timeout for the whole request
 * @param priority 1 to 10, 10 first: order inside a batch and of waiting writers
 * @param waits whether to wait for a concurrent writer of the case
 */
public record Options(boolean strict, boolean failFast, boolean dryRun, Duration timeout, int priority, boolean waits) {
    public static final Options DEFAULT = new Options(true, false, false, Duration.ofSeconds(25), 5, false);

    /** At most this long. */
    public Options within(Duration most) {
        return timeout.compareTo(most) <= 0 ? this : new Options(strict, failFast, dryRun, most, priority, waits);
    }
}
