package dev.backstep.tests.debuggees;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Objects written and read; the serial version that Java computes must not show our methods and fields. */
@Debuggee
public final class Serialisation {
    @SuppressWarnings("serial")
    private static class Letter implements Serializable {
        private final String text;
        private final Date date = new Date();
        private final Map<String, List<Integer>> attachments = new HashMap<>();

        Letter(String text) {
            this.text = text;
        }

        synchronized String text() {
            return text;
        }
    }

    private Serialisation() {
    }

    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        Letter letter = new Letter("written " + System.nanoTime());
        letter.attachments.put("list", new ArrayList<>(List.of(1, 2, 3)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(letter);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Letter read = (Letter) in.readObject();
            System.out.println(read.text() + " " + read.date + " " + read.attachments + " " + bytes.size());
        }
        System.out.println(ObjectStreamClass.lookup(Letter.class).getSerialVersionUID());
    }
}
