package dossier.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StagesTest {
    @Test
    void what_waits_for_nothing_comes_first_and_together() {
        assertThat(Stages.of(Map.of("kyc", Set.of(), "custody", Set.of())))
                .isEqualTo(new Stages.Outcome.Ordered(Map.of("kyc", 1, "custody", 1)));
    }

    @Test
    void each_stage_comes_after_the_longest_wait() {
        Map<String, Set<String>> after = new LinkedHashMap<>();
        after.put("ubo", Set.of("kyc", "trust-kyc"));
        after.put("trust-kyc", Set.of("kyc"));
        after.put("kyc", Set.of());

        assertThat(Stages.of(after)).isEqualTo(new Stages.Outcome.Ordered(Map.of("kyc", 1, "trust-kyc", 2, "ubo", 3)));
    }

    @Test
    void what_does_not_take_part_is_not_waited_for() {
        assertThat(Stages.of(Map.of("ubo", Set.of("kyc", "trust-kyc"))))
                .isEqualTo(new Stages.Outcome.Ordered(Map.of("ubo", 1)));
    }

    @Test
    void a_cycle_is_named_without_what_only_waits_for_it() {
        Map<String, Set<String>> after = new LinkedHashMap<>();
        after.put("report", Set.of("a"));
        after.put("a", Set.of("b"));
        after.put("b", Set.of("a"));

        assertThat(Stages.of(after)).isEqualTo(new Stages.Outcome.Cycle(List.of("a", "b")));
    }

    @Test
    void what_waits_for_itself_is_a_cycle() {
        assertThat(Stages.of(Map.of("a", Set.of("a")))).isEqualTo(new Stages.Outcome.Cycle(List.of("a")));
    }
}
