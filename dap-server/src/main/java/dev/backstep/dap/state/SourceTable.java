package dev.backstep.dap.state;

import dev.backstep.replay.session.SourceView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.lsp4j.debug.Source;
import org.eclipse.lsp4j.debug.SourcePresentationHint;

/** Sources as the client names them (a path, or a number for text that we supply) and as the session names them. */
public final class SourceTable {
    private static final Pattern PACKAGE = Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;");
    private static final int LONGEST_HEAD_LINES = 500;

    private final Map<Integer, SourceView> supplied = new ConcurrentHashMap<>();
    private final Map<String, String> classNames = new ConcurrentHashMap<>();

    /** @param className a class of that file, if one is known: it says later what the file holds */
    public Source toClient(SourceView view, Optional<String> className, ClientFeatures client) {
        Source source = new Source();
        source.setName(view.name());
        if (view.path().isPresent()) {
            source.setPath(client.pathToClient(view.path().get()));
        } else {
            source.setSourceReference(number(view));
            supplied.put(number(view), view);
        }
        switch (view.origin()) {
            case PROJECT -> { }
            case SOURCES_JAR -> source.setOrigin("sources jar");
            case JDK -> source.setOrigin("JDK");
            case DECOMPILED -> source.setOrigin("decompiled");
        }
        if (view.origin() == SourceView.Origin.JDK) {
            source.setPresentationHint(SourcePresentationHint.DEEMPHASIZE);
        }
        className.ifPresent(name -> classNames.put(key(source, client), outermost(name)));
        return source;
    }

    /** The number by which a client asks for a text that has no path. */
    private static int number(SourceView view) {
        return view.id() + 1;
    }

    /** The id in the session of what a client asks for by number. */
    public Optional<SourceView> supplied(int number) {
        return Optional.ofNullable(supplied.get(number));
    }

    /** What the session matches a breakpoint's source by. */
    public String name(Source source, ClientFeatures client) {
        if (source.getPath() != null && !source.getPath().isEmpty()) {
            return client.pathFromClient(source.getPath());
        }
        return source.getName() == null ? "" : source.getName();
    }

    /** The outermost class of a file, as far as we know or can read. */
    public Optional<String> className(Source source, ClientFeatures client) {
        String known = classNames.get(key(source, client));
        return known != null ? Optional.of(known) : classInFile(name(source, client));
    }

    private String key(Source source, ClientFeatures client) {
        Integer number = source.getSourceReference();
        return number != null && number > 0 ? "#" + number : name(source, client);
    }

    private static Optional<String> classInFile(String name) {
        if (!name.endsWith(".java")) {
            return Optional.empty();
        }
        Path file = Path.of(name);
        String simple = file.getFileName().toString().replaceAll("\\.java$", "");
        try (Stream<String> lines = Files.lines(file)) {
            Optional<String> packageName = lines.limit(LONGEST_HEAD_LINES).map(PACKAGE::matcher).filter(Matcher::find)
                    .map(matcher -> matcher.group(1)).findFirst();
            return Optional.of(packageName.map(prefix -> prefix + "." + simple).orElse(simple));
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty();    // the session then matches by the name of the file
        }
    }

    private static String outermost(String className) {
        int nested = className.indexOf('$', className.lastIndexOf('.') + 2);
        return nested < 0 ? className : className.substring(0, nested);
    }
}
