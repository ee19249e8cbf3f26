package dossier.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dossier.execute.Batch.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final String STANDARD = "arn:aws:sqs:us-east-1:000000000000:dossier-execute";
    private static final String FIFO = STANDARD + ".fifo";

    @Property
    void in_a_standard_queue_exactly_the_failed_messages_go_back(
            @ForAll @Size(max = 10) List<@IntRange(min = 0, max = 3) Integer> groups, @ForAll Set<Integer> failing) {
        List<SQSMessage> messages = messages(STANDARD, groups);

        List<String> again = Batch.run(messages, verdicts(failing), () -> true);

        assertThat(again)
                .isEqualTo(IntStream.range(0, groups.size())
                        .filter(failing::contains)
                        .mapToObj(i -> "m" + i)
                        .toList());
    }

    @Property
    void in_an_ordered_queue_the_rest_of_a_failed_group_goes_back_untouched(
            @ForAll @Size(max = 10) List<@IntRange(min = 0, max = 3) Integer> groups,
            @ForAll @Size(max = 4) Set<@IntRange(min = 0, max = 9) Integer> failing) {
        List<SQSMessage> messages = messages(FIFO, groups);
        List<String> begun = new ArrayList<>();

        List<String> again = Batch.run(
                messages,
                message -> {
                    begun.add(message.getMessageId());
                    return verdicts(failing).run(message);
                },
                () -> true);

        for (int i = 0; i < groups.size(); i++) {
            int at = i;
            boolean earlierFailed =
                    IntStream.range(0, at).anyMatch(j -> groups.get(j).equals(groups.get(at)) && failing.contains(j));
            assertThat(again.contains("m" + i)).isEqualTo(earlierFailed || failing.contains(i));
            assertThat(begun.contains("m" + i)).isEqualTo(!earlierFailed);
        }
    }

    @Test
    void near_the_deadline_the_untouched_rest_is_handed_back() {
        List<SQSMessage> messages = messages(STANDARD, List.of(0, 0, 0, 0));
        List<String> begun = new ArrayList<>();

        List<String> again = Batch.run(
                messages,
                message -> {
                    begun.add(message.getMessageId());
                    return Verdict.SETTLED;
                },
                () -> begun.size() < 2);

        assertThat(begun).containsExactly("m0", "m1");
        assertThat(again).containsExactly("m2", "m3");
    }

    private static Batch.Work verdicts(Set<Integer> failing) {
        return message ->
                failing.contains(Integer.parseInt(message.getMessageId().substring(1)))
                        ? Verdict.AGAIN
                        : Verdict.SETTLED;
    }

    private static List<SQSMessage> messages(String arn, List<Integer> groups) {
        List<SQSMessage> messages = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            SQSMessage message = new SQSMessage();
            message.setMessageId("m" + i);
            message.setEventSourceArn(arn);
            message.setAttributes(Map.of("MessageGroupId", "g" + groups.get(i)));
            messages.add(message);
        }
        return messages;
    }
}
