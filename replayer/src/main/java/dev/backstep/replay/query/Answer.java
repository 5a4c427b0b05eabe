package dev.backstep.replay.query;

import dev.backstep.recording.QueryLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the runtime found out, see {@link QueryLayout}.
 *
 * @param unseen the present value, if none of the writes gave it
 * @param firstKept writes before this step were forgotten; 0 if none were
 */
record Answer(long firstKept, List<Write> writes, Optional<ValueText> unseen, List<Hit> hits, List<Access> accesses) {
    /** @param site from 1. @param value empty at the entry of the frame whose local is meant */
    record Write(long step, int thread, int site, Optional<ValueText> value) { }

    record Hit(long step, int thread, List<ValueText> values) { }

    /** A read or write of a field. @param site from 1 */
    record Access(long step, int thread, int site, boolean isWrite) { }

    /**
     * @param expressions number of values of each hit
     * @throws IOException if the file is cut off or damaged
     */
    static Answer read(Path file, int expressions) throws IOException {
        return read(ByteBuffer.wrap(Files.readAllBytes(file)), expressions);
    }

    static Answer read(ByteBuffer bytes, int expressions) throws IOException {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        SurveyInput in = SurveyInput.ofAnswer(bytes);
        long firstKept = 0;
        List<Write> writes = new ArrayList<>();
        Optional<ValueText> unseen = Optional.empty();
        List<Hit> hits = new ArrayList<>();
        List<Access> accesses = new ArrayList<>();
        while (true) {
            int kind = in.readByte();
            switch (kind) {
                case QueryLayout.FIRST_KEPT -> firstKept = in.readUnsigned();
                case QueryLayout.WRITE -> writes.add(new Write(in.readUnsigned(), in.readIndex(), in.readIndex(), ValueText.read(in)));
                case QueryLayout.UNSEEN -> unseen = ValueText.read(in);
                case QueryLayout.HIT -> {
                    long step = in.readUnsigned();
                    int thread = in.readIndex();
                    List<ValueText> values = new ArrayList<>();
                    for (int i = 0; i < expressions; i++) {
                        values.add(ValueText.read(in).orElseThrow(() -> in.damaged("a value is missing")));
                    }
                    hits.add(new Hit(step, thread, List.copyOf(values)));
                }
                case QueryLayout.ACCESS -> accesses.add(new Access(in.readUnsigned(), in.readIndex(), in.readIndex(), in.readIndex() != 0));
                case QueryLayout.DONE -> {
                    return new Answer(firstKept, List.copyOf(writes), unseen, List.copyOf(hits), List.copyOf(accesses));
                }
                default -> throw in.damaged("unknown record " + kind);
            }
        }
    }
}
