package dossier.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is printed reads back as what was printed, whatever the document. */
class RoundTripTest {
    private static final KeyOrder ALPHABETICAL = verb -> List.of("a", "b", "c", "x", "y", "z");

    @Property
    void pretty_text_reads_back(@ForAll long seed) {
        List<Form> forms = new Generated(seed).forms();
        assertThat(read(Printer.pretty(Document.of(forms)))).isEqualTo(forms);
    }

    @Property
    void minified_text_reads_back(@ForAll long seed) {
        List<Form> forms = new Generated(seed).forms();
        assertThat(read(Printer.minify(Document.of(forms)))).isEqualTo(forms);
    }

    @Property
    void canonical_text_reads_back_but_for_the_order_of_keys(@ForAll long seed) {
        List<Form> forms = new Generated(seed).forms();
        List<Form> back = read(Canonical.text(Document.of(forms), ALPHABETICAL));
        assertThat(back.stream().map(RoundTripTest::sorted))
                .isEqualTo(forms.stream().map(RoundTripTest::sorted).toList());
    }

    @Property
    void canonical_text_is_its_own_canonical_text(@ForAll long seed) {
        String text = Canonical.text(Document.of(new Generated(seed).forms()), ALPHABETICAL);
        assertThat(Canonical.text(Parser.parse(text).document(), ALPHABETICAL)).isEqualTo(text);
    }

    @Property
    void white_space_and_comments_change_nothing_that_is_said(@ForAll long seed) {
        Generated generated = new Generated(seed);
        List<Form> forms = generated.forms();
        String text = generated.disturbed(Printer.minify(Document.of(forms)));
        assertThat(read(text)).isEqualTo(forms);
        assertThat(Parser.parse(text).document().text()).contains(text);
    }

    @Property
    void formatting_keeps_every_comment_and_changes_nothing_the_second_time(@ForAll long seed) {
        Generated generated = new Generated(seed);
        List<Form> forms = generated.forms();
        Document document = Parser.parse(generated.disturbed(Printer.minify(Document.of(forms))))
                .document();
        String pretty = Printer.pretty(document);
        Document again = Parser.parse(pretty).document();
        assertThat(read(pretty)).isEqualTo(forms);
        assertThat(texts(again)).isEqualTo(texts(document));
        assertThat(Printer.pretty(again)).isEqualTo(pretty);
    }

    private static List<String> texts(Document document) {
        return document.comments().stream().map(Comment::text).toList();
    }

    private static List<Form> read(String text) {
        Parsed parsed = Parser.parse(text);
        assertThat(parsed.diagnostics()).as(text).isEmpty();
        return Shape.of(parsed.document());
    }

    private static Form sorted(Form form) {
        return new Form(
                form.verb(),
                form.verbSpan(),
                form.entries().stream()
                        .sorted(Comparator.comparing(Form.Entry::key))
                        .map(entry -> new Form.Entry(entry.key(), entry.keySpan(), sorted(entry.value())))
                        .toList(),
                form.children().stream().map(RoundTripTest::sorted).toList(),
                form.span());
    }

    private static Value sorted(Value value) {
        return switch (value) {
            case Value.Many many ->
                new Value.Many(many.items().stream().map(RoundTripTest::sorted).toList(), many.span());
            case Value.Fields map ->
                new Value.Fields(
                        map.fields().stream()
                                .map(field -> new Value.Field(field.key(), sorted(field.value())))
                                .sorted(Comparator.comparing(
                                        field -> field.key().toString()))
                                .toList(),
                        map.span());
            default -> value;
        };
    }
}
