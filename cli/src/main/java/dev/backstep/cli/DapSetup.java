package dev.backstep.cli;

import dev.backstep.dap.DapOptions;
import dev.backstep.dap.PageServer;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.travel.ReplaySessions;
import dev.backstep.replay.travel.SessionOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Gives the DAP server what it needs: the real sessions, and our own command to record with. */
final class DapSetup {
    private DapSetup() { }

    static DapOptions options() {
        return options(new EditorPage());
    }

    static DapOptions options(PageServer page) {
        return new DapOptions((recording, sourcePaths, listener) -> {
            ReplaySession session = ReplaySessions.open(recording, SessionOptions.usual().withSources(sourcePaths));
            session.addListener(listener);
            return session;
        }, ownCommand(), Optional.of(page), Optional.empty());
    }

    /** The script that started us, or the one that is on the path. */
    private static List<String> ownCommand() {
        String home = System.getProperty("backstep.home");
        if (home != null && Files.isExecutable(Path.of(home, "backstep"))) {
            return List.of(Path.of(home, "backstep").toString());
        }
        return List.of("backstep");
    }
}
