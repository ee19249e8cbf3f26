package dossier.local.cli;

import dossier.json.Json;
import dossier.local.Progress;
import dossier.local.Query;
import dossier.local.Scratch;
import dossier.local.Stack;
import dossier.local.cli.Terminal.Style;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The main job on real input, from English to rows, over HTTP and through the real handlers, in a folder that is thrown
 * away. Each step says whether it held and how long it took.
 */
record Demo(Terminal terminal, Place place, Clock clock) implements Command {
    private static final String REQUEST =
            "Onboard Zenith Capital Partners LP, a Delaware hedge fund, for custody. Borealis Holdings Limited, an Irish"
                    + " company, owns 60% of it and Jane Roe owns three quarters of Borealis. File Jane's passport,"
                    + " number P1234567, issued 9 March 2021, and start enhanced KYC on the fund.";

    @Override
    public String usage() {
        return "demo";
    }

    @Override
    public String does() {
        return "the main job on real input, from English to rows, in a folder that is thrown away";
    }

    /** A step did not hold. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message, null, false, false);
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        T run() throws Exception;
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments.parse(typed, Set.of(), Set.of()).none();
        long start = System.nanoTime();
        try (Scratch scratch = Scratch.make("dossier-demo")) {
            heading("Dossier, from plain English to proven rows");
            journey(scratch.folder());
            terminal.line("");
            terminal.line(terminal.styled(Style.GREEN, "Every step held") + ", in "
                    + Terminal.seconds((System.nanoTime() - start) / 1_000) + ".");
            return DONE;
        } catch (Failed failed) {
            terminal.line(terminal.styled(Style.RED, "  ✗ ") + failed.getMessage());
            return REJECTED;
        }
    }

    private void journey(Path folder) throws Exception {
        try (Stack stack = step(
                        "PostgreSQL started and migrated",
                        () -> Stack.start(place.options(folder, false, line -> {}), Progress.SILENT));
                Api api = step("The API answers over HTTP", () -> answering(stack))) {
            heading("The request");
            terminal.line(wrapped(REQUEST));
            Json.Object proposal = step("A proposal was made, and nothing is written yet", () -> propose(api));
            heading("The proposal");
            Proposals.show(terminal, proposal);
            heading("Confirm and execute");
            step("Without its plan's hash the proposal is refused", () -> refused(api, proposal));
            String key = UUID.randomUUID().toString();
            Json.Object done =
                    step("Confirmed by its hash, it ran in one transaction", () -> execute(api, proposal, key));
            step("Sent again with the same key, it changed nothing", () -> again(api, proposal, key, done));
            String caseId = done.text("caseId").orElseThrow(() -> new Failed("The answer names no case."));
            heading("What is where");
            Json.Object state = step("The rows were read back through the API", () -> readBack(api, caseId, done));
            rows(state);
            heading("Who owns, and why");
            Json.Object ownership = step("The owners were worked out under every regime", () -> owners(api, caseId));
            owners(ownership);
            heading("Proof");
            step("The case's hash chain holds", () -> chain(api, caseId));
            step("Rebuilt from its documents alone, the case is the same row by row", () -> replay(api, caseId));
            step("The audit names every row that was touched", () -> audit(api, caseId, done));
        }
    }

    private <T> T step(String what, Step<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.run();
        String took = Terminal.seconds((System.nanoTime() - start) / 1_000);
        terminal.line(terminal.styled(Style.GREEN, "  ✓ ") + what + "  " + terminal.styled(Style.DIM, took));
        return result;
    }

    private void heading(String text) {
        terminal.line("");
        terminal.line(terminal.styled(Style.BOLD, text));
    }

    private static Api answering(Stack stack) throws Exception {
        Api api = Api.There.at("http://127.0.0.1:" + stack.serve(0, false), Optional.empty());
        expect(api.get("/health"), 200);
        return api;
    }

    private static Json.Object propose(Api api) throws Exception {
        Json.Object proposal = expect(
                api.post(
                        "/v1/generate",
                        Json.object().put("instruction", REQUEST).build()),
                200);
        String outcome = proposal.text("outcome").orElse("");
        if (!outcome.equals("proposed")) {
            String question = proposal.array("clarifications").orElse(List.of()).stream()
                    .findFirst()
                    .map(first -> Executions.cell(first, "question"))
                    .orElse("");
            throw new Failed("No proposal, but " + outcome + ": " + question
                    + proposal.text("answer").orElse(""));
        }
        return proposal;
    }

    private static Json.Object refused(Api api, Json.Object proposal) throws Exception {
        Json.Object unconfirmed = Json.object()
                .put("document", proposal.text("document").orElse(""))
                .build();
        return expect(api.post("/v1/execute", unconfirmed), 409);
    }

    private static Json.Object execute(Api api, Json.Object proposal, String key) throws Exception {
        Json.Object done = expect(
                api.call(
                        "POST",
                        "/v1/execute",
                        Optional.of(Proposals.confirmation(proposal, Optional.empty())),
                        Map.of("idempotency-key", key)),
                200);
        if (!done.bool("success").orElse(false)) {
            throw new Failed("It did not run.");
        }
        return done;
    }

    private static Json.Object again(Api api, Json.Object proposal, String key, Json.Object done) throws Exception {
        Json.Object repeated = execute(api, proposal, key);
        boolean same = repeated.bool("replayed").orElse(false)
                && repeated.integer("version").equals(done.integer("version"));
        if (!same) {
            throw new Failed("The repetition ran again.");
        }
        return repeated;
    }

    /** Every thing that the answer says was written must be found by reading the case. */
    private static Json.Object readBack(Api api, String caseId, Json.Object done) throws Exception {
        Json.Object state = expect(api.get("/v1/cases/" + Query.encoded(caseId)), 200);
        if (!state.integer("version").equals(done.integer("version"))) {
            throw new Failed("The case is not at the version that was written.");
        }
        String all = state.compact();
        for (Json operation : done.array("operations").orElse(List.of())) {
            boolean row =
                    Set.of("declare", "restate", "amend", "advance").contains(Executions.cell(operation, "operation"));
            String key = Executions.cell(operation, "key");
            if (row && !all.contains(Json.text(key).compact())) {
                throw new Failed("The row of " + key + " is not there.");
            }
        }
        return state;
    }

