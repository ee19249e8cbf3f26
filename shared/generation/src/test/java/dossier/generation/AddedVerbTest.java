package dossier.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.compiler.Compiled;
import dossier.compiler.Compiler;
import dossier.registry.RegistryLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A verb that is added as data alone is proposed for sentences that are none of its phrases. */
class AddedVerbTest {
    private static Requests requests;

    @BeforeAll
    static void compile_the_shipped_registry_with_one_more_verb() throws Exception {
        Compiled compiled = Compiler.compile(
                List.of(Path.of("../vocabulary/src/main/registry"), Path.of("src/test/resources/registry")));
        requests = new Requests(
                RegistryLoader.load(compiled.structureJson()), RegistryLoader.phrases(compiled.phrasesJson()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please arrange a visit to the premises of Corvane Fund Services on 3 December 2026.",
                "Could you plan an inspection of Corvane's offices for 3 December 2026?",
                "We want to go and see the Corvane premises on 3 December 2026, plan a visit.",
                "visit corvane 2026-12-03",
                "An on-site inspection at Corvane Fund Services is to be scheduled for 3 December 2026."
            })
    void a_sentence_that_is_no_phrase_proposes_the_verb(String text) {
        Proposal proposal = requests.ask("northgate", text);

        assertThat(proposal.forms()).extracting(Proposal.ProposedForm::verb).containsExactly("visit.plan");
        assertThat(proposal.outcome()).isEqualTo(Proposal.Outcome.PROPOSED);
        assertThat(proposal.document().orElseThrow()).contains("admin-corvane", "2026-12-03");
        assertThat(proposal.explanation().getFirst()).startsWith("Plans a visit to ");
    }

    @Test
    void what_the_verb_needs_is_asked_for() {
        Proposal proposal = requests.ask("northgate", "Plan a site visit to Corvane Fund Services.");

        assertThat(proposal.outcome()).isEqualTo(Proposal.Outcome.CLARIFY);
        assertThat(proposal.clarifications().getFirst().about()).isEqualTo("day");
    }
}
