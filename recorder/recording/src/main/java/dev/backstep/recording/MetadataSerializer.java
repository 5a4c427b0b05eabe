package dev.backstep.recording;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** The metadata's components in the order of their declaration. A new one needs a new format version. */
final class MetadataSerializer extends Serializer<RecordingMetadata> {
    @Override
    public void write(Kryo kryo, Output output, RecordingMetadata metadata) {
        BoundedFields.writeStrings(output, metadata.commandLine());
        BoundedFields.writeStrings(output, metadata.expandedCommandLine());
        output.writeString(metadata.jdkHome());
        output.writeString(metadata.jdkVersion());
        output.writeString(metadata.imageVersion());
        BoundedFields.writeStrings(output, metadata.vmOptions());
        BoundedFields.writeStrings(output, metadata.classPath());
        BoundedFields.writeStrings(output, metadata.programArguments());
        output.writeVarInt(metadata.target().kind().ordinal(), true);
        output.writeString(metadata.target().name());
        BoundedFields.writeMap(output, metadata.environment());
        output.writeString(metadata.workingDirectory());
        output.writeString(metadata.user());
        output.writeString(metadata.host());
        output.writeString(metadata.operatingSystem());
        output.writeVarInt(metadata.machine().processorCount(), true);
        output.writeLong(metadata.machine().memoryBytes());
        output.writeLong(metadata.startedAtMillis());
        output.writeString(metadata.backstepVersion());
        BoundedFields.writeLines(output, metadata.hookNames());
    }

    @Override
    public RecordingMetadata read(Kryo kryo, Input input, Class<? extends RecordingMetadata> type) {
        return RecordingMetadata.builder()
                .commandLine(BoundedFields.readStrings(input))
                .expandedCommandLine(BoundedFields.readStrings(input))
                .jdkHome(input.readString())
                .jdkVersion(input.readString())
                .imageVersion(input.readString())
                .vmOptions(BoundedFields.readStrings(input))
                .classPath(BoundedFields.readStrings(input))
                .programArguments(BoundedFields.readStrings(input))
                .target(new LaunchTarget(
                        BoundedFields.readEnum(input, LaunchTarget.Kind.values()), input.readString()))
                .environment(BoundedFields.readMap(input))
                .workingDirectory(input.readString())
                .user(input.readString())
                .host(input.readString())
                .operatingSystem(input.readString())
                .machine(new Machine(input.readVarInt(true), input.readLong()))
                .startedAtMillis(input.readLong())
                .backstepVersion(input.readString())
                .hookNames(BoundedFields.readLines(input))
                .build();
    }
}
