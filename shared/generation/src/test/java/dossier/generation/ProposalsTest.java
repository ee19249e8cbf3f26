package dossier.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProposalsTest {
    private static final Requests REQUESTS = Requests.shipped();

    /** @param result outcome, then a line a form or the key that is asked about */
    record Fixture(String world, String text, List<String> result) {
        @Override
        public String toString() {
            return text.length() > 80 ? text.substring(0, 80) : text;
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void a_request_comes_to_what_its_fixture_says(Fixture fixture) {
        Proposal proposal = REQUESTS.ask(fixture.world(), fixture.text());

        String[] outcome = fixture.result().getFirst().split(" ", 2);
        assertThat(proposal.outcome().wire()).as(told(proposal)).isEqualTo(outcome[0]);
        if (outcome.length > 1) {
            assertThat(proposal.clarifications())
                    .extracting(Proposal.Clarification::about)
                    .containsExactly(outcome[1]);
            return;
        }
        List<String> forms = fixture.result().subList(1, fixture.result().size());
        assertThat(proposal.forms().stream().map(Proposal.ProposedForm::verb).toList())
                .as(told(proposal))
                .isEqualTo(forms.stream().map(line -> line.split(" ", 2)[0]).toList());
        for (int i = 0; i < forms.size(); i++) {
            assertThat(slots(proposal.forms().get(i))).as(told(proposal)).containsAllEntriesOf(wanted(forms.get(i)));
        }
    }

    private static String told(Proposal proposal) {
        return String.join(
                        "\n",
                        proposal.forms().stream()
                                .map(Proposal.ProposedForm::text)
                                .toList())
                + proposal.clarifications()
                + proposal.answer().orElse("");
    }

    private static Map<String, String> slots(Proposal.ProposedForm form) {
        Map<String, String> slots = new LinkedHashMap<>();
        form.slots().forEach(slot -> slots.put(slot.key(), slot.value()));
        return slots;
    }

    /** "verb key=value with spaces key=value": a key is a word directly before "=". */
    private static Map<String, String> wanted(String line) {
        Map<String, String> slots = new LinkedHashMap<>();
        String[] parts = line.split("=", -1);
        String key = parts[0].substring(parts[0].lastIndexOf(' ') + 1);
        for (int i = 1; i < parts.length; i++) {
            int space = i + 1 < parts.length ? parts[i].lastIndexOf(' ') : parts[i].length();
            slots.put(key, parts[i].substring(0, space));
            key = parts[i].substring(Math.min(parts[i].length(), space + 1));
        }
        return slots;
    }

    static List<Fixture> fixtures() throws IOException {
        List<Fixture> fixtures = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(ProposalsTest.class.getResourceAsStream("/proposals/requests.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("#") || line.isBlank()) {
                    continue;
                }
                if (line.startsWith("  ")) {
                    fixtures.getLast().result().add(line.strip());
                } else if (line.startsWith("in ")) {
                    int colon = line.indexOf(": ");
                    fixtures.add(new Fixture(line.substring(3, colon), line.substring(colon + 2), new ArrayList<>()));
                } else {
                    fixtures.add(new Fixture("", line, new ArrayList<>()));
                }
            }
        }
        return fixtures;
    }

    @Test
    void the_same_request_gives_the_same_document() {
        String text = "Register Tamsin Vale, a British national, and start standard KYC on her.";

        assertThat(REQUESTS.ask("", text).document())
                .isEqualTo(Requests.shipped().ask("", text).document());
    }

    @Test
    void a_person_is_not_named_in_its_id() {
        Proposal proposal = REQUESTS.ask("", "Register Tamsin Vale, a British national.");

        assertThat(slots(proposal.forms().getFirst()).get("entity-id"))
                .startsWith("person-")
                .doesNotContainIgnoringCase("tamsin")
                .doesNotContainIgnoringCase("vale");
    }

    @Test
    void an_answer_completes_what_was_asked_about() {
        Proposal asked = REQUESTS.ask("northgate", "Create a task \"call the notary\" due 5 December 2026.");
        assertThat(asked.outcome()).isEqualTo(Proposal.Outcome.CLARIFY);

        Proposal answered = REQUESTS.ask("northgate", "manual", Optional.of(asked));

        assertThat(answered.outcome()).isEqualTo(Proposal.Outcome.PROPOSED);
        assertThat(slots(answered.forms().getFirst()))
                .containsEntry("type", "MANUAL")
                .containsEntry("title", "call the notary");
        assertThat(answered.conversationId()).isEqualTo(asked.conversationId());
    }

    @Test
    void a_pending_proposal_can_be_changed() {
        Proposal first = REQUESTS.ask("northgate", "Add a manual task \"call the notary\" due 5 December 2026.");

        Proposal changed = REQUESTS.ask("northgate", "make it 8 December 2026", Optional.of(first));

        assertThat(slots(changed.forms().getFirst()))
                .containsEntry("due", "2026-12-08")
                .containsEntry("title", "call the notary");
    }

    @Test
    void a_step_of_a_pending_proposal_can_be_dropped() {
        Proposal first =
                REQUESTS.ask("", "Register Nordlys Invest AS, a Norwegian company, and start standard KYC on it.");
        assertThat(first.forms()).hasSize(2);

        Proposal changed = REQUESTS.ask("", "drop step two", Optional.of(first));

        assertThat(changed.forms()).extracting(Proposal.ProposedForm::verb).containsExactly("entity.register");
    }
}
