package dev.backstep.record;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Run in an image: looks at what was added to it. */
final class ImageProgram {
    private ImageProgram() { }

    public static void main(String[] arguments) throws Exception {
        System.out.println("class " + Class.forName(arguments[0]).getModule().getName());
        System.out.println("in jrt " + Files.exists(Path.of(URI.create("jrt:/java.base/" + arguments[0].replace('.', '/') + ".class"))));
        System.out.println("option " + System.getProperty("backstep.test.option"));
        System.out.println("modules " + ModuleLayer.boot().modules().size());
    }
}
