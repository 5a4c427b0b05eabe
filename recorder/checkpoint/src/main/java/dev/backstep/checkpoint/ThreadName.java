package dev.backstep.checkpoint;

import dev.backstep.linux.ProcFiles;

/**
 * What a thread is called.
 *
 * @param id   as its process sees it
 * @param name for people
 */
record ThreadName(int id, String name) {
    static ThreadName of(ProcFiles proc, int tid) {
        return new ThreadName(idInNamespace(proc.status(tid, "NSpid")), proc.text("task/" + tid + "/comm").stripTrailing());
    }

    /** NSpid lists the ids from our namespace to its own: pid_namespaces(7). */
    static int idInNamespace(String ids) {
        return Integer.parseInt(ids.substring(Math.max(ids.lastIndexOf('\t'), ids.lastIndexOf(' ')) + 1));
    }
}