    private void rows(Json.Object state) {
        terminal.line("");
        state.members()
                .forEach((kind, things) -> things.asArray()
                        .filter(list -> !list.isEmpty())
                        .ifPresent(list -> {
                            terminal.line("  " + terminal.styled(Style.CYAN, kind));
                            list.forEach(thing -> thing.asObject().ifPresent(row -> terminal.line("    " + row(row))));
                        }));
    }

    /** Members that every row has and that say where it comes from, not what it says. */
    private static final Set<String> ORIGIN =
            Set.of("revision", "caseId", "version", "knownAt", "form", "verb", "validFrom", "validTo");

    /** What a row says, on one line: its id, then its members. */
    private static String row(Json.Object row) {
        StringBuilder line = new StringBuilder();
        row.members().forEach((name, value) -> {
            if (!ORIGIN.contains(name)) {
                String said = said(value);
                if (!said.isEmpty()) {
                    line.append(line.isEmpty() ? said : "  " + name + " " + said);
                }
            }
        });
        return line.toString();
    }

    private static String said(Json value) {
        return switch (value) {
            case Json.Text text -> text.value();
            case Json.Number number -> number.value().toPlainString();
            case Json.Bool bool -> bool.value() ? "yes" : "no";
            case Json.Null none -> "";
            case Json.Array list ->
                String.join(", ", list.items().stream().map(Demo::said).toList());
            case Json.Object map ->
                String.join(
                        ", ",
                        map.members().entrySet().stream()
                                .map(member -> member.getKey() + " " + said(member.getValue()))
                                .toList());
        };
    }

    /** Every regime that speaks of persons must have decided about somebody, with its article. */
    private static Json.Object owners(Api api, String caseId) throws Exception {
        Json.Object answer = expect(api.get("/v1/cases/" + Query.encoded(caseId) + "/ownership"), 200);
        List<Json> decided = answer.array("determinations").orElse(List.of());
        if (decided.isEmpty()
                || decided.stream().anyMatch(one -> Executions.cell(one, "rule").isEmpty())) {
            throw new Failed("Nobody was determined.");
        }
        return answer;
    }

    private void owners(Json.Object answer) {
        terminal.line("");
        for (Json one : answer.array("determinations").orElse(List.of())) {
            terminal.line("    " + terminal.styled(Style.CYAN, Executions.cell(one, "rule")) + "  "
                    + Executions.cell(one, "explanation"));
            String chains = one.at("chains").flatMap(Json::asArray).orElse(List.of()).stream()
                    .map(Demo::said)
                    .collect(Collectors.joining("; "));
            if (!chains.isEmpty()) {
                terminal.line("      " + terminal.styled(Style.DIM, "chain " + chains));
            }
        }
        for (Json one : answer.array("findings").orElse(List.of())) {
            terminal.line("    " + terminal.styled(Style.YELLOW, Executions.cell(one, "code")) + "  "
                    + Executions.cell(one, "message"));
        }
    }

    private static Json.Object chain(Api api, String caseId) throws Exception {
        Json.Object verified = expect(api.get("/v1/cases/" + Query.encoded(caseId) + "/verify"), 200);
        if (!verified.bool("ok").orElse(false)) {
            throw new Failed("The chain is broken: " + verified.compact());
        }
        return verified;
    }

    private static Json.Object replay(Api api, String caseId) throws Exception {
        Json.Object certificate = expect(
                api.post(
                        "/v1/cases/" + Query.encoded(caseId) + "/replay",
                        Json.object().build()),
                200);
        if (!certificate.bool("match").orElse(false)) {
            throw new Failed("The replay differs: "
                    + certificate
                            .object("firstDifference")
                            .map(ReplayCases::difference)
                            .orElse(""));
        }
        return certificate;
    }

    private static Json.Object audit(Api api, String caseId, Json.Object done) throws Exception {
        Json.Object audit = expect(api.get("/v1/cases/" + Query.encoded(caseId) + "/audit?limit=500"), 200);
        long touched = done.array("operations").orElse(List.of()).stream()
                .filter(one ->
                        Set.of("declare", "restate", "amend", "advance").contains(Executions.cell(one, "operation")))
                .count();
        int entries = audit.array("entries").orElse(List.of()).size();
        if (touched == 0 || entries < touched) {
            throw new Failed("The audit has " + entries + " entries for " + touched + " rows.");
        }
        return audit;
    }

    private static Json.Object expect(Api.Reply reply, int status) throws Failed {
        if (reply.status() != status) {
            throw new Failed("HTTP " + reply.status() + " instead of " + status + ": "
                    + reply.body().text("detail").orElseGet(() -> reply.body().compact()) + " "
                    + reply.body().get("diagnostics").map(Json::compact).orElse(""));
        }
        return reply.body();
    }

    private static String wrapped(String text) {
        StringBuilder out = new StringBuilder("  ");
        int column = 2;
        for (String word : text.split(" ", -1)) {
            if (column + word.length() > 88) {
                out.append("\n  ");
                column = 2;
            }
            out.append(word).append(' ');
            column += word.length() + 1;
        }
        return out.toString().stripTrailing();
    }
}
