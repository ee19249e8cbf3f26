package dossier.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.registry.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Every value of every form comes from the request, a record or the generator of ids, and says which. */
class NeverInventTest {
    private static final Requests REQUESTS = Requests.shipped();
    private static final Registry REGISTRY = RegistryLoader.shipped();

    @Test
    void no_value_of_the_development_set_is_invented() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../../conformance/eval/development.jsonl"));
        int slots = 0;

        for (String line : lines) {
            Json.Object request = Json.parse(line).orThrow().asObject().orElseThrow();
            String text = request.text("text").orElseThrow();
            String world = request.text("world")
                    .map(w -> w.replace("worlds/", "").replace(".dossier", ""))
                    .orElse("");
            slots += check(text, REQUESTS.ask(world, text));
        }

        assertThat(slots).isGreaterThan(200);
    }

    @Property(tries = 200)
    void no_value_is_invented_for_requests_put_together_at_random(@ForAll("requests") String text) {
        check(text, REQUESTS.ask("northgate", text));
    }

    @Provide
    Arbitrary<String> requests() {
        List<String> parts = List.of(
                "register Tamsin Vale",
                "Corvane Fund Services",
                "owns 12.5%",
                "of the feeder",
                "start enhanced KYC",
                "on it",
                "file the passport",
                "issued 9 March 2021",
                "number X99812",
                "close the case",
                "because the client left",
                "\"some quoted words\"",
                "add custody",
                "due tomorrow",
                "a manual task",
                "for Priya",
                "and",
                ",",
                ".",
                "then",
                "an Irish company",
                "Northgate",
                "as custodian",
                "effective 2026-12-01",
                "30%",
                "USD 5m",
                "high priority",
                "Quixote Holdings Ltd",
                "is a director of",
                "doc-n1",
                "verified",
                "by manual review");
        return Arbitraries.of(parts).list().ofMinSize(1).ofMaxSize(14).map(list -> String.join(" ", list));
    }

    private static int check(String text, Proposal proposal) {
        int slots = 0;
        int length = text.codePointCount(0, text.length());
        for (Proposal.ProposedForm form : proposal.forms()) {
            for (Proposal.Slot slot : form.slots()) {
                slots++;
                switch (slot.provenance()) {
                    case SAID -> {
                        assertThat(slot.span()).as(slot + " of " + text).isPresent();
                        Proposal.Range span = slot.span().orElseThrow();
                        assertThat(span.from()).isBetween(0, length);
                        assertThat(span.to()).isBetween(span.from() + 1, length);
                        assertThat(isCode(form, slot) || isSaid(slot, cut(text, span)))
                                .as(slot + " is said by \"" + cut(text, span) + "\"")
                                .isTrue();
                    }
                    case RESOLVED, GENERATED, DEFAULTED ->
                        assertThat(slot.value()).isNotBlank();
                }
            }
        }
        return slots;
    }

    private static String cut(String text, Proposal.Range span) {
        return text.substring(text.offsetByCodePoints(0, span.from()), text.offsetByCodePoints(0, span.to()));
    }

    /** A word of a list is read from its synonyms, however it is written. */
    private static boolean isCode(Proposal.ProposedForm form, Proposal.Slot slot) {
        return REGISTRY.verb(form.verb())
                .flatMap(verb -> verb.argument(slot.key()))
                .filter(argument -> argument.shape() instanceof Shape.Code)
                .isPresent();
    }

    /** Free text and names stand in the request letter by letter; codes, dates and numbers are read from words. */
    private static boolean isSaid(Proposal.Slot slot, String words) {
        boolean read = slot.value().chars().noneMatch(Character::isLowerCase);
        return read
                || Optional.of(slot.value())
                        .filter(v -> v.equals("true") || v.equals("false"))
                        .isPresent()
                || words.toLowerCase(Locale.ROOT).contains(slot.value().toLowerCase(Locale.ROOT))
                || Arrays.stream(slot.value().replaceAll("[\\[\\]]", "").split(" ", -1))
                        .anyMatch(item -> words.toLowerCase(Locale.ROOT).contains(item.toLowerCase(Locale.ROOT)));
    }
}
