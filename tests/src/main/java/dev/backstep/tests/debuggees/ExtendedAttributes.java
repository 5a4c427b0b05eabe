package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/** Extended attributes of a file. */
@Debuggee
public final class ExtendedAttributes {
    private ExtendedAttributes() {
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Files.createTempFile(Path.of(""), "attributes", "");
        try {
            UserDefinedFileAttributeView view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
            view.write("time", ByteBuffer.wrap(Long.toString(System.nanoTime()).getBytes()));
            ByteBuffer value = ByteBuffer.allocateDirect(view.size("time"));
            view.read("time", value);
            System.out.println(view.list() + " " + value.flip() + " " + value.get(0));
            view.delete("time");
            System.out.println(view.list());
        } catch (IOException | UnsupportedOperationException e) {
            System.out.println("not here: " + e); // not every file system has them
        }
    }
}
