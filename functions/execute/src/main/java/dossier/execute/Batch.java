package dossier.execute;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Which messages of a batch go back to the queue: those that may succeed later, whatever is untouched when time runs
 * short, and in an ordered queue whatever comes after one of these in its group. Pure.
 */
final class Batch {
    /** What became of one message. */
    enum Verdict {
        /** Done, or never to be done and recorded as such: either way the queue may forget it. */
        SETTLED,
        /** Not now; the queue delivers it again. */
        AGAIN
    }

    /** Deals with one message; never throws for what a message says. */
    @FunctionalInterface
    interface Work {
        Verdict run(SQSMessage message);
    }

    private Batch() {}

    /**
     * @param enoughTime whether another message can be begun
     * @return ids of the messages to deliver again, in the batch's order
     */
    static List<String> run(List<SQSMessage> messages, Work work, BooleanSupplier enoughTime) {
        List<String> again = new ArrayList<>();
        Set<String> stopped = new HashSet<>();
        for (SQSMessage message : messages) {
            Optional<String> group = orderedGroup(message);
            boolean held = group.filter(stopped::contains).isPresent();
            if (held || !enoughTime.getAsBoolean() || work.run(message) == Verdict.AGAIN) {
                again.add(message.getMessageId());
                group.ifPresent(stopped::add);
            }
        }
        return again;
    }

    /** Standard queues may carry a group too, for fairness between tenants; only FIFO queues order by it. */
    private static Optional<String> orderedGroup(SQSMessage message) {
        return message.getEventSourceArn().endsWith(".fifo")
                ? Optional.ofNullable(message.getAttributes().get("MessageGroupId"))
                : Optional.empty();
    }
}
