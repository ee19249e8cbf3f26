package dossier.language.json;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.language.Parser;
import dossier.language.Samples;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class YamlTest {
    @Test
    void a_document_is_laid_out_a_member_a_line() {
        String text = "(a.b :s \"x: y\" :n 33.3333% :y NO :l [[1 2] [] nil] :f {:k {}})";
        assertThat(Yaml.write(DocumentJson.write(Parser.parse(text).document())))
                .isEqualTo("""
                forms:
                  - verb: "a.b"
                    keys:
                      s: "x: y"
                      "n":
                        number: "33.3333"
                        unit: "%"
                      "y":
                        symbol: "NO"
                      l:
                        -
                          - number: "1"
                          - number: "2"
                        - []
                        - null
                      f:
                        map:
                          - key: "k"
                            value:
                              map: []
                """);
    }

    @Property(tries = 300)
    void a_yaml_reader_gives_the_json_tree(@ForAll long seed) {
        Json tree = DocumentJson.write(Parser.parse(Samples.text(seed)).document());
        Object loaded = new Load(
                        LoadSettings.builder().setMaxAliasesForCollections(0).build())
                .loadFromString(Yaml.write(tree));
        assertThat(json(loaded)).isEqualTo(tree);
    }

    private static Json json(@org.jspecify.annotations.Nullable Object loaded) {
        return switch (loaded) {
            case null -> Json.nil();
            case String text -> Json.text(text);
            case Boolean bool -> Json.bool(bool);
            case Integer number -> Json.number(number);
            case BigDecimal number -> Json.number(number);
            case List<?> items -> Json.array(items.stream().map(YamlTest::json).toList());
            case Map<?, ?> members -> {
                Json.Builder object = Json.object();
                members.forEach((name, value) -> object.put((String) name, json(value)));
                yield object.build();
            }
            default -> throw new IllegalStateException("Unexpected " + loaded.getClass());
        };
    }
}
