package dev.backstep.cli;

import dev.backstep.checkpoint.Capabilities;
import dev.backstep.checkpoint.Capability;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what checkpoints can be on this machine. */
@Command(
        name = "doctor",
        description = "Tell what this machine allows of what checkpoints need, and what to change.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.GOOD_TEXT, ExitCodes.INTERNAL_TEXT, ExitCodes.USAGE_TEXT},
        footer = "What is missing is no error: recording and replay work without checkpoints.")
final class DoctorCommand implements Callable<Integer> {
    private static final String LINE = "%-18s %-4s %s";

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Capabilities capabilities = Capabilities.probe();
        try (StandardOutput out = json.json ? StandardOutput.json() : StandardOutput.text()) {
            if (json.json) {
                out.line(Json.pretty(toJson(capabilities)));
            } else {
                capabilities.all().forEach(capability -> printLine(out, capability));
                out.line("");
                out.line("Checkpoints: " + summary(capabilities));
            }
        }
        return ExitCodes.GOOD;
    }

    private static void printLine(StandardOutput out, Capability capability) {
        out.line(LINE.formatted(capability.name(), capability.available() ? "yes" : "no", "for " + capability.purpose()));
        if (!capability.available()) {
            out.line(LINE.formatted("", "", capability.detail()));
            out.line(LINE.formatted("", "", "to change it: " + capability.remedy()));
        }
    }

    private static String summary(Capabilities capabilities) {
        if (!capabilities.canCapture()) {
            return "not possible; recording and replay work without them.";
        }
        return "can be taken (" + (capabilities.canCaptureIncrementally() ? "written pages only" : "all pages each time, those that are equal are kept once")
                + ") and " + (capabilities.canRestore() ? "restored." : "not restored.");
    }

    private static Map<String, Object> toJson(Capabilities capabilities) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("canCapture", capabilities.canCapture());
        values.put("canCaptureIncrementally", capabilities.canCaptureIncrementally());
        values.put("canRestore", capabilities.canRestore());
        values.put("capabilities", capabilities.all().stream().map(DoctorCommand::toJson).toList());
        return values;
    }

    private static Map<String, Object> toJson(Capability capability) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", capability.name());
        values.put("available", capability.available());
        values.put("purpose", capability.purpose());
        values.put("detail", capability.detail());
        values.put("remedy", capability.remedy());
        return values;
    }
}
