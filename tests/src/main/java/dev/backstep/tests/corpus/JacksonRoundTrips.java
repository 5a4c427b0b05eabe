package dev.backstep.tests.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Objects to JSON and back, as beans, records, maps and trees. Argument: number of rounds. */
public final class JacksonRoundTrips {
    /** A record with everything in it. */
    public record Order(String id, long placedAt, List<Item> items, Map<String, Object> notes) {
    }

    /** A line of an order. */
    public record Item(String article, int pieces, double price, boolean gift) {
    }

    private JacksonRoundTrips() {
    }

    public static void main(String[] arguments) throws JsonProcessingException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        long digest = 0;
        long length = 0;
        for (int round = 0; round < rounds; round++) {
            Order order = order(round);
            String text = mapper.writeValueAsString(order);
            Order back = mapper.readValue(text, Order.class);
            JsonNode tree = mapper.readTree(text);
            digest = digest * 31 + back.hashCode() + tree.at("/items/0/pieces").asInt() + tree.toPrettyString().hashCode();
            length += text.length();
            if (!back.id().equals(order.id())) {
                throw new IllegalStateException(text);
            }
        }
        System.out.println(length + " characters, digest " + digest);
        System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(order(1)));
    }

    private static Order order(int number) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            items.add(new Item("article " + (number * 31 + i) % 100, i, i * 1.25 + number, i % 3 == 0));
        }
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("unicode", "äöü \u20ac \"quoted\"");
        notes.put("nested", Map.of("list", List.of(1, 2.5, true), "null", "none"));
        return new Order(number % 10 == 0 ? UUID.randomUUID().toString() : "order-" + number, System.currentTimeMillis(), items, notes);
    }
}
