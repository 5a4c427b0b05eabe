package dev.backstep.replay.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries.ConsoleLine;
import dev.backstep.replay.session.Queries.ThrownException;
import dev.backstep.replay.session.Target;
import dev.backstep.replay.session.TimelineSlice;
import dev.backstep.replay.session.TimelineSlice.MarkKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurveyReaderTest {
    private static Survey read(SurveyFileBuilder file) throws IOException {
        return SurveyReader.read(file.bytes(), StandardCharsets.UTF_8).survey();
    }

    private static Position at(long step) {
        return new Position(step);
    }

    @Test
    void linesBelongToWhoPrintedTheirFirstCharacter() throws IOException {
        Survey survey = read(new SurveyFileBuilder().console(5, 0, 1, "a").console(9, 2, 1, "bc\nnext é").console(12, 0, 2, "oops\r\n")
                .console(20, 0, 1, "!").end(30, 4, 6));
        assertEquals(List.of(new ConsoleLine(0, at(5), 0, false, "abc"), new ConsoleLine(1, at(9), 2, false, "next é!"),
                new ConsoleLine(2, at(12), 0, true, "oops")), survey.console(0, 0));
        assertEquals(List.of("oops"), survey.console(2, 5).stream().map(ConsoleLine::text).toList());
        assertEquals(Optional.of(at(9)), survey.locate(new Target.ConsoleLine(1)));
        assertEquals(Optional.empty(), survey.locate(new Target.ConsoleLine(3)));
    }

    @Test
    void outputBeyondTheLimitIsCounted() throws IOException {
        Survey survey = read(new SurveyFileBuilder().console(5, 0, 1, "kept").kind(4).number(7).number(700).end(30, 4, 6));
        assertEquals(List.of("kept", "(7 more lines, 700 bytes, are not kept)"),
                survey.console(0, 0).stream().map(ConsoleLine::text).toList());
    }

    @Test
    void exceptionsKnowWhereTheyWereThrownAndWhetherTheyEndedTheirThread() throws IOException {
        Survey survey = read(new SurveyFileBuilder()
                .kind(8).string("java.lang.Exception").number(0).kind(8).string("java.io.IOException").number(1).kind(9).step(7).number(3).number(1).string("ключ").number(2)
                .kind(9).step(8).number(0).number(1).string(null).number(0)
                .kind(10).number(1)
                .end(10, 0, 0)
                .kind(18).string("a.B$C").string("B.java").number(2).string("m").number(4).string(null).number(5));
        assertEquals(List.of(
                new ThrownException(0, at(7), 3, "java.io.IOException", "ключ", new CodeLocation("a.B$C", "m", 5), true),
                new ThrownException(1, at(8), 0, "java.io.IOException", "", new CodeLocation("", "", 0), false)),
                survey.exceptions(0, 0));
        assertEquals(Optional.of(at(8)), survey.overview().failure());
        assertEquals(Optional.of(at(7)), survey.locate(new Target.Thrown(0)));
    }

    @Test
    void lanesHaveTheLastNameOfTheirThread() throws IOException {
        Survey survey = read(new SurveyFileBuilder().kind(5).number(1).string("Thread-0").span(0, 5, 0, 0).span(0, 3, 1, 1)
                .span(5, 9, 0, 3).span(3, 9, 1, 0).kind(5).number(1).string("worker").kind(6).step(2).number(0).number(1)
                .end(9, 1, 1));
        TimelineSlice slice = survey.timeline(at(0), at(9), 100);
        assertEquals(List.of("thread 0", "worker"), slice.threads().stream().map(TimelineSlice.ThreadLane::name).toList());
        assertArrayEquals(new long[] {0, 5}, slice.threads().get(0).from());
        assertArrayEquals(new byte[] {1, 0}, slice.threads().get(1).state());
        assertArrayEquals(new String[] {"starts worker"}, slice.marks().text());
        assertEquals(MarkKind.THREAD_START.ordinal(), slice.marks().kind()[0]);
    }

    @Test
    void ticksAndEventsLeadToTheNearestKnownStepBefore() throws IOException {
        Survey survey = read(new SurveyFileBuilder().sample(10, 100, 4).sample(20, 50, 8).end(25, 1, 9));
        assertEquals(Optional.of(at(0)), survey.locate(new Target.Tick(99)));
        assertEquals(Optional.of(at(10)), survey.locate(new Target.Tick(149)));
        assertEquals(Optional.of(at(20)), survey.locate(new Target.Tick(150)));
        assertEquals(Optional.of(at(10)), survey.locate(new Target.Event(7)));
        assertEquals(Optional.of(at(25)), survey.locate(new Target.Event(900)));
        assertEquals(Optional.of(at(25)), survey.locate(new Target.At(at(26))));
        assertEquals(151, survey.overview().ticks());
        assertEquals(9, survey.overview().events());
        assertEquals(at(25), survey.overview().end());
    }

    @Test
    void countsOfSitesAddUpByLineOfTheFile() throws IOException {
        Survey survey = read(new SurveyFileBuilder().kind(13).number(1).number(10).kind(13).number(3).number(5).end(15, 0, 0)
                .kind(18).string("p.A").string("A.java").number(3).string("m").number(4).string("n").number(6).string("o").number(4)
                .kind(18).string("q.A").string("A.java").number(1).string("m").number(99));
        assertEquals(Map.of(4, 15L, 6, 0L), survey.lineCounts("/home/me/src/p/A.java"));
        assertEquals(Map.of(99, 0L), survey.lineCounts("q/A.java"));
        assertEquals(Map.of(4, 15L, 6, 0L, 99, 0L), survey.lineCounts("A.java"));
        assertEquals(Map.of(), survey.lineCounts("/home/me/src/A.java"));
    }

    @Test
    void whatTheReplayerAppendsIsReadBack() throws IOException {
        ByteArrayOutputStream appended = new ByteArrayOutputStream();
        SurveyAppender appender = new SurveyAppender(appended, 9);
        appender.mark(MarkKind.FILE, 4, 1, "opens /tmp/ä");
        appender.mark(MarkKind.DEADLOCK, 6, 1, "…");
        appender.clock(0, 5);
        appender.clock(8, 1_000_000_005L);
        appender.sites("a.B", null, List.of(new SurveyAppender.Place("m", 1), new SurveyAppender.Place("m", 2)));
        appender.ending("exited with status 0");
        ByteBuffer start = new SurveyFileBuilder().end(9, 1, 1).bytes();
        ByteBuffer whole = ByteBuffer.allocate(start.remaining() + appended.size()).put(start).put(appended.toByteArray()).flip();
        Survey survey = SurveyReader.read(whole, StandardCharsets.UTF_8).survey();
        TimelineSlice slice = survey.timeline(at(0), at(9), 10);
        assertArrayEquals(new String[] {"opens /tmp/ä", "…"}, slice.marks().text());
        assertArrayEquals(new long[] {4, 6}, slice.marks().step());
        assertArrayEquals(new long[] {5, 1_000_000_005L}, slice.clockNanos());
        assertEquals("exited with status 0", survey.overview().ending());
        assertEquals(1_000_000_005L, survey.overview().durationNanos());
        assertEquals(Optional.of(at(6)), survey.overview().failure());
        assertEquals(Optional.of(at(8)), survey.locate(new Target.Time(2_000_000_000L)));
    }

    @Test
    void cutOrDamagedFilesAreRefused() throws IOException {
        ByteBuffer good = new SurveyFileBuilder().console(5, 0, 1, "text").span(0, 5, 0, 0).sample(300, 2, 1).end(400, 1, 1).bytes();
        for (int length = 0; length < good.limit(); length++) {
            ByteBuffer cut = good.duplicate().limit(length);
            assertThrows(IOException.class, () -> SurveyReader.read(cut, StandardCharsets.UTF_8).survey(), "cut at " + length);
        }
        assertThrows(IOException.class, () -> read(new SurveyFileBuilder().kind(77).end(1, 1, 1)));
        assertThrows(IOException.class, () -> read(new SurveyFileBuilder().span(0, 1, 0, 7).end(1, 1, 1)));
        assertThrows(IOException.class, () -> read(new SurveyFileBuilder().kind(10).number(0).end(1, 1, 1)));
        IOException wrong = assertThrows(IOException.class,
                () -> SurveyReader.read(ByteBuffer.wrap(new byte[64]), StandardCharsets.UTF_8));
        assertTrue(wrong.getMessage().contains("not a survey"), wrong.getMessage());
    }
}
