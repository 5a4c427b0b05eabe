package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/** A watch service on a folder in which another thread makes, changes and deletes files. */
@Debuggee
public final class WatchedFolder {
    private WatchedFolder() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Path.of(""), "watched");
        try (WatchService watcher = FileSystems.getDefault().newWatchService()) {
            folder.register(watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
            System.out.println(watcher.poll());
            Work.start("changer", () -> {
                for (int i = 0; i < 5; i++) {
                    Path file = Files.writeString(folder.resolve("file-" + i), "x");
                    Thread.sleep(i);
                    Files.delete(file);
                }
                Files.createFile(folder.resolve("last"));
            });
            boolean last = false;
            while (!last) {
                WatchKey key = watcher.poll(10, TimeUnit.SECONDS);
                for (WatchEvent<?> event : key.pollEvents()) {
                    System.out.println(event.kind() + " " + event.context() + " " + event.count());
                    last |= "last".equals(event.context().toString());
                }
                key.reset();
            }
        }
    }
}
