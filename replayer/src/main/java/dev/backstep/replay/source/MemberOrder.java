package dev.backstep.replay.source;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Range;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import dev.backstep.replay.source.LineAligner.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts the members of decompiled classes into the order that their lines have: a decompiler writes nested classes last. */
final class MemberOrder {
    private final List<Line> lines;

    private MemberOrder(List<Line> lines) {
        this.lines = lines;
    }

    /** Some whole lines, and where the first of them that has code was. */
    private record Chunk(List<Line> lines, int original) { }

    /** @return the same lines in another order; in the same one if the text cannot be parsed */
    static List<Line> restore(String text, List<Line> lines) {
        Optional<CompilationUnit> file = parse(text);
        if (file.isEmpty() || file.get().getTypes().isEmpty() || file.get().getType(0).getRange().isEmpty()) {
            return lines;
        }
        return new MemberOrder(lines).around(file.get().getType(0), 1, lines.size());
    }

    private static Optional<CompilationUnit> parse(String text) {
        try {
            return new JavaParser(new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_25)).parse(text).getResult();
        } catch (StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** The lines from {@code first} to {@code last}, in which the type lies. */
    private List<Line> around(TypeDeclaration<?> type, int first, int last) {
        List<Chunk> chunks = new ArrayList<>();
        int head = -1;
        int done = first - 1;
        for (BodyDeclaration<?> member : type.getMembers()) {
            Range range = member.getRange().orElse(null);
            if (range == null || range.begin.line <= done || range.end.line > last) {
                return lines.subList(first - 1, last);      // not one member a line: leave it
            }
            head = head < 0 ? range.begin.line - 1 : head;
            int begin = chunks.isEmpty() ? range.begin.line : done + 1;
            List<Line> inside = member instanceof TypeDeclaration<?> nested ? around(nested, begin, range.end.line)
                    : lines.subList(begin - 1, range.end.line);
            chunks.add(new Chunk(inside, original(inside, chunks.isEmpty() ? 0 : chunks.getLast().original())));
            done = range.end.line;
        }
        if (chunks.size() < 2) {
            return chunks.isEmpty() ? lines.subList(first - 1, last) : joined(first, head, chunks, done, last);
        }
        chunks.sort(Comparator.comparingInt(Chunk::original));
        return joined(first, head, chunks, done, last);
    }

    private List<Line> joined(int first, int head, List<Chunk> chunks, int done, int last) {
        List<Line> all = new ArrayList<>(lines.subList(first - 1, head));
        chunks.forEach(chunk -> all.addAll(chunk.lines()));
        all.addAll(lines.subList(done, last));
        return all;
    }

    /** What has no code stays behind what it stood behind. */
    private static int original(List<Line> chunk, int before) {
        return chunk.stream().mapToInt(Line::original).filter(line -> line > 0).findFirst().orElse(before);
    }
}
