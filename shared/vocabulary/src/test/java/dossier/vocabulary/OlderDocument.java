package dossier.vocabulary;

import java.util.Locale;

/**
 * Writes one long document in the older style: onboarding verbs, graph forms, underscored attributes, plain percentages,
 * times for days, documents and uses of each owner, and a chapter of KYC with children. Always the same text.
 */
final class OlderDocument {
    private static final String[] NAMES = {"Castell", "Dunmore", "Ekholm", "Farrow", "Greaves", "Hollis"};

    private OlderDocument() {}

    /** @param lines about how many */
    static String of(int lines) {
        StringBuilder text = new StringBuilder("""
                ;; Onboarding of a group, as it was written before
                (onboarding.request
                  :ob-id "OB-LONG-1"
                  :entity-name "Longmoor Holdings"
                  :jurisdiction "KY"
                  :nature-purpose "Multi-tier holding structure"
                  :relationship-manager "desk 4")

                (entity :id "longmoor" :label "Company"
                  :props {:legal_name "Longmoor Holdings" :registration_number "MC-100"
                          :entity.incorporation_date "2011-05-02" :colour_of_file "green"})

                """);
        int chapter = 0;
        long written = text.chars().filter(c -> c == '\n').count();
        String end = end();
        long closing = end.lines().count();
        while (written + closing + 26 <= lines + 8) {
            String next = chapter(chapter++);
            text.append(next);
            written += next.lines().count();
        }
        return text.append(end).toString();
    }

    private static String chapter(int number) {
        String name = NAMES[number % NAMES.length] + " " + (char) ('A' + number / NAMES.length);
        String share = String.format(Locale.ROOT, "%d.%d", number % 3 + 1, number % 10);
        return """
                ; ---- owner %1$d
                (entity :id "long-co-%1$d" :label "Company"
                  :props {:legal_name "%2$s Ltd" :lei "LEI-%1$d" :risk_band "amber"}
                  :document-evidence ["long-doc-%1$d"])
                (entity :id "long-p-%1$d" :label "Person"
                  :props {:full_name "Owner %1$d" :nationality "CH" :person.date_of_birth "1970-01-%3$02d"})
                (document.catalog
                  :doc-id "long-doc-%1$d"
                  :document-type "REGISTER_EXTRACT"
                  :document-date "2024-03-%3$02dT09:00:00Z"
                  :parties ["long-co-%1$d" "nobody-%1$d"]
                  :confidentiality-level "INTERNAL"
                  :file-hash "sha256:%1$d")
                (edge :from "long-co-%1$d" :to "longmoor" :type "HAS_OWNERSHIP"
                  :props {:percent %4$s :share_class "A" :voting-rights %4$s}
                  :evidence ["long-doc-%1$d"])
                (edge :from "long-p-%1$d" :to "long-co-%1$d" :type "HAS_OWNERSHIP" :props {:percent 100.0})
                (document.use :document-id "long-doc-%1$d" :usage-type "EVIDENCE" :used-by-process "UBO_ANALYSIS")
                (kyc.collect :entity-id "long-co-%1$d" :collection-type "STANDARD" :document-type "REGISTER_EXTRACT"
                  :document-id "long-doc-%1$d" :verification-status "COLLECTED")
                (kyc.risk-assessment :entity-id "long-co-%1$d" :risk-rating "MEDIUM" :overall-risk-score 40
                  :assessor "desk 4")

                """.formatted(number, name, number % 28 + 1, share);
    }

    private static String end() {
        return """
                (define-kyc-investigation :id "long-inv" :target-entity "longmoor" :ubo-threshold 25.0
                  (kyc.verify :entity-id "longmoor" :overall-status "VERIFIED" :verifier "desk 4")
                  (compliance.check :scope "group" :frameworks ["EU_5MLD"]))
                (kyc.ubo-discovery :target-entity "longmoor" :ownership-threshold 25.0)
                (compliance.fatca-classification :entity-id "longmoor" :check-date "2024-04-01" :status {:us-person false})
                (onboarding.workflow :session-id "long-session" :domains ["kyc" "ubo"])
                (workflow.transition :to-state "APPROVED" :reason "As it stood in the old system")
                (onboarding.finalize :case-id "OB-LONG-1" :closure-reason "Taken over" :final-status "COMPLETED")
                """;
    }
}
