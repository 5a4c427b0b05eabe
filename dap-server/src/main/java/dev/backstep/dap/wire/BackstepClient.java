package dev.backstep.dap.wire;

import org.eclipse.lsp4j.debug.services.IDebugProtocolClient;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;

/** A client, with the events that are ours; others ignore those. */
public interface BackstepClient extends IDebugProtocolClient {
    /** The session stands somewhere, or began to stand otherwise (a diversion). */
    @JsonNotification("backstep/position")
    void position(PositionEvent event);

    /** Checkpoints or bookmarks are other ones than before. */
    @JsonNotification("backstep/changed")
    void changed(ChangedEvent event);

    /** @param what {@code checkpoints} or {@code bookmarks} */
    record ChangedEvent(String what) { }

    /**
     * Where a session stands.
     *
     * @param position as text, {@code t=48213}
     * @param step its number
     * @param threadId as in the protocol's {@code threads}
     * @param location class, method and line; empty at the end of the recording
     * @param reason why it stands here
     * @param diverted whether it has left the recorded timeline
     * @param recording the file
     */
    record PositionEvent(String position, long step, long tick, long event, int threadId, String location, String reason, String text,
            boolean diverted, String recording) { }
}
