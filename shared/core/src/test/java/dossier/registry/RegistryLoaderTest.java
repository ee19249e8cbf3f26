package dossier.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RegistryLoaderTest {
    private static final String EMPTY = """
            {"format":1,"phrases":"","generalCase":"","kinds":[],"tracks":[],"codes":[],"attributes":[],"verbs":[%s]}""";
    private static final String VERB = """
            {"name":"a.b","domain":"a","category":"a","purpose":"","arguments":[{"key":"k",\
            "id":"c2b8d1de-6f0e-4b57-9c6a-0d5a86f1e7b4","shape":{"is":"%s"},"label":"k","privacy":"PUBLIC"}],\
            "effects":[],"role":"r","sentence":"","example":""}""";

    @Test
    void the_version_is_the_hash_of_the_text_that_is_loaded() {
        Registry registry = RegistryLoader.load(EMPTY.formatted(""));

        assertThat(registry.version()).isEqualTo(RegistryLoader.hash(registry.content()));
        assertThat(registry.verbs()).isEmpty();
    }

    @Test
    void text_that_is_no_json_is_refused_with_its_place() {
        assertThatThrownBy(() -> RegistryLoader.load("{\n\"format\": "))
                .isInstanceOf(MalformedRegistry.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void a_member_that_is_missing_is_named() {
        assertThatThrownBy(() -> RegistryLoader.load("{\"format\":1}"))
                .isInstanceOf(MalformedRegistry.class)
                .hasMessageContaining("generalCase");
    }

    @Test
    void another_format_is_refused() {
        assertThatThrownBy(() -> RegistryLoader.load("{\"format\":2}"))
                .isInstanceOf(MalformedRegistry.class)
                .hasMessageContaining("format 1");
    }

    @Test
    void an_unknown_shape_is_named_with_its_path() {
        assertThat(RegistryLoader.load(EMPTY.formatted(VERB.formatted("text"))).verb("a.b"))
                .isPresent();
        assertThatThrownBy(() -> RegistryLoader.load(EMPTY.formatted(VERB.formatted("shoe"))))
                .isInstanceOf(MalformedRegistry.class)
                .hasMessageContaining("verbs[0].arguments[0].shape")
                .hasMessageContaining("shoe");
    }

    @Test
    void a_verb_that_stands_twice_is_refused() {
        String verb = VERB.formatted("text");

        assertThatThrownBy(() -> RegistryLoader.load(EMPTY.formatted(verb + "," + verb)))
                .isInstanceOf(MalformedRegistry.class)
                .hasMessageContaining("a.b");
    }

    @Test
    void a_class_path_without_a_registry_says_so() {
        assertThatThrownBy(RegistryLoader::shipped)
                .isInstanceOf(MalformedRegistry.class)
                .hasMessageContaining("class path");
    }
}
