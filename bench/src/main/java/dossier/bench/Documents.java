package dossier.bench;

import java.util.List;

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

    /** Requests as people write them, short ones and long ones. */
    static final List<String> REQUESTS = List.of(
            "Open a KYC case for Alder Timber AS, a Norwegian client, normal priority.",
            "Please register Larch Holdings Limited, a company in Ireland, number 554433.",
            "We've got a new client, Birch Capital Partners LLP from the UK; onboard them as a hedge fund for custody.",
            "Add Jane Roe, an Irish national born on 9 March 1970, and record that she owns 40% of Larch Holdings Limited.",
            "What is missing before approval?",
            "What will the weather be in Luxembourg tomorrow?",
            "new ubo analysis case, Spruce Mining Oyj, finland, prio critical",
            "Kindly open a case in respect of Elm Nominees Limited under our business reference EN/2026/7, register the"
                    + " company in Guernsey with the legal name Elm Nominees Limited, add Dr Ann Ek, a Swedish national, as"
                    + " a director, record that she holds a quarter of the shares since 1 February 2024, and then start"
                    + " enhanced due diligence on the company.");

    private Documents() {}
}
