package dossier.registry;

/** Shapes in a person's words. */
public final class Shapes {
    private Shapes() {}

    /** With article, as it stands after "must be". */
    public static String describe(Shape shape) {
        return switch (shape) {
            case Shape.NewId id -> "a new id of the kind " + id.kind();
            case Shape.Ref ref -> "the id of the kind " + ref.kind();
            case Shape.Text _ -> "text";
            case Shape.Int _ -> "a whole number";
            case Shape.Dec _ -> "a decimal number";
            case Shape.Percent percent -> percent.band() ? "a percentage or a band of two" : "a percentage";
            case Shape.Money _ -> "an amount with its currency";
            case Shape.Date _ -> "a date";
            case Shape.Time _ -> "a date and time with its zone";
            case Shape.Duration _ -> "an ISO 8601 duration";
            case Shape.Bool _ -> "true or false";
            case Shape.Code code -> "a word of the list " + code.list();
            case Shape.Formatted formatted -> Formats.describe(formatted.format());
            case Shape.ListOf list -> "a list, each item " + describe(list.item());
            case Shape.MapOf _ -> "a map";
            case Shape.AttributeName _ -> "the name of an attribute";
            case Shape.Dependent dependent -> "a map of what :" + dependent.by() + " has";
            case Shape.Condition condition ->
                describe(condition.of()) + ", a list of which one, or comparisons such as {:from 1 :to 9}";
            case Shape.Any _ -> "any value";
        };
    }
}
