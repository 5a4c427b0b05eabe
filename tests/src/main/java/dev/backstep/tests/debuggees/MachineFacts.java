package dev.backstep.tests.debuggees;

import java.io.File;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TimeZone;
import java.util.TreeMap;

/** Environment, system properties, working directory, locale, time zone. */
@Debuggee(vmOptions = {"-Dcolour=blue", "-Duser.language=fr"}, arguments = {"one", "two words", ""})
public final class MachineFacts {
    private MachineFacts() {
    }

    public static void main(String[] arguments) {
        System.out.println(String.join("|", arguments));
        System.out.println(new TreeMap<>(System.getenv()) + " " + System.getenv("PATH") + " " + System.getenv("NOT_SET"));
        TreeMap<Object, Object> properties = new TreeMap<>(System.getProperties());
        properties.forEach((key, value) -> System.out.println(key + "=" + value));
        System.setProperty("colour", "red");
        System.clearProperty("user.language");
        System.out.println(System.getProperty("colour") + System.getProperty("user.language") + Integer.getInteger("none", 7));
        System.out.println(Path.of("").toAbsolutePath() + " " + new File("x").getAbsolutePath() + " " + Path.of("/usr/../usr").normalize());
        System.out.println(Locale.getDefault() + " " + TimeZone.getDefault().getID() + " " + Charset.defaultCharset());
        System.out.println(Runtime.version() + " " + Runtime.getRuntime().availableProcessors() + " " + ProcessHandle.current().pid());
        System.out.println(new File("/").getTotalSpace() + " " + new File("/").getUsableSpace());
    }
}
