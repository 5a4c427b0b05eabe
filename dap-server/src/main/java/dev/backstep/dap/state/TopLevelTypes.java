package dev.backstep.dap.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types that a source file declares at its left margin, by where they begin. Enough to know which class a line belongs to. */
record TopLevelTypes(List<Declaration> declarations) {
    private static final Pattern PACKAGE = Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;");
    private static final Pattern TYPE = Pattern.compile("^(?:[a-z@][\\w@().-]*\\s+)*(?:class|interface|enum|record|@interface)\\s+(\\w+).*");

    /** @param className binary name. @param line from 1 */
    record Declaration(String className, int line) { }

    /** Empty if the file is not here or declares nothing that we see. */
    static Optional<TopLevelTypes> in(Path file) {
        if (!file.toString().endsWith(".java") || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            List<Declaration> declarations = parse(Files.readAllLines(file));
            return declarations.isEmpty() ? Optional.empty() : Optional.of(new TopLevelTypes(declarations));
        } catch (IOException e) {
            return Optional.empty();    // the session then matches by the name of the file
        }
    }

    private static List<Declaration> parse(List<String> lines) {
        List<Declaration> declarations = new ArrayList<>();
        String prefix = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher packageName = PACKAGE.matcher(lines.get(i));
            Matcher type = TYPE.matcher(lines.get(i));
            if (packageName.find() && prefix.isEmpty()) {
                prefix = packageName.group(1) + ".";
            } else if (type.matches()) {
                declarations.add(new Declaration(prefix + type.group(1), i + 1));
            }
        }
        return declarations;
    }

    /** The type that begins last before or at a line. */
    Optional<String> at(int line) {
        return declarations.stream().filter(declaration -> declaration.line() <= line).reduce((first, second) -> second)
                .or(() -> declarations.stream().findFirst()).map(Declaration::className);
    }
}
