package dev.backstep.replay.query;

import dev.backstep.replay.ReplayFolder;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.ReplayVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Finds all reads and writes of a field, in any object, by code of the application: one pass over the recording. */
final class AccessQuery {
    private final QueryHost host;

    AccessQuery(QueryHost host) {
        this.host = host;
    }

    /** @param owners binary names of the class that has the field and its subclasses. @return in order */
    List<Answer.Access> accesses(List<String> owners, String field, boolean reads, boolean writes) throws IOException {
        String question = "accesses|access " + field + " " + (reads ? 1 : 0) + " " + (writes ? 1 : 0) + " "
                + String.join(",", owners.stream().map(name -> name.replace('.', '/')).toList());
        ReplayFolder folder = ReplayFolder.create();
        Path file = folder.path().resolve("answer");
        try (ReplayVm vm = host.beginning().ask(host.sites(), List.of("-Dbackstep.question=" + question, "-Dbackstep.answer=" + file))) {
            new PassRun(host, "looking for uses of " + field).run(vm, Goal.end());
            return Answer.read(file, 0).accesses();
        } finally {
            folder.delete();
        }
    }
}
