package dev.backstep.tests.debuggees;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.util.Arrays;

/** Files by way of java.io. */
@Debuggee
public final class IoFiles {
    private IoFiles() {
    }

    public static void main(String[] arguments) throws IOException {
        File folder = new File("folder-" + System.nanoTime());
        System.out.println(folder.mkdir() + " " + folder.mkdir() + " " + new File(folder, "a/b/c").mkdirs());
        File file = new File(folder, "file.txt");
        try (BufferedWriter writer = new BufferedWriter(new FileWriter(file))) {
            for (int i = 0; i < 1_000; i++) {
                writer.write("line " + i + " " + System.nanoTime() + "\n");
            }
        }
        try (FileOutputStream out = new FileOutputStream(file, true)) {
            out.write(42);
            out.write(new byte[] {1, 2, 3}, 1, 2);
        }
        long digest = 0;
        try (BufferedReader reader = new BufferedReader(new FileReader(file))) {
            for (String line; (line = reader.readLine()) != null;) {
                digest = digest * 31 + line.hashCode();
            }
        }
        System.out.println(digest + " " + file.length() + " " + file.lastModified() + " " + file.canWrite() + " " + file.isHidden());
        try (FileInputStream in = new FileInputStream("/proc/self/stat")) {
            System.out.println(in.available() + " " + in.skip(3) + " " + in.read() + " " + new String(in.readAllBytes()));
        }
        System.out.println(Arrays.toString(folder.list()) + " " + file.getCanonicalPath() + " " + new File("/nowhere").list());
        System.out.println(file.setLastModified(1_000_000) + " " + file.setReadOnly() + " " + file.lastModified() + " " + file.canExecute());
        System.out.println(file.renameTo(new File(folder, "renamed")) + " " + file.exists() + " " + folder.delete());
        try {
            new FileInputStream("/nowhere").close();
        } catch (FileNotFoundException e) {
            System.out.println(e);
        }
        File temporary = File.createTempFile("backstep", ".tmp", folder);
        temporary.deleteOnExit();
        System.out.println(temporary + " " + temporary.isFile() + " " + new File("/").getFreeSpace());
    }
}
