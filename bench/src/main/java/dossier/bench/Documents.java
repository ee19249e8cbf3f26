package dossier.bench;

/** The documents that are measured; those of a case have its id put in. */
final class Documents {
    /** One form. */
    static final String ONE = "(case.create :case-id \"%s\" :case-type \"TESTING\")";

    static final String CHANGE = "(case.update :case-id \"%s\" :notes \"seen again\")";

    static final String WRONG = "(case.create :case-id \"%s\" :case-type \"NO_SUCH_TYPE\")";

    /** Five forms. */
    static final String FIVE = """
            (case.create :case-id "%1$s" :case-type "ONBOARDING" :jurisdiction "LU")
            (entity.register :entity-id "%1$s.fund" :entity-type "FUND" :props {:legal-name "Alder Fund"})
            (entity.register :entity-id "%1$s.ann" :entity-type "PROPER_PERSON" :props {:full-name "Ann Ek"})
            (entity.link :from-entity "%1$s.ann" :to-entity "%1$s.fund" :relationship-type "OWNERSHIP"
                         :relationship-props {:ownership-percentage 60%%})
            (kyc.start :customer-id "%1$s.fund" :kyc-type "ENHANCED")
            """;

    static final String ENGLISH = "Register %s Timber Limited, a company in Ireland.";

    private Documents() {}
}
