package dossier.language;

import java.util.List;
import java.util.Optional;

record BuiltDocument(List<Form> forms) implements Document {
    @Override
    public Optional<Position> position(Span span) {
        return Optional.empty();
    }
}
