package dossier.edge;

import java.util.function.Supplier;

/** Makes a token checker when the first token comes. Thread-safe. */
final class LazyTokens implements Identity.Tokens {
    private final Supplier<Identity.Tokens> make;
    private volatile Identity.@org.jspecify.annotations.Nullable Tokens made;

    LazyTokens(Supplier<Identity.Tokens> make) {
        this.make = make;
    }

    @Override
    public Checked check(String token) {
        Identity.Tokens tokens = made;
        if (tokens == null) {
            // Two threads may both make one; either serves.
            tokens = make.get();
            made = tokens;
        }
        return tokens.check(token);
    }
}
