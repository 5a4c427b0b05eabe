package dev.backstep.checkpoint;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.RestartableSequence;
import dev.backstep.linux.RobustList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Checkpoints as bytes: components in the order of their declaration, lists and arrays with their length before them.
 * No class names are in there. A new component needs a new version in {@link CheckpointLayout}.
 */
final class CheckpointSerializer {
    private CheckpointSerializer() { }

    static byte[] toBytes(Checkpoint checkpoint) {
        Output output = new Output(1 << 16, -1);
        output.writeInt(checkpoint.number());
        write(output, checkpoint.mark());
        write(output, checkpoint.process());
        write(output, checkpoint.pages());
        write(output, checkpoint.process().death());
        return output.toBytes();
    }

    /** @throws com.esotericsoftware.kryo.KryoException and others if these are not the bytes of a checkpoint */
    static Checkpoint fromBytes(byte[] bytes) {
        Input input = new Input(bytes);
        int number = input.readInt();
        Mark mark = readMark(input);
        ProcessState process = readProcess(input);
        PageIndex pages = readPages(input);
        return new Checkpoint(number, mark, process.withDeath(readDeath(input)), pages);
    }

    private static void write(Output output, Mark mark) {
        output.writeLong(mark.step());
        output.writeLong(mark.event());
        output.writeLong(mark.tick());
        output.writeString(mark.reason());
        output.writeString(mark.label());
    }

    private static Mark readMark(Input input) {
        return new Mark(input.readLong(), input.readLong(), input.readLong(), input.readString(), input.readString());
    }

    private static void write(Output output, ProcessState process) {
        output.writeInt(process.pid());
        output.writeString(process.executable());
        output.writeString(process.workingDirectory());
        output.writeLong(process.personality());
        writeBytes(output, process.auxiliaryVector());
        writeLongs(output, process.layout());
        output.writeLong(process.monotonicNanos());
        output.writeLong(process.tidAddressOffset());
        output.writeInt(process.signalActions().length);
        for (long[] action : process.signalActions()) {
            writeLongs(output, action);
        }
        output.writeInt(process.mappings().size());
        process.mappings().forEach(mapping -> write(output, mapping));
        output.writeInt(process.threads().size());
        process.threads().forEach(thread -> write(output, thread));
        output.writeInt(process.descriptors().size());
        process.descriptors().forEach(descriptor -> write(output, descriptor));
        output.writeInt(process.losses().size());
        process.losses().forEach(output::writeString);
    }

    private static ProcessState readProcess(Input input) {
        return new ProcessState(input.readInt(), input.readString(), input.readString(), input.readLong(),
                readBytes(input), readLongs(input), input.readLong(), input.readLong(),
                readList(input, CheckpointSerializer::readLongs).toArray(long[][]::new),
                readList(input, CheckpointSerializer::readMapping), readList(input, CheckpointSerializer::readThread),
                readList(input, CheckpointSerializer::readDescriptor), readList(input, Input::readString), Death.NONE);
    }

    private static void write(Output output, Death death) {
        output.writeInt(death.signal());
        output.writeInt(death.thread());
        output.writeInt(death.code());
        output.writeLong(death.address());
    }

    /** The first files had none. */
    private static Death readDeath(Input input) {
        return input.end() ? Death.NONE : new Death(input.readInt(), input.readInt(), input.readInt(), input.readLong());
    }

    private static void write(Output output, MappingState state) {
        MemoryMapping mapping = state.mapping();
        output.writeLong(mapping.start());
        output.writeLong(mapping.end());
        output.writeString(mapping.permissions());
        output.writeLong(mapping.offset());
        output.writeLong(mapping.inode());
        output.writeString(mapping.path());
        output.writeInt(state.backing().ordinal());
        output.writeLong(state.file().sizeBytes());
        output.writeLong(state.file().modifiedMillis());
    }

    private static MappingState readMapping(Input input) {
        return new MappingState(new MemoryMapping(input.readLong(), input.readLong(), input.readString(), input.readLong(),
                input.readLong(), input.readString()), Backing.values()[input.readInt()],
                new FileIdentity(input.readLong(), input.readLong()));
    }

    private static void write(Output output, ThreadState thread) {
        output.writeInt(thread.id());
        output.writeString(thread.name());
        writeLongs(output, thread.registers());
        writeBytes(output, thread.extendedState());
        output.writeLong(thread.signalMask());
        writeLongs(output, thread.signalStack());
        output.writeLong(thread.robustList().head());
        output.writeLong(thread.robustList().lengthBytes());
        output.writeLong(thread.restartableSequence().address());
        output.writeInt(thread.restartableSequence().lengthBytes());
        output.writeInt(thread.restartableSequence().signature());
    }

    private static ThreadState readThread(Input input) {
        return new ThreadState(input.readInt(), input.readString(), readLongs(input), readBytes(input), input.readLong(),
                readLongs(input), new RobustList(input.readLong(), input.readLong()),
                new RestartableSequence(input.readLong(), input.readInt(), input.readInt()));
    }

    private static void write(Output output, DescriptorState descriptor) {
        output.writeInt(descriptor.number());
        output.writeInt(descriptor.kind().ordinal());
        output.writeString(descriptor.target());
        output.writeLong(descriptor.position());
        output.writeInt(descriptor.flags());
        output.writeLong(descriptor.detail());
    }

    private static DescriptorState readDescriptor(Input input) {
        return new DescriptorState(input.readInt(), DescriptorState.Kind.values()[input.readInt()], input.readString(),
                input.readLong(), input.readInt(), input.readLong());
    }

    private static void write(Output output, PageIndex pages) {
        output.writeInt(pages.runCount());
        for (int run = 0; run < pages.runCount(); run++) {
            output.writeLong(pages.address(run));
            output.writeInt(pages.count(run));
            output.writeInt(pages.filePage(run));
        }
    }

    private static PageIndex readPages(Input input) {
        int count = readCount(input);
        PageIndex.Builder builder = new PageIndex.Builder();
        for (int i = 0; i < count; i++) {
            builder.add(input.readLong(), input.readInt(), input.readInt());
        }
        return builder.build();
    }

    private static void writeLongs(Output output, long[] values) {
        output.writeInt(values.length);
        output.writeLongs(values, 0, values.length);
    }

    private static long[] readLongs(Input input) {
        return input.readLongs(readCount(input));
    }

    private static void writeBytes(Output output, byte[] bytes) {
        output.writeInt(bytes.length);
        output.writeBytes(bytes);
    }

    private static byte[] readBytes(Input input) {
        return input.readBytes(readCount(input));
    }

    private static <T> List<T> readList(Input input, Function<Input, T> element) {
        int count = readCount(input);
        List<T> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(element.apply(input));
        }
        return list;
    }

    /**
     * An element has at least a byte, so a count that is longer than the rest is wrong, and nothing is allocated for
     * it.
     */
    private static int readCount(Input input) {
        int count = input.readInt();
        if (count < 0 || count > input.limit() - input.position()) {
            throw new IllegalArgumentException(count + " elements in " + (input.limit() - input.position()) + " bytes");
        }
        return count;
    }
}
