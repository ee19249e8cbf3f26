package dossier.language.json;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.language.Comment;
import dossier.language.Diagnostic;
import dossier.language.Document;
import dossier.language.Limits;
import dossier.language.Parsed;
import dossier.language.Parser;
import dossier.language.Printer;
import dossier.language.Samples;
import dossier.language.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentJsonTest {
    @Test
    void a_document_has_the_published_shape() {
        Json json = DocumentJson.write(document("""
                ;; who owns it
                (a.b :s "x" :n 33.3333% :p 12 :m -3.20EUR :y OWNED :l [true nil] ; list
                     :r @attr{p.q} :f {:k 1 "q" 2 @attr{0f8fad5b-d9cb-469f-a165-70867728950e:p.q} 3} (child :x 1))
                """));
        assertThat(json.compact())
                .isEqualTo(
                        "{\"forms\":[{\"verb\":\"a.b\",\"keys\":{\"s\":\"x\",\"n\":{\"number\":\"33.3333\",\"unit\":\"%\"},"
                                + "\"p\":{\"number\":\"12\"},\"m\":{\"number\":\"-3.20\",\"unit\":\"EUR\"},"
                                + "\"y\":{\"symbol\":\"OWNED\"},\"l\":[true,null],\"r\":{\"attribute\":{\"name\":\"p.q\"}},"
                                + "\"f\":{\"map\":[{\"key\":\"k\",\"value\":{\"number\":\"1\"}},"
                                + "{\"quoted\":\"q\",\"value\":{\"number\":\"2\"}},"
                                + "{\"attribute\":{\"id\":\"0f8fad5b-d9cb-469f-a165-70867728950e\",\"name\":\"p.q\"},"
                                + "\"value\":{\"number\":\"3\"}}]}},\"forms\":[{\"verb\":\"child\",\"keys\":{\"x\":{\"number\":\"1\"}}}]}],"
                                + "\"comments\":[{\"text\":\";; who owns it\",\"trailing\":false,\"before\":0},"
                                + "{\"text\":\"; list\",\"trailing\":true,\"before\":17}]}");
    }

    @Property(tries = 500)
    void json_reads_back_as_the_document_with_its_comments_in_place(@ForAll long seed) {
        Document document = document(Samples.text(seed));
        Parsed back = DocumentJson.read(
                Json.parse(DocumentJson.write(document).bytes()).orThrow(), Limits.DEFAULT);
        assertThat(back.diagnostics()).isEmpty();
        assertThat(Shape.of(back.document())).isEqualTo(Shape.of(document));
        assertThat(back.document().comments().stream().map(Comment::text))
                .isEqualTo(document.comments().stream().map(Comment::text).toList());
        assertThat(back.document().text()).contains(withoutBlankLines(Printer.pretty(document)));
    }

    @Property(tries = 200)
    void places_in_the_text_are_shown_and_ignored_when_read(@ForAll long seed) {
        Document document = document(Samples.text(seed));
        Json tree = DocumentJson.withPositions(document);
        assertThat(tree.at("forms")
                        .flatMap(Json::asArray)
                        .orElseThrow()
                        .getFirst()
                        .at("position", "line"))
                .contains(Json.number(
                        document.position(document.forms().getFirst().span())
                                .orElseThrow()
                                .line()));
        assertThat(Shape.of(DocumentJson.read(tree, Limits.DEFAULT).document())).isEqualTo(Shape.of(document));
    }

    @Property(tries = 1_000)
    void json_of_another_shape_ends_in_a_document_or_diagnostics(@ForAll long seed) {
        Random random = new Random(seed);
        Parsed parsed =
                DocumentJson.read(disturbed(DocumentJson.write(document(Samples.text(seed))), random), Limits.DEFAULT);
        assertThat(parsed.hasErrors() || !parsed.document().forms().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|$",
                "{\"form\":[]}|$.form",
                "{\"forms\":{}}|$.forms",
                "{\"forms\":[1]}|$.forms[0]",
                "{\"forms\":[{}]}|$.forms[0].verb",
                "{\"forms\":[{\"verb\":\"a b\"}]}|$.forms[0].verb",
                "{\"forms\":[{\"verb\":\"a\",\"keys\":{\"b c\":1}}]}|$.forms[0].keys.b c",
                "{\"forms\":[{\"verb\":\"a\",\"keys\":{\"b\":{}}}]}|$.forms[0].keys.b",
                "{\"forms\":[{\"verb\":\"a\",\"keys\":{\"b\":{\"symbol\":\"true\"}}}]}|$.forms[0].keys.b",
                "{\"forms\":[{\"verb\":\"a\",\"keys\":{\"b\":{\"number\":\"1e5\"}}}]}|$.forms[0].keys.b",
                "{\"forms\":[{\"verb\":\"a\",\"keys\":{\"b\":{\"number\":\"1\",\"unit\":\"usd\"}}}]}|$.forms[0].keys.b",
                "{\"forms\":[{\"verb\":\"a\",\"keys\":{\"b\":{\"attribute\":{}}}}]}|$.forms[0].keys.b",
                "{\"forms\":[{\"verb\":\"a\",\"keys\":{\"b\":{\"attribute\":{\"id\":\"1-1-1-1-1\"}}}}]}|$.forms[0].keys.b",
                "{\"forms\":[{\"verb\":\"a\",\"keys\":{\"b\":[{\"map\":[{\"key\":\"c\"}]}]}}]}|$.forms[0].keys.b[0].map[0]",
                "{\"forms\":[],\"comments\":[{\"text\":\"x\",\"before\":0}]}|$.comments[0]",
            })
    void a_wrong_member_is_named_by_its_path(String json, String path) {
        List<Diagnostic> diagnostics =
                DocumentJson.read(Json.parse(json).orThrow(), Limits.DEFAULT).diagnostics();
        assertThat(diagnostics).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo("SYN-JSON");
            assertThat(diagnostic.message()).startsWith("At " + path + ": ");
        });
    }

    @Test
    void a_key_twice_and_a_limit_passed_are_the_parsers_errors() {
        Json twice = Json.parse("{\"forms\":[{\"verb\":\"a\",\"keys\":{\"m\":{\"map\":[{\"key\":\"k\",\"value\":1},"
                        + "{\"quoted\":\"k\",\"value\":2}]}}}]}")
                .orThrow();
        assertThat(DocumentJson.read(twice, Limits.DEFAULT).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("SYN-DUPLICATE");
        Json deep = Json.parse(
                        "{\"forms\":[{\"verb\":\"a\",\"keys\":{\"m\":" + "[".repeat(100) + "]".repeat(100) + "}}]}")
                .orThrow();
        assertThat(DocumentJson.read(deep, Limits.DEFAULT).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("LIM-DEPTH");
    }

    private static Document document(String text) {
        Parsed parsed = Parser.parse(text);
        assertThat(parsed.diagnostics()).isEmpty();
        return parsed.document();
    }

    private static String withoutBlankLines(String text) {
        return text.replaceAll("\n\n+", "\n");
    }

    /** The tree with something in it replaced, renamed or left out here and there. */
    private static Json disturbed(Json json, Random random) {
        if (random.nextInt(40) == 0) {
            return List.<Json>of(Json.nil(), Json.text("\0"), Json.text("a b"), Json.number(-1), Json.array())
                    .get(random.nextInt(5));
        }
        return switch (json) {
            case Json.Array(List<Json> items) ->
                Json.array(items.stream().map(item -> disturbed(item, random)).toList());
            case Json.Object object -> {
                Map<String, Json> members = new LinkedHashMap<>();
                for (Map.Entry<String, Json> member :
                        new ArrayList<>(object.members().entrySet())) {
                    String name = random.nextInt(60) == 0 ? "x y" : member.getKey();
                    members.put(name, disturbed(member.getValue(), random));
                }
                yield new Json.Object(members);
            }
            default -> json;
        };
    }
}
