package dev.backstep.replay.vm;

import dev.backstep.checkpoint.RestoreException;
import dev.backstep.checkpoint.RestoreOptions;
import dev.backstep.checkpoint.Template;
import dev.backstep.linux.SyscallException;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.ReplayFolder;
import dev.backstep.replay.session.SessionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * A replaying JVM as it was when it was held somewhere: a checkpoint that lives in memory. Others that are held there are made
 * of it in some ten milliseconds. Thread-safe.
 */
public final class VmTemplate implements AutoCloseable {
    private final PreparedReplay prepared;
    private final SiteTable sites;
    private final Template template;
    private final Path home;
    private final Arrival arrival;
    private final Set<Integer> flagged;

    /** @param home the folder that the JVM believes to have */
    VmTemplate(PreparedReplay prepared, SiteTable sites, Template template, Path home, Arrival arrival, Set<Integer> flagged) {
        this.prepared = prepared;
        this.sites = sites;
        this.template = template;
        this.home = home;
        this.arrival = arrival;
        this.flagged = flagged;
    }

    /** Where it is held, and so are those made of it. */
    public Arrival arrival() {
        return arrival;
    }

    /**
     * Makes a JVM.
     *
     * @throws SessionException if the machine does not allow it
     * @throws IOException if it cannot have files
     */
    public ReplayVm start() throws IOException {
        try {
            return ReplayVm.copy(this);
        } catch (SyscallException | RestoreException e) {
            throw new SessionException("the checkpoint cannot be restored: " + e.getMessage(), e);
        }
    }

    CopiedProcess start(ReplayFolder folder) {
        return new CopiedProcess(template.start(RestoreOptions.to(folder.errors()).withFolders(Map.of(home, folder.path()))),
                home);
    }

    /** Memory that would be free without it. Takes some milliseconds. */
    public long ownBytes() {
        return template.ownBytes();
    }

    PreparedReplay prepared() {
        return prepared;
    }

    SiteTable sites() {
        return sites;
    }

    Set<Integer> flagged() {
        return flagged;
    }

    /** JVMs made of it live on. */
    @Override
    public void close() {
        template.close();
    }
}
