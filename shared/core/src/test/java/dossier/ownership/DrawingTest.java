package dossier.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class DrawingTest {
    private final Answers answers = Answers.shipped(Clock.systemUTC());

    private String svg(String document, String entity) {
        return answers.open(document, true).svg(query(entity)).orElseThrow();
    }

    private static Query query(String entity) {
        return new Query(
                entity,
                List.of("AMLD"),
                LocalDate.of(2026, 6, 30),
                Optional.empty(),
                Set.of("ALLEGED", "VERIFIED"),
                Set.of());
    }

    private static Document parsed(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> all(Document svg, String tag) {
        NodeList nodes = svg.getElementsByTagName(tag);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static String sixty() throws IOException {
        try (InputStream file = Objects.requireNonNull(DrawingTest.class.getResourceAsStream("sixty.dossier"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void sixty_entities_stand_in_layers_and_no_box_covers_another() throws Exception {
        List<double[]> boxes = all(parsed(svg(sixty(), "t")), "rect").stream()
                .filter(rect -> rect.getAttribute("width").equals("168"))
                .map(rect -> new double[] {
                    Double.parseDouble(rect.getAttribute("x")), Double.parseDouble(rect.getAttribute("y"))
                })
                .toList();

        assertThat(boxes).hasSizeGreaterThan(50);
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                boolean apart = Math.abs(boxes.get(i)[0] - boxes.get(j)[0]) >= 168
                        || Math.abs(boxes.get(i)[1] - boxes.get(j)[1]) >= 46;
                assertThat(apart).as(i + " and " + j).isTrue();
            }
        }
    }

    @Test
    void links_that_count_are_marked_and_bands_and_the_unknown_are_shown() throws Exception {
        String document = """
                (entity.register :entity-id "t" :entity-type "LIMITED_COMPANY")
                (entity.register :entity-id "p" :entity-type "PROPER_PERSON")
                (entity.register :entity-id "q" :entity-type "PROPER_PERSON")
                (entity.link :link-id "l1" :from-entity "p" :to-entity "t" :relationship-type "OWNERSHIP"
                    :relationship-props {:ownership-percentage [25% 50%]})
                (entity.link :link-id "l2" :from-entity "q" :to-entity "t" :relationship-type "OWNERSHIP"
                    :relationship-props {:ownership-percentage 10%})""";

        Document picture = parsed(svg(document, "t"));

        assertThat(all(picture, "g").stream()
                        .filter(group -> group.getAttribute("class").equals("link counted"))
                        .map(Element::getTextContent))
                .singleElement()
                .asString()
                .contains("l1")
                .contains(">25\u201350 %");
        assertThat(all(picture, "g").stream()
                        .filter(group -> group.getAttribute("class").equals("unknown"))
                        .map(Element::getTextContent))
                .singleElement()
                .asString()
                .contains("not known");
        assertThat(all(picture, "title").getFirst().getTextContent()).isEqualTo("Who owns and controls t");
        assertThat(all(picture, "desc").getFirst().getTextContent()).contains("p is an owner of t under AMLD");
    }

    @Test
    void a_long_share_and_a_long_name_stay_within_their_box() throws Exception {
        String document = """
                (entity.register :entity-id "t" :entity-type "LIMITED_COMPANY"
                    :props {:legal-name "A company with a rather long name, Limited"})
                (entity.register :entity-id "p" :entity-type "PROPER_PERSON")
                (entity.link :link-id "l1" :from-entity "p" :to-entity "t" :relationship-type "OWNERSHIP"
                    :relationship-props {:ownership-percentage {:from "1/3" :under "2/3"}})""";

        List<Element> unknown = all(parsed(svg(document, "t")), "g").stream()
                .filter(group -> group.getAttribute("class").equals("unknown"))
                .toList();

        assertThat(unknown).singleElement().satisfies(group -> {
            NodeList lines = group.getElementsByTagName("text");
            assertThat(lines.getLength()).isEqualTo(2);
            assertThat(lines.item(1).getTextContent()).startsWith(">33.333333").hasSizeLessThanOrEqualTo(27);
        });
    }

    @Test
    void what_is_hostile_in_a_name_stays_text() throws Exception {
        String document = """
                (entity.register :entity-id "t" :entity-type "LIMITED_COMPANY"
                    :props {:legal-name "</title><script>alert(1)</script>&\\"'"})
                (entity.register :entity-id "p" :entity-type "PROPER_PERSON")
                (entity.link :link-id "l1" :from-entity "p" :to-entity "t" :relationship-type "OWNERSHIP"
                    :relationship-props {:ownership-percentage 60%})""";

        Document picture = parsed(svg(document, "t"));

        assertThat(all(picture, "script")).isEmpty();
        assertThat(all(picture, "title").getFirst().getTextContent()).contains("<script>alert(1)</script>&\"'");
    }

    @Test
    void a_ring_and_a_holding_in_oneself_are_drawn_too() throws Exception {
        String document = """
                (entity.register :entity-id "a" :entity-type "LIMITED_COMPANY")
                (entity.register :entity-id "b" :entity-type "LIMITED_COMPANY")
                (entity.link :link-id "l1" :from-entity "a" :to-entity "b" :relationship-type "OWNERSHIP"
                    :relationship-props {:ownership-percentage 50%})
                (entity.link :link-id "l2" :from-entity "b" :to-entity "a" :relationship-type "OWNERSHIP"
                    :relationship-props {:ownership-percentage 50%})
                (entity.link :link-id "l3" :from-entity "a" :to-entity "a" :relationship-type "OWNERSHIP"
                    :relationship-props {:ownership-percentage 10%})""";

        assertThat(parsed(svg(document, "a")).getDocumentElement().getTextContent())
                .contains("l1", "l2", "l3");
    }
}
