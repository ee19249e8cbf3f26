package dossier.ownership;

import dossier.json.Json;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rule packs by the name of their regime, in their published order. Immutable. */
public final class Packs {
    private final Map<String, Pack> packs;

    private Packs(Map<String, Pack> packs) {
        this.packs = packs;
    }

    /** As shipped with the program. */
    public static Packs shipped() {
        Map<String, Pack> packs = new LinkedHashMap<>();
        for (String name : Resource.texts(Resource.object("packs/index.json"), "packs")) {
            Pack pack = read(Resource.object("packs/" + name + ".json"));
            packs.put(pack.regime(), pack);
        }
        return new Packs(packs);
    }

    public Optional<Pack> find(String regime) {
        return Optional.ofNullable(packs.get(regime));
    }

    public List<String> regimes() {
        return List.copyOf(packs.keySet());
    }

    private static Pack read(Json.Object data) {
        return new Pack(
                Resource.needed(data, "regime"),
                Resource.needed(data, "version"),
                Resource.needed(data, "title"),
                LocalDate.parse(Resource.needed(data, "from")),
                data.text("until").map(LocalDate::parse),
                data.text("successor"),
                Set.copyOf(Resource.texts(data, "stops")),
                data.object("control").map(Packs::power),
                data.object("majorityStake").map(Packs::power),
                rules(data),
                data.object("officials").map(Packs::officials),
                bands(data),
                data.object("cascade").map(Packs::cascade));
    }

    private static Pack.Power power(Json.Object data) {
        return new Pack.Power(
                Resource.axes(data, "axes"),
                threshold(data).orElseThrow(),
                Set.copyOf(Resource.texts(data, "kinds")),
                Resource.needed(data, "article"),
                data.text("note").orElse(""));
    }

    private static Optional<Threshold> threshold(Json.Object data) {
        Optional<Threshold> over = data.number("over").map(Fraction::ofPercent).map(Threshold::over);
        return over.or(() -> data.number("atLeast").map(Fraction::ofPercent).map(Threshold::atLeast));
    }

    private static List<Pack.Rule> rules(Json.Object data) {
        List<Pack.Rule> rules = new ArrayList<>();
        for (Json item : data.array("rules").orElse(List.of())) {
            Json.Object rule = item.asObject().orElseThrow();
            rules.add(new Pack.Rule(
                    test(rule),
                    Resource.axes(rule, "axes"),
                    threshold(rule),
                    Prong.valueOf(Resource.needed(rule, "prong")),
                    Set.copyOf(Resource.texts(rule, "customers")),
                    Resource.needed(rule, "article"),
                    rule.text("note").orElse("")));
        }
        return List.copyOf(rules);
    }

    private static Pack.Test test(Json.Object rule) {
        return switch (Resource.needed(rule, "test")) {
            case "MULTIPLIED" -> new Pack.Test.Multiplied(Set.copyOf(Resource.texts(rule, "as")));
            case "CONTROLLED_HOLDERS" -> new Pack.Test.ControlledHolders(Resource.flag(rule, "own"));
            case "INTEREST_IN_CONTROLLER" -> new Pack.Test.InterestInController();
            case "CONTROL" -> new Pack.Test.Control();
            case "HELD" -> new Pack.Test.Held();
            case "HELD_CONTROL" -> new Pack.Test.HeldControl(Set.copyOf(Resource.texts(rule, "kinds")));
            case "PARTIES" ->
                new Pack.Test.Parties(
                        Set.copyOf(Resource.texts(rule, "of")),
                        Set.copyOf(Resource.texts(rule, "roles")),
                        Resource.flag(rule, "customer"),
                        Resource.flag(rule, "below"));
            default -> throw new IllegalStateException("No such test: " + rule.compact());
        };
    }

    private static Pack.Officials officials(Json.Object data) {
        return new Pack.Officials(
                Pack.When.valueOf(Resource.needed(data, "when")),
                Resource.texts(data, "roles"),
                data.text("prong").map(Prong::valueOf),
                Resource.needed(data, "article"),
                data.text("note").orElse(""));
    }

    private static List<Pack.Band> bands(Json.Object data) {
        List<Pack.Band> bands = new ArrayList<>();
        for (Json item : data.array("bands").orElse(List.of())) {
            Json.Object band = item.asObject().orElseThrow();
            boolean over = band.has("over");
            boolean under = band.has("under");
            bands.add(new Pack.Band(
                    Resource.needed(band, "name"),
                    new Interval(
                            Fraction.ofPercent(Resource.neededNumber(band, over ? "over" : "from")),
                            over,
                            Fraction.ofPercent(Resource.neededNumber(band, under ? "under" : "to")),
                            under)));
        }
        return List.copyOf(bands);
    }

    private static Pack.Cascade cascade(Json.Object data) {
        return new Pack.Cascade(
                power(data),
                Pack.Across.valueOf(Resource.needed(data, "across")),
                Set.copyOf(Resource.texts(data, "indicators")));
    }
}
