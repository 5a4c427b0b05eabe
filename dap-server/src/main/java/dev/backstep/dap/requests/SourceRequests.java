package dev.backstep.dap.requests;

import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.recording.RecordingMetadata;
import dev.backstep.replay.session.SourceView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.debug.BreakpointLocation;
import org.eclipse.lsp4j.debug.BreakpointLocationsArguments;
import org.eclipse.lsp4j.debug.BreakpointLocationsResponse;
import org.eclipse.lsp4j.debug.LoadedSourcesArguments;
import org.eclipse.lsp4j.debug.LoadedSourcesResponse;
import org.eclipse.lsp4j.debug.Module;
import org.eclipse.lsp4j.debug.ModulesArguments;
import org.eclipse.lsp4j.debug.ModulesResponse;
import org.eclipse.lsp4j.debug.Source;
import org.eclipse.lsp4j.debug.SourceArguments;
import org.eclipse.lsp4j.debug.SourceResponse;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Source texts, what is loaded, and where breakpoints can be. */
public final class SourceRequests {
    private final Conversation conversation;

    public SourceRequests(Conversation conversation) {
        this.conversation = conversation;
    }

    @JsonRequest
    CompletableFuture<SourceResponse> source(SourceArguments arguments) {
        int number = arguments.getSource() != null && arguments.getSource().getSourceReference() != null
                ? arguments.getSource().getSourceReference() : arguments.getSourceReference();
        SourceView view = conversation.sources().supplied(number).orElseThrow(() ->
                Trouble.WRONG_ARGUMENTS.exception("There is no source with the number " + number + "."));
        return conversation.look(session -> {
            SourceResponse response = new SourceResponse();
            response.setContent(session.inspection().sourceText(view.id()));
            response.setMimeType("text/x-java");
            return response;
        });
    }

    @JsonRequest
    CompletableFuture<LoadedSourcesResponse> loadedSources(LoadedSourcesArguments arguments) {
        return conversation.look(session -> {
            LoadedSourcesResponse response = new LoadedSourcesResponse();
            response.setSources(session.inspection().loadedSources().stream()
                    .map(view -> conversation.sources().toClient(view, Optional.empty(), conversation.client())).toArray(Source[]::new));
            return response;
        });
    }

    /** Each entry of the class path, and the JDK. */
    @JsonRequest
    CompletableFuture<ModulesResponse> modules(ModulesArguments arguments) {
        int first = arguments.getStartModule() == null ? 0 : Math.max(0, arguments.getStartModule());
        int most = arguments.getModuleCount() == null ? 0 : arguments.getModuleCount();
        return conversation.query(session -> {
            List<Module> all = modules(session.metadata());
            ModulesResponse response = new ModulesResponse();
            response.setModules(all.stream().skip(first).limit(most <= 0 ? all.size() : most).toArray(Module[]::new));
            response.setTotalModules(all.size());
            return response;
        });
    }

    private static List<Module> modules(RecordingMetadata metadata) {
        List<Module> all = new ArrayList<>();
        for (String entry : metadata.classPath()) {
            Path path = Path.of(metadata.workingDirectory()).resolve(entry).normalize();
            all.add(module(all.size(), path.getFileName() == null ? entry : path.getFileName().toString(), path.toString(), true));
        }
        Module jdk = module(all.size(), "JDK", metadata.jdkHome(), false);
        jdk.setVersion(metadata.jdkVersion());
        all.add(jdk);
        return all;
    }

    private static Module module(int id, String name, String path, boolean userCode) {
        Module module = new Module();
        module.setId(Either.forLeft(id + 1));
        module.setName(name);
        module.setPath(path);
        module.setIsUserCode(userCode);
        return module;
    }

    @JsonRequest
    CompletableFuture<BreakpointLocationsResponse> breakpointLocations(BreakpointLocationsArguments arguments) {
        String source = conversation.sources().name(arguments.getSource(), conversation.client());
        int first = conversation.client().lineFromClient(arguments.getLine());
        int last = arguments.getEndLine() == null ? first : conversation.client().lineFromClient(arguments.getEndLine());
        return conversation.look(session -> {
            BreakpointLocationsResponse response = new BreakpointLocationsResponse();
            response.setBreakpoints(session.inspection().breakableLines(source).stream().filter(line -> line >= first && line <= last)
                    .map(line -> {
                        BreakpointLocation location = new BreakpointLocation();
                        location.setLine(conversation.client().lineToClient(line));
                        return location;
                    }).toArray(BreakpointLocation[]::new));
            return response;
        });
    }
}
