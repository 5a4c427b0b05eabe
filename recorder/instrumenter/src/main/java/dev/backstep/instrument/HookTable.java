package dev.backstep.instrument;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The natives that are logged, as data: one file per JDK version, {@code natives-25.txt}, which explains its columns.
 * Immutable.
 */
final class HookTable {
    /** Ids below belong to hooks written by hand; {@code BackstepNatives} names them. */
    private static final List<String> BY_HAND = List.of("", "java/lang/ref/Reference.waitForReferencePendingList",
            "java/lang/ref/Reference.hasReferencePendingList", "sun/nio/ch/UnixFileDispatcherImpl.map0",
            "jdk/internal/misc/Signal.raise0", "java/io/RandomAccessFile.getFilePointer", "java/lang/Thread.start0");
    private static final int FIRST_GENERATED = 16;

    private final Map<String, NativeHook> byCall = new HashMap<>();
    private final Map<String, List<NativeHook>> byOwner = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    private HookTable() { }

    /** @throws UnsupportedJdkException when there is no table for that version */
    static HookTable forFeature(int feature) {
        HookTable table = new HookTable();
        try (InputStream in = HookTable.class.getResourceAsStream("natives-" + feature + ".txt")) {
            if (in == null) {
                throw new UnsupportedJdkException(feature);
            }
            table.read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    private void read(BufferedReader lines) throws IOException {
        for (int i = 0; i < FIRST_GENERATED; i++) {
            names.add(i < BY_HAND.size() ? BY_HAND.get(i) : "");
        }
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] columns = line.strip().split("\\s+");
            if (columns[0].isEmpty() || columns[0].startsWith("#")) {
                continue;
            }
            if (columns[0].equals("alias")) {
                aliases.put(columns[1], columns[2]);
            } else if (!columns[3].equals("H")) {
                add(NativeHook.parse(names.size(), columns));
            }
        }
    }

    private void add(NativeHook hook) {
        names.add(hook.owner() + "." + hook.name());
        byCall.put(Redirects.call(hook.owner(), hook.name(), hook.descriptor()), hook);
        byOwner.computeIfAbsent(hook.owner(), owner -> new ArrayList<>()).add(hook);
    }

    /** @return the hook of the native that a call site names, or null */
    NativeHook find(String owner, String name, String descriptor) {
        NativeHook hook = byCall.get(Redirects.call(owner, name, descriptor));
        String declaring = aliases.get(owner);
        return hook != null || declaring == null ? hook : byCall.get(Redirects.call(declaring, name, descriptor));
    }

    List<NativeHook> declaredIn(String owner) {
        return byOwner.getOrDefault(owner, List.of());
    }

    /** Names by hook id. */
    List<String> names() {
        return List.copyOf(names);
    }
}
