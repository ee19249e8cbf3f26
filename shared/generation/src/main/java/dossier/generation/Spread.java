package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.registry.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes several forms of one clause that says the same of several things: "register A, a German fund, and B, a Swiss
 * company", "screen A and B".
 */
final class Spread {
    private final Vocabulary vocabulary;
    private final Filler filler;

    Spread(Vocabulary vocabulary, Filler filler) {
        this.vocabulary = vocabulary;
        this.filler = filler;
    }

    List<Filling> of(Filling filling) {
        if (filling.frame().introduces().isPresent()
                && !filling.frame().naming().isEmpty()) {
            List<Filling> named = byName(filling);
            return named.size() > 1 ? named : byTitle(filling);
        }
        return byReference(filling);
    }

    /** One form for each of several quoted titles: "two tasks: ... due Monday and ... due Friday". */
    private List<Filling> byTitle(Filling filling) {
        Clause clause = filling.clause();
        boolean titled = filling.chosen().stream()
                .anyMatch(c -> c.slot().naming() && c.mention().meaning() instanceof Mention.Quoted);
        List<Integer> starts = clause.mentions().stream()
                .filter(m -> m.meaning() instanceof Mention.Quoted)
                .map(Mention::from)
                .filter(from -> coordinated(clause, from))
                .toList();
        if (!titled || starts.size() < 2) {
            return List.of(filling);
        }
        List<Filling> out = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int from = i == 0 ? clause.from() : starts.get(i);
            int to = i + 1 < starts.size() ? starts.get(i + 1) : clause.to();
            Clause own = clause.within(from, to);
            List<Mention> mentions = new ArrayList<>(own.mentions());
            clause.mentions().stream()
                    .filter(m -> m.to() <= starts.getFirst() && !mentions.contains(m))
                    .forEach(mentions::add);
            out.add(filler.fill(
                    filling.frame(), new Clause(clause.tokens(), from, to, List.copyOf(mentions), clause.continues())));
        }
        return out;
    }

    /** One form for each name, each with what is said between it and the next. */
    private List<Filling> byName(Filling filling) {
        Clause clause = filling.clause();
        List<Mention> names = clause.mentions().stream()
                .filter(m -> m.meaning() instanceof Mention.Name)
                .filter(m -> filling.frame().naming().stream().anyMatch(s -> !s.declared() || s.required()))
                .toList();
        List<Integer> starts = new ArrayList<>();
        for (Mention name : names) {
            boolean used = filling.chosen().stream()
                    .anyMatch(c -> c.mention().overlaps(name)
                            && !c.slot().naming()
                            && !(c.slot().shape() instanceof Shape.Code));
            boolean first = starts.isEmpty() || name.from() > starts.getLast();
            if (!used && first && (starts.isEmpty() || coordinated(clause, name.from()))) {
                starts.add(name.from());
            }
        }
        if (starts.size() < 2) {
            return List.of(filling);
        }
        List<Filling> out = new ArrayList<>();
        int shared = shared(clause, names.getLast().to());
        for (int i = 0; i < starts.size(); i++) {
            int from = i == 0 ? clause.from() : starts.get(i);
            int to = i + 1 < starts.size() ? starts.get(i + 1) : clause.to();
            Clause own = clause.within(from, to);
            if (to < shared) {
                List<Mention> mentions = new ArrayList<>(own.mentions());
                clause.mentions().stream().filter(m -> m.from() >= shared).forEach(mentions::add);
                own = new Clause(clause.tokens(), from, to, List.copyOf(mentions), clause.continues());
            }
            out.add(filler.fill(filling.frame(), own));
        }
        return out;
    }

    /** Where what is said of all the names begins: ", both of Belgian nationality"; past the clause where nothing is. */
    private static int shared(Clause clause, int last) {
        for (int at = last; at < clause.to(); at++) {
            Token token = clause.tokens().get(at);
            if (token.is("both") || token.is("all") || token.is("each")) {
                return at;
            }
        }
        return clause.to();
    }

    /** Whether a name stands behind a comma, a semicolon or "and". */
    private boolean coordinated(Clause clause, int at) {
        int before = at - 1;
        while (before > clause.from() && skips(clause.tokens().get(before))) {
            before--;
        }
        Token token = clause.tokens().get(Math.max(before, clause.from()));
        return token.is("and")
                || token.is(",")
                || token.is(";")
                || token.is("plus")
                || token.is("+")
                || token.is(".")
                || token.is(":");
    }

    private boolean skips(Token token) {
        return vocabulary.english.is("article", token.lower())
                || vocabulary.english.is("honorific", token.lower().replace(".", ""));
    }

    /** One form for each of several things in one required place. */
    private List<Filling> byReference(Filling filling) {
        for (Filling.Chosen chosen : filling.chosen()) {
            if (chosen.slot().list() || !chosen.slot().required() || !spreads(chosen.slot())) {
                continue;
            }
            if (chosen.mention().meaning() instanceof Mention.Known known && known.each()) {
                return known.things().stream()
                        .map(key -> with(
                                filling,
                                chosen,
                                new Mention(
                                        new Mention.Known(List.of(key), true),
                                        chosen.mention().from(),
                                        chosen.mention().to())))
                        .toList();
            }
            List<Mention> others = others(filling, chosen);
            if (!others.isEmpty()) {
                List<Filling> out = new ArrayList<>(List.of(filling));
                others.forEach(other -> out.add(with(filling, chosen, other)));
                return out;
            }
        }
        return List.of(filling);
    }

    private static boolean spreads(Slot slot) {
        return slot.shape() instanceof Shape.Ref || slot.shape() instanceof Shape.Code;
    }

    private List<Mention> others(Filling filling, Filling.Chosen chosen) {
        List<Mention> out = new ArrayList<>();
        Mention last = chosen.mention();
        for (Mention mention : filling.clause().mentions()) {
            if (mention.from() >= last.to()
                    && mention.meaning().getClass()
                            == chosen.mention().meaning().getClass()
                    && !mention.meaning().equals(chosen.mention().meaning())
                    && sameSort(mention, chosen)
                    && !filling.uses(mention)
                    && !announces(filling.clause(), mention)
                    && joined(filling.clause(), last.to(), mention.from())) {
                out.add(mention);
                last = mention;
            }
        }
        return out;
    }

    /** Whether a word only announces another value: "party A EUR 2m", not "adverse media", which is a value itself. */
    private boolean announces(Clause clause, Mention mention) {
        return !(mention.meaning() instanceof Mention.Coded && mention.length() > 1)
                && vocabulary.announces(clause.tokens(), mention.from());
    }

    private static boolean sameSort(Mention mention, Filling.Chosen chosen) {
        if (mention.meaning() instanceof Mention.Coded coded && chosen.slot().shape() instanceof Shape.Code code) {
            return coded.list().equals(code.list());
        }
        return mention.meaning() instanceof Mention.Known
                || mention.meaning() instanceof Mention.Name
                || mention.meaning() instanceof Mention.Identifier;
    }

    /** Only marks, "and" and repeated prepositions stand between. */
    private boolean joined(Clause clause, int from, int to) {
        boolean joint = false;
        for (int at = from; at < to; at++) {
            Token token = clause.tokens().get(at);
            joint |= token.is("and") || token.is(",") || token.is("+") || token.is("&") || token.is(";");
            if (!token.isMark()
                    && token.kind() != Token.Kind.SYMBOL
                    && !vocabulary.english.isLittle(token.lower())
                    && !skips(token)) {
                return false;
            }
        }
        return joint;
    }

    private static Filling with(Filling filling, Filling.Chosen instead, Mention mention) {
        List<Filling.Chosen> chosen = new ArrayList<>(filling.chosen());
        chosen.replaceAll(c -> c.equals(instead) ? new Filling.Chosen(c.slot(), mention, c.score()) : c);
        return new Filling(
                filling.frame(),
                filling.clause(),
                List.copyOf(chosen),
                filling.texts(),
                filling.explained(),
                filling.complete());
    }
}
