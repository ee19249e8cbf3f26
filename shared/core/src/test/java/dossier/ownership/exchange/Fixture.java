package dossier.ownership.exchange;

import dossier.language.Document;
import dossier.language.Form;
import dossier.language.Limits;
import dossier.language.Parsed;
import dossier.language.Parser;
import dossier.language.Printer;
import dossier.ownership.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Files beside the tests, and what a reader gave. */
final class Fixture implements Sink {
    final List<Form> forms = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();

    static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Fixture.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    static Document document(String text) {
        Parsed parsed = Parser.parse(text, Limits.DEFAULT);
        if (parsed.hasErrors()) {
            throw new IllegalArgumentException(parsed.diagnostics().toString());
        }
        return parsed.document();
    }

    @Override
    public void form(Form form) {
        forms.add(form);
    }

    @Override
    public void finding(Finding finding) {
        findings.add(finding);
    }

    String document() {
        return Printer.pretty(Document.of(forms));
    }

    String told() {
        return told(findings);
    }

    static String told(List<Finding> findings) {
        StringBuilder told = new StringBuilder();
        findings.forEach(finding -> told.append(finding.code())
                .append(' ')
                .append(finding.message())
                .append('\n'));
        return told.toString();
    }
}
