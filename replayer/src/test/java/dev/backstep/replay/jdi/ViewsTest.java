package dev.backstep.replay.jdi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.replay.jdi.debuggee.Holders;
import dev.backstep.replay.jdi.machine.StoppedProgram.Diversion;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.Inspection.Parts;
import dev.backstep.replay.session.ScopeView;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.SourceView;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView;
import dev.backstep.replay.session.VariableView.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What variables show, in a live JVM. The program stops twice; the last test goes to the second stop. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ViewsTest {
    private static final ValueFormat STILL = new ValueFormat(false, false, true, false, 100);
    private static final ValueFormat RAW = new ValueFormat(false, false, false, true, 100);
    private static final ValueFormat HEX = new ValueFormat(true, false, true, false, 100);

    private static LiveProgram program;
    private static JdiInspection inspection;

    @BeforeAll
    static void start() throws Exception {
        program = LiveProgram.start(Holders.class);
        inspection = new JdiInspection(program, TestSources.ofThisModule());
    }

    @AfterAll
    static void end() throws Exception {
        program.close();
    }

    private static FrameView frame() {
        return inspection.frames(program.runningThread(), 1, 1).getFirst();
    }

    private static Map<String, VariableView> locals(ValueFormat format) {
        ScopeView scope = inspection.scopes(frame().id()).getFirst();
        return byName(inspection.parts(scope.id(), Parts.ALL, 0, 0, format));
    }

    private static Map<String, VariableView> byName(List<VariableView> views) {
        return views.stream().collect(Collectors.toMap(VariableView::name, view -> view));
    }

    private static List<VariableView> all(VariableView of, ValueFormat format) {
        return inspection.parts(of.id(), Parts.ALL, 0, 0, format);
    }

    @Test
    @Order(1)
    void collectionsOfTheJdkAreReadWithoutRunningCode() {
        program.takeDiversions();
        VariableView items = inspection.evaluate("ITEMS", frame().id(), STILL);
        assertEquals(24, items.indexedParts());
        for (VariableView each : inspection.parts(items.id(), Parts.INDEXED, 0, 0, STILL)) {
            List<String> values = all(each, STILL).stream().map(VariableView::value).toList();
            boolean ordered = !each.name().contains("Set.of") && !each.name().contains("values");
            assertEquals(List.of("1", "2", "3"), ordered ? values : values.stream().sorted().toList(), each.name());
            assertTrue(each.value().contains("size=3"), each.value());
        }
        VariableView entries = inspection.evaluate("ENTRIES", frame().id(), STILL);
        assertEquals(9, entries.indexedParts());
        for (VariableView each : inspection.parts(entries.id(), Parts.INDEXED, 0, 0, STILL)) {
            Map<String, VariableView> parts = byName(all(each, STILL));
            assertEquals("1", parts.get("[\"a\"]").value(), each.name());
            assertEquals("2", parts.get("[\"b\"]").value(), each.name());
            assertEquals(2, parts.size());
        }
        assertEquals(List.of(), program.takeDiversions());
    }

    @Test
    @Order(2)
    void unknownCollectionsAreAsked() {
        VariableView asked = inspection.evaluate("ASKED", frame().id(), ValueFormat.USUAL);
        Map<String, VariableView> parts = byName(all(asked, ValueFormat.USUAL));
        assertEquals(List.of("0", "1", "4", "9"), all(parts.get("[\"squares\"]"), ValueFormat.USUAL).stream().map(VariableView::value).toList());
        assertEquals("2", byName(all(parts.get("[\"skipList\"]"), ValueFormat.USUAL)).get("[\"b\"]").value());
        assertTrue(program.takeDiversions().contains(Diversion.EVALUATION));
    }

    @Order(3)
    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", quoteCharacter = '`', textBlock = """
            array -> int[10000] {0, 0, 0, 0, 0, …}
            mixed -> Object[4] {1, "two", null, int[2][]}
            units -> EnumMap size=2 {HOURS="h", DAYS="d"}
            set -> RegularEnumSet size=2 [NANOSECONDS, DAYS]
            present -> Optional[value="here"]
            empty -> Optional[]
            number -> OptionalInt[value=4]
            atomic -> AtomicInteger[value=9]
            flag -> AtomicBoolean[value=true]
            reference -> AtomicReference[value="r"]
            entry -> KeyValueHolder[key="k", value=1]
            none -> ImmutableCollections.ListN size=0 []
            queue -> ConcurrentLinkedQueue size>1000 [0, 1, 2, 3, 4, …]
            whole -> -123456789012345678901234567890
            fraction -> 12.3400
            uuid -> 00000000-0000-0001-0000-000000000002
            when -> 2025-02-03T04:05:06
            instant -> 2023-11-14T22:13:20Z
            duration -> PT1H30M
            path -> /tmp/ä
            builder -> "built €"
            quoted -> "say \\"hi\\"\\n\\u0001"
            type -> class java.util.Map$Entry
            boxed -> 255
            letter -> 'é'
            small -> -1
            named -> Holders.Named[name="n"]
            lambda -> Holders lambda
            exception -> IllegalArgumentException: wrong
            """)
    void textsWithoutRunningCode(String name, String text) {
        program.takeDiversions();
        assertEquals(text, locals(STILL).get(name).value());
        assertEquals(List.of(), program.takeDiversions());
    }

    @Test
    @Order(3)
    void addressesOfNativeMemoryAreNotShown() {
        Map<String, VariableView> fields = byName(all(locals(STILL).get("direct"), STILL));
        assertEquals("4", fields.get("capacity").value());
        assertFalse(fields.containsKey("address"), fields::toString);
    }

    @Test
    @Order(4)
    void toStringIsAskedWhereItIsAllowed() {
        Map<String, VariableView> locals = locals(ValueFormat.USUAL);
        assertEquals("named n", locals.get("named").value());
        assertEquals("Holders.Grumpy[size=3] (toString threw java.lang.IllegalStateException)", locals.get("grumpy").value());
        assertTrue(locals.get("longText").value().endsWith("…\" (5000 characters)"));
        assertEquals(1000 + "\"…\" (5000 characters)".length(), locals.get("longText").value().length());
    }

    @Test
    @Order(5)
    void hexadecimal() {
        Map<String, VariableView> locals = locals(HEX);
        assertEquals("0xff", locals.get("boxed").value());
        assertEquals("0xff", locals.get("small").value());
        assertEquals("'é' 0xe9", locals.get("letter").value());
    }

    @Test
    @Order(6)
    void arraysAndCollectionsComeInPages() {
        Map<String, VariableView> locals = locals(STILL);
        VariableView array = locals.get("array");
        assertEquals(10_000, array.indexedParts());
        List<VariableView> page = inspection.parts(array.id(), Parts.INDEXED, 9_998, 100, STILL);
        assertEquals(List.of("[9998]", "[9999]"), page.stream().map(VariableView::name).toList());
        assertEquals("5", page.getLast().value());
        assertEquals("array[9999]", page.getLast().expression());
        assertEquals(List.of(), inspection.parts(array.id(), Parts.NAMED, 0, 0, STILL));
        List<VariableView> list = inspection.parts(locals.get("many").id(), Parts.INDEXED, 500, 3, STILL);
        assertEquals(List.of("500", "501", "502"), list.stream().map(VariableView::value).toList());
        for (String map : List.of("large", "concurrent")) {
            assertEquals(1000, locals.get(map).indexedParts(), map);
            assertEquals(7, inspection.parts(locals.get(map).id(), Parts.INDEXED, 990, 7, STILL).size());
            List<VariableView> entries = inspection.parts(locals.get(map).id(), Parts.ALL, 0, 0, STILL);
            assertEquals(1000, entries.stream().map(VariableView::name).distinct().count());
        }
    }

    @Test
    @Order(7)
    void fieldsWithHiddenAndStaticOnes() {
        Map<String, VariableView> fields = byName(all(locals(RAW).get("base"), RAW));
        assertEquals("\"mine\"", fields.get("hidden").value());
        assertEquals("\"base\"", fields.get("hidden (Base)").value());
        assertEquals("((Base) base).hidden", fields.get("hidden (Base)").expression());
        assertEquals("\"base\"", inspection.evaluate(fields.get("hidden (Base)").expression(), frame().id(), STILL).value());
        assertEquals(Kind.STATIC_FIELD, fields.get("bases").kind());
        assertTrue(byName(all(locals(RAW).get("many"), RAW)).containsKey("elementData"));
        List<ScopeView> scopes = inspection.scopes(frame().id());
        assertEquals(List.of("Locals", "Static fields"), scopes.stream().map(ScopeView::name).toList());
        assertTrue(byName(inspection.parts(scopes.getLast().id(), Parts.ALL, 0, 0, STILL)).containsKey("ENTRIES"));
    }

    @Test
    @Order(8)
    void mapKeysWithPartsCanBeOpened() {
        VariableView entry = all(locals(STILL).get("listKeys"), STILL).getFirst();
        assertEquals(Kind.ENTRY, entry.kind());
        assertEquals("5", entry.value());
        Map<String, VariableView> pair = byName(all(entry, STILL));
        assertEquals("5", pair.get("value").value());
        assertEquals(2, pair.get("key").indexedParts());
    }

    @Test
    @Order(9)
    void expressionsOfPartsGiveTheParts() {
        for (VariableView local : locals(STILL).values()) {
            for (VariableView part : local.id() == 0 ? List.<VariableView>of() : inspection.parts(local.id(), Parts.ALL, 0, 3, STILL)) {
                if (!part.expression().isEmpty()) {
                    assertEquals(part.value(), inspection.evaluate(part.expression(), frame().id(), STILL).value(), part.expression());
                }
            }
        }
    }

    @Test
    @Order(10)
    void memory() {
        Map<String, VariableView> locals = locals(STILL);
        assertArrayEquals(new byte[] {2, 3, -1}, inspection.memory(locals.get("bytes").id(), 1, 100));
        assertArrayEquals(new byte[] {8, 7}, inspection.memory(locals.get("heap").id(), 0, 100));
        assertArrayEquals(new byte[] {3, 4}, inspection.memory(locals.get("direct").id(), 2, 2));
        assertThrows(SessionException.class, () -> inspection.memory(locals.get("many").id(), 0, 1));
    }

    @Test
    @Order(11)
    void framesHaveSources() {
        FrameView frame = frame();
        assertEquals("run", frame.location().method());
        assertEquals(Holders.class.getName(), frame.location().className());
        assertTrue(frame.application());
        SourceView source = frame.source().orElseThrow();
        assertEquals(SourceView.Origin.PROJECT, source.origin());
        String line = inspection.sourceText(source.id()).lines().skip(frame.location().line() - 1).findFirst().orElseThrow();
        assertTrue(line.contains("Stop.here()"), line);
        assertTrue(inspection.breakableLines("dev/backstep/replay/jdi/debuggee/Holders.java").contains(frame.location().line()));
        assertTrue(inspection.breakableLines("Threads.java").size() > 10, "not loaded, from the class file");
        assertEquals(List.of(), inspection.breakableLines("other/place/Holders.java"));
        assertTrue(inspection.loadedSources().contains(source));
        assertEquals(2, inspection.frameCount(program.runningThread()) - 1);
    }

    @Test
    @Order(12)
    void partsCanBeAssigned() {
        long scope = inspection.scopes(frame().id()).getFirst().id();
        assertEquals("256", inspection.assign(scope, "boxed", "255 + 1", STILL).value());
        assertEquals("256", locals(STILL).get("boxed").value());
        assertEquals("7", inspection.assign(locals(STILL).get("array").id(), "[5]", "7", STILL).value());
        assertEquals("7", inspection.evaluate("array[5]", frame().id(), STILL).value());
        assertEquals("-1", inspection.assign(locals(STILL).get("many").id(), "[3]", "-1", STILL).value());
        assertEquals("-1", inspection.evaluate("many.get(3)", frame().id(), STILL).value());
        assertEquals("8", inspection.assign(locals(STILL).get("large").id(), "[4]", "8", STILL).value());
        assertEquals("8", inspection.evaluate("large.get(4)", frame().id(), STILL).value());
        assertEquals("\"other\"", inspection.assign(locals(RAW).get("base").id(), "hidden (Base)", "\"other\"", RAW).value());
        assertEquals("\"other\"", inspection.evaluate("((Base) base).hidden", frame().id(), STILL).value());
        assertTrue(program.takeDiversions().contains(Diversion.CHANGE));
        assertThrows(SessionException.class, () -> inspection.assign(scope, "nothing", "1", STILL));
        assertThrows(SessionException.class, () -> inspection.assign(locals(STILL).get("array").id(), "[10000]", "1", STILL));
    }

    @Test
    @Order(13)
    void afterAMotionIdsAreStaleAndChangesMarked() throws InterruptedException {
        long stale = frame().id();
        VariableView array = locals(STILL).get("array");
        assertFalse(array.changed());
        program.next();
        SessionException e = assertThrows(SessionException.class, () -> inspection.scopes(stale));
        assertTrue(e.getMessage().contains("until the next motion"), e.getMessage());
        assertThrows(SessionException.class, () -> inspection.parts(array.id(), Parts.ALL, 0, 1, STILL));
        Map<String, VariableView> locals = locals(STILL);
        assertTrue(locals.get("array").changed());
        assertTrue(locals.get("many").changed());
        assertFalse(locals.get("named").changed());
        assertFalse(locals.get("large").changed());
    }
}
