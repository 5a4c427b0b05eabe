package dev.backstep.dap.state;

import dev.backstep.replay.session.SourceView;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.lsp4j.debug.Source;
import org.eclipse.lsp4j.debug.SourcePresentationHint;

/** Sources as the client names them (a path, or a number for text that we supply) and as the session names them. */
public final class SourceTable {
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
        if (view.path().isEmpty()) {
            className.ifPresent(name -> classNames.put(key(source), outermost(name)));
        }
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
        String name = source.getName() == null ? "" : source.getName();
        return Optional.ofNullable(classNames.get(key(source))).map(known -> folder(known) + name).orElse(name);
    }

    /** {@code a/b/} for {@code a.b.Foo}. */
    private static String folder(String className) {
        return className.substring(0, className.lastIndexOf('.') + 1).replace('.', '/');
    }

    /** The outermost class around a line of a file, as far as we know or can read. @param line from 1 */
    public Optional<String> className(Source source, int line, ClientFeatures client) {
        Optional<String> read = TopLevelTypes.in(Path.of(name(source, client))).flatMap(types -> types.at(line));
        return read.or(() -> Optional.ofNullable(classNames.get(key(source))));
    }

    private static String key(Source source) {
        Integer number = source.getSourceReference();
        return number != null && number > 0 ? "#" + number : "";
    }

    private static String outermost(String className) {
        int nested = className.indexOf('$', className.lastIndexOf('.') + 2);
        return nested < 0 ? className : className.substring(0, nested);
    }
}
