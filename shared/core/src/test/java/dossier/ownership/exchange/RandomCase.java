package dossier.ownership.exchange;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** Documents with links that begin, end, are said anew and are withdrawn. */
final class RandomCase {
    private static final List<String> ENTITIES = List.of("P1", "P2", "A", "B", "T");
    private static final List<String> KINDS = List.of(
            "OWNERSHIP",
            "OWNERSHIP",
            "OWNERSHIP",
            "VOTING",
            "DIRECTOR",
            "SENIOR_MANAGING_OFFICIAL",
            "GENERAL_PARTNER",
            "CONTROL :relationship-props {:control-type BOARD_MAJORITY}",
            "CONTROL :relationship-props {:control-type VETO}",
            "CONTROL :relationship-props {:control-type OTHER}",
            "CONTROL :relationship-props {:control-type DOMINANT_INFLUENCE}");

    private RandomCase() {}

    static String date(Random random) {
        return LocalDate.of(2020, 1, 1).plusDays(30L * random.nextInt(60)).toString();
    }

    static String document(Random random) {
        StringBuilder text = new StringBuilder();
        for (String id : ENTITIES) {
            text.append("(entity.register :entity-id \"")
                    .append(id)
                    .append("\" :entity-type ")
                    .append(id.startsWith("P") ? "PROPER_PERSON" : "LIMITED_COMPANY")
                    .append(")\n");
        }
        text.append("(entity.register :entity-id \"X\" :entity-type TRUST)\n");
        int links = 3 + random.nextInt(6);
        for (int i = 0; i < links; i++) {
            link(text, "l" + i, random);
        }
        text.append("(entity.link :link-id \"x1\" :from-entity \"X\" :to-entity \"T\" :relationship-type OWNERSHIP")
                .append(" :relationship-props {:ownership-percentage 12%})\n");
        text.append("(entity.link :link-id \"x2\" :from-entity \"P2\" :to-entity \"X\" :relationship-type ")
                .append(random.nextBoolean() ? "TRUSTEE" : "BENEFICIARY")
                .append(")\n");
        return text.toString();
    }

    private static void link(StringBuilder text, String id, Random random) {
        String from = ENTITIES.get(random.nextInt(4));
        String to = ENTITIES.get(2 + random.nextInt(3));
        if (from.equals(to)) {
            to = "T";
        }
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        String evidence = random.nextInt(4) == 0 ? "VERIFIED" : "ALLEGED";
        int statements = 1 + random.nextInt(3);
        for (int i = 0; i < statements; i++) {
            text.append("(entity.link :link-id \"")
                    .append(id)
                    .append("\" :from-entity \"")
                    .append(from)
                    .append("\" :to-entity \"")
                    .append(to)
                    .append('"');
            if (random.nextInt(3) > 0) {
                text.append(" :effective-date \"").append(date(random)).append('"');
            }
            if (random.nextInt(4) == 0) {
                text.append(" :end-date \"").append(date(random)).append('"');
            }
            text.append(" :relationship-type ").append(kind);
            if (kind.equals("OWNERSHIP") || kind.equals("VOTING")) {
                shares(text, kind, random.nextInt(12) == 0 ? "REJECTED" : evidence, random);
            }
            text.append(")\n");
        }
        if (random.nextInt(4) == 0) {
            text.append("(entity.unlink :link-id \"")
                    .append(id)
                    .append("\" :end-date \"")
                    .append(date(random))
                    .append("\" :reason \"sold\")\n");
        }
    }

    private static void shares(StringBuilder text, String kind, String evidence, Random random) {
        text.append(" :relationship-props {:verification-status ").append(evidence);
        if (kind.equals("OWNERSHIP")) {
            text.append(" :ownership-percentage ").append(share(random));
            if (random.nextInt(4) == 0) {
                text.append(" :profit-percentage ").append(share(random));
            }
        }
        if (kind.equals("VOTING") || random.nextInt(4) == 0) {
            text.append(" :voting-percentage ").append(share(random));
        }
        text.append('}');
    }

    private static String share(Random random) {
        int low = 1 + random.nextInt(20);
        return switch (random.nextInt(5)) {
            case 0 -> "[" + low + "% " + (low + 5) + "%]";
            case 1 -> "{:from " + low + "% :under " + (low + 3) + ".5%}";
            case 2 -> "{:from " + low + "% :to " + (low + 4) + "%}";
            default -> low + "." + random.nextInt(1000) + "%";
        };
    }
}
