package dossier.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dossier.compiler.Compiled;
import dossier.compiler.Compiler;
import dossier.generation.EmbeddedGenerator;
import dossier.generation.Instruction;
import dossier.generation.KnownReads;
import dossier.generation.Proposal;
import dossier.generation.Semantics;
import dossier.generation.Understanding;
import dossier.generation.Validation;
import dossier.generation.evaluation.World;
import dossier.pipeline.Caller;
import dossier.registry.Phrases;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceVectorsTest {
    private static final Registry REGISTRY = RegistryLoader.shipped();
    private static final Phrases PHRASES = RegistryLoader.shippedPhrases();

    private static SentenceVectors load(Registry registry, Phrases phrases) {
        return ((SentenceVectors.Outcome.Loaded) SentenceVectors.load(SentenceVectors.folder(), registry, phrases))
                .vectors();
    }

    @Test
    void every_phrase_of_the_shipped_registry_was_made_into_a_vector_by_the_build() throws IOException {
        assertThat(load(REGISTRY, PHRASES).added()).isZero();
        assertThat(Vectors.read(SentenceVectors.folder().resolve(Vectors.FILE)).registry())
                .isEqualTo(REGISTRY.version());
    }

    @Test
    void a_vector_in_bytes_points_where_it_did() throws Exception {
        Path folder = SentenceVectors.folder();
        float[] vector =
                Encoder.open(folder, folder.resolve(Encoder.NATIVE)).vector("the client wants to close the account");

        assertThat(Vectors.Packed.of(vector).cosine(vector)).isCloseTo(1, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({
        "we are done with this client and would like to shut the file, case.close",
        "check whether she turns up on any blacklist, compliance.screen"
    })
    void a_paraphrase_is_among_the_nearest(String text, String verb) {
        Map<String, Semantics.Nearness> near = load(REGISTRY, PHRASES).to(text);

        List<String> best = near.entrySet().stream()
                .sorted((a, b) ->
                        Double.compare(b.getValue().phrase(), a.getValue().phrase()))
                .limit(10)
                .map(Map.Entry::getKey)
                .toList();
        assertThat(best).contains(verb);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please arrange a visit to the premises of Corvane Fund Services on 3 December 2026.",
                "Could you plan an inspection of Corvane's offices for 3 December 2026?",
                "We want to go and see the Corvane premises on 3 December 2026, plan a visit.",
                "visit corvane 2026-12-03"
            })
    void a_verb_that_the_build_did_not_know_gets_its_vectors_when_it_is_loaded(String text) throws Exception {
        Compiled compiled = Compiler.compile(List.of(
                Path.of("../vocabulary/src/main/registry"), Path.of("../generation/src/test/resources/registry")));
        Registry registry = RegistryLoader.load(compiled.structureJson());
        Phrases phrases = RegistryLoader.phrases(compiled.phrasesJson());
        SentenceVectors vectors = load(registry, phrases);
        assertThat(vectors.added()).isBetween(1, 40);

        Proposal proposal = ask(registry, phrases, Understanding.by(vectors), text);

        assertThat(proposal.forms()).extracting(Proposal.ProposedForm::verb).containsExactly("visit.plan");
        assertThat(proposal.model()).isEqualTo(vectors.model());
    }

    private static Proposal ask(Registry registry, Phrases phrases, Understanding understanding, String text)
            throws IOException {
        World world = new World(
                registry, Files.readString(Path.of("../../conformance/eval/worlds/northgate.dossier")), "northgate");
        return new EmbeddedGenerator(
                        registry,
                        phrases,
                        understanding,
                        world,
                        new KnownReads(world),
                        Validation.NONE,
                        System::nanoTime)
                .propose(new Instruction(
                        text,
                        new Caller("ann", "acme", Set.of("analyst"), "person"),
                        Optional.of("northgate"),
                        Optional.empty(),
                        Optional.empty(),
                        OffsetDateTime.parse("2026-11-24T09:00:00Z"),
                        "r-1"));
    }

    // ---- what is not there

    @Test
    void without_a_model_the_reason_is_told(@TempDir Path empty) {
        assertThat(SentenceVectors.load(empty, REGISTRY, PHRASES))
                .isEqualTo(new SentenceVectors.Outcome.Unavailable("there is no model"));
    }

    @Test
    void a_model_that_is_none_is_told(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve(Encoder.MODEL), "no model");
        Files.copy(SentenceVectors.folder().resolve(Encoder.WORDS), folder.resolve(Encoder.WORDS));
        load(REGISTRY, PHRASES);

        assertThat(SentenceVectors.load(folder, REGISTRY, PHRASES))
                .isEqualTo(new SentenceVectors.Outcome.Unavailable("the model cannot be read"));
    }

    /** In a process of its own: the runtime's native code is looked for once in the life of one. */
    @Test
    void without_native_code_words_alone_answer_and_say_so(@TempDir Path nothing) throws Exception {
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("onnxruntime"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Donnxruntime.native.path=" + nothing,
                        "-cp",
                        classes,
                        WithoutNatives.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(said.lines()).containsExactly("there is no native code for this platform", "lexical", "PROPOSED");
    }

    /** Loads the vectors, and makes a request of a generator with what came of it. */
    static final class WithoutNatives {
        private WithoutNatives() {}

        public static void main(String[] none) throws IOException {
            SentenceVectors.Outcome outcome = SentenceVectors.load(SentenceVectors.folder(), REGISTRY, PHRASES);
            Understanding understanding = switch (outcome) {
                case SentenceVectors.Outcome.Loaded(SentenceVectors vectors) -> Understanding.by(vectors);
                case SentenceVectors.Outcome.Unavailable(String reason) -> {
                    System.out.println(reason);
                    yield Understanding.LEXICAL;
                }
            };
            Proposal proposal = ask(REGISTRY, PHRASES, understanding, "Open a KYC case for Trondheim Seafood AS.");
            System.out.println(proposal.model());
            System.out.println(proposal.outcome());
        }
    }
}
