package dev.backstep.record;

import dev.backstep.recording.RecordingCreator;
import dev.backstep.recording.RecordingMetadata;
import dev.backstep.recording.Schedule;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;

/** Chooses the name of a new recording and creates it. */
final class RecordingFile {
    static final String ENDING = ".backstep";
    /** More recordings than one person starts in a second. */
    private static final int MAX_SAME_NAMES = 1000;

    private final RecordOptions options;
    private final Path workingDirectory;

    RecordingFile(RecordOptions options, Path workingDirectory) {
        this.options = options;
        this.workingDirectory = workingDirectory;
    }

    /**
     * Creates the file with header and metadata.
     *
     * @param programName part of the name, if the user did not say one
     * @return its absolute path
     * @throws RecordingNotStartedException if that is not possible
     */
    Path create(String programName, RecordingMetadata metadata, Schedule schedule) {
        Path wanted = workingDirectory.resolve(options.output().orElse(workingDirectory));
        if (!Files.isDirectory(wanted)) {
            return createNamed(wanted, metadata, schedule);
        }
        String name = programName + "-" + time(LocalDateTime.now());
        for (int i = 1; i <= MAX_SAME_NAMES; i++) {
            Path file = wanted.resolve(i == 1 ? name + ENDING : name + "-" + i + ENDING);
            try {
                RecordingCreator.create(file, metadata, schedule);
                return file;
            } catch (FileAlreadyExistsException e) {
                // another recording of this second: the next number
            } catch (IOException e) {
                throw failed(file, e);
            }
        }
        throw failed(wanted.resolve(name), new IOException("too many recordings of this name"));
    }

    /** {@code 20251120-174211}; without a DateTimeFormatter, which takes 20 ms to load what it knows of the world's calendars. */
    static String time(LocalDateTime time) {
        String digits = time.withNano(0).toString().replaceAll("\\D", "");
        String seconds = (digits + "00").substring(0, 14);      // those of a full minute are left out
        return seconds.substring(0, 8) + "-" + seconds.substring(8);
    }

    private Path createNamed(Path file, RecordingMetadata metadata, Schedule schedule) {
        try {
            if (options.existing() == RecordOptions.Existing.REPLACE) {
                Files.deleteIfExists(file);
            }
            RecordingCreator.create(file, metadata, schedule);
            return file;
        } catch (FileAlreadyExistsException e) {
            throw new RecordingNotStartedException(file + " exists; give another name or --force to replace it", e);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static RecordingNotStartedException failed(Path file, IOException e) {
        return new RecordingNotStartedException("cannot create the recording " + file + ": " + Reasons.of(e)
                + "; choose another place with -o", e);
    }
}
