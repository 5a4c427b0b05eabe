package java.lang;

/** Replay: the places at which errors of the VM have to be thrown, known before any class of the application is defined. */
final class BackstepErrorPlaces {
    private static int count;
    /** Names of classes with slashes, names of methods, lines, and bytecode indices in the instrumented class of the recording. */
    private static String[] classes = new String[8];
    private static String[] methods = new String[8];
    private static int[] lines = new int[8];
    private static int[] bcis = new int[8];
    /** A call of {@link BackstepErrors#reached} stands there. */
    private static boolean[] found = new boolean[8];

    private BackstepErrorPlaces() { }

    /** @return number of the place */
    static int add(String className, String method, int line, int bci) {
        for (int i = 0; i < count; i++) {
            if (bcis[i] == bci && lines[i] == line && methods[i].equals(method) && classes[i].equals(className)) {
                return i;
            }
        }
        if (count == classes.length) {
            enlarge();
        }
        classes[count] = className;
        methods[count] = method;
        lines[count] = line;
        bcis[count] = bci;
        return count++;
    }

    private static void enlarge() {
        int n = count * 2;
        String[] moreClasses = new String[n];
        String[] moreMethods = new String[n];
        int[] moreLines = new int[n];
        int[] moreBcis = new int[n];
        boolean[] moreFound = new boolean[n];
        System.arraycopy(classes, 0, moreClasses, 0, count);
        System.arraycopy(methods, 0, moreMethods, 0, count);
        System.arraycopy(lines, 0, moreLines, 0, count);
        System.arraycopy(bcis, 0, moreBcis, 0, count);
        System.arraycopy(found, 0, moreFound, 0, count);
        classes = moreClasses;
        methods = moreMethods;
        lines = moreLines;
        bcis = moreBcis;
        found = moreFound;
    }

    static boolean isFound(int place) {
        return found[place];
    }

    /** @return whether a class has such places; {@code name} may be null */
    static boolean contains(String name) {
        for (int i = 0; i < count; i++) {
            if (classes[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Has the places of this class instrumented together with it. */
    static void tell(Object facts, String name) {
        for (int i = 0; i < count; i++) {
            if (classes[i].equals(name)) {
                BackstepRaw.addErrorPlace(facts, methods[i], lines[i], bcis[i], i);
            }
        }
    }

    /** The class is instrumented. */
    static void instrumented(Object facts) {
        int[] places = BackstepRaw.foundErrorPlaces(facts);
        for (int i = 0; i < places.length; i++) {
            found[places[i]] = true;
        }
        BackstepLogReader.placesFound();
    }
}
