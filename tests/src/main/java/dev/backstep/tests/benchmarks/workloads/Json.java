package dev.backstep.tests.benchmarks.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jackson: a document of some hundred kilobytes read as a tree and written again. */
public final class Json implements Workload {
    private final ObjectMapper mapper = new ObjectMapper();
    private final byte[] document;

    public Json() throws IOException {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("id", i);
            map.put("name", "name of number " + i);
            map.put("price", i * 1.25);
            map.put("tags", List.of("a", "b", i % 2 == 0));
            list.add(map);
        }
        document = mapper.writeValueAsBytes(list);
    }

    @Override
    public long round() throws IOException {
        long length = 0;
        for (int i = 0; i < 5; i++) {
            JsonNode tree = mapper.readTree(document);
            length += mapper.writeValueAsBytes(tree).length;
        }
        return length;
    }
}
