package dev.backstep.instrument;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Label;

/**
 * What the runtime has to know of an instrumented class later, when the VM loads classes on its behalf: see
 * {@code BackstepClassLoading}.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams.
 */
public final class ClassFacts {
    private final Set<String> signatureClasses = new LinkedHashSet<>();
    private final List<String> reflected = new ArrayList<>();
    private final List<String> loopMethods = new ArrayList<>();
    private final List<Label> loopEnds = new ArrayList<>();
    private final int firstSite;
    private final String question;
    private String className;
    private String superName;
    private String sourceFile = "";
    private final List<String> fields = new ArrayList<>();
    private final List<String> siteMethods = new ArrayList<>();
    private final List<Integer> siteCounts = new ArrayList<>();
    private final List<Integer> siteLines = new ArrayList<>();
    private ErrorPlaces errorPlaces;

    public ClassFacts() {
        this(-1, null);
    }

    /**
     * @param firstSite number of the first site, for code that counts its steps; -1 for code that does not
     * @param question what else that code tells, see {@link QuestionHooks}; null for nothing
     */
    public ClassFacts(int firstSite, String question) {
        this.firstSite = firstSite;
        this.question = question;
    }

    String question() {
        return question;
    }

    boolean hasSteps() {
        return firstSite >= 0;
    }

    /** Replay: before an instruction of this class an error of the VM is to be thrown, see {@link ErrorPlaces}. */
    public void addErrorPlace(String method, int line, int bci, int number) {
        if (errorPlaces == null) {
            errorPlaces = new ErrorPlaces();
        }
        errorPlaces.add(method, line, bci, number);
    }

    /** Numbers of those places that there are. */
    public int[] foundErrorPlaces() {
        return errorPlaces == null ? new int[0] : errorPlaces.found();
    }

    /** Null if there are none. */
    ErrorPlaces errorPlaces() {
        return errorPlaces;
    }

    void setName(String name) {
        className = name;
    }

    void addField(String name, String descriptor) {
        fields.add(name.concat(" ").concat(descriptor));
    }

    void setSuper(String name) {
        superName = name;
    }

    void setSource(String file) {
        sourceFile = file == null ? "" : file;
    }

    /** @param method name, descriptor and, after a space, access flags */
    void beginSites(String method) {
        siteMethods.add(method);
        siteCounts.add(0);
    }

    /** @return number of the next site, in the method begun last */
    int addSite(int line) {
        int last = siteCounts.size() - 1;
        siteCounts.set(last, siteCounts.get(last) + 1);
        siteLines.add(line);
        return firstSite + siteLines.size() - 1;
    }

    /** The class is written anew. */
    void forget() {
        fields.clear();
        siteMethods.clear();
        siteCounts.clear();
        siteLines.clear();
        loopMethods.clear();
        loopEnds.clear();
    }

    /** Notes the classes in the signature of a method, in order of appearance. */
    void addSignature(String descriptor) {
        for (int from = descriptor.indexOf('L'); from >= 0;) {
            int end = descriptor.indexOf(';', from);
            signatureClasses.add(descriptor.substring(from + 1, end).replace('/', '.'));
            from = descriptor.indexOf('L', end);
        }
    }

    /** Notes what the VM loads when reflection asks for a method: see {@link MethodSignatures}. */
    void addReflected(String method) {
        reflected.add(method);
    }

    /**
     * Notes where a loop ends, in a method whose signature has classes that may not be loaded.
     *
     * @param method its name and descriptor
     * @param end the branch that closes the loop
     */
    void addLoop(String method, Label end) {
        loopMethods.add(method);
        loopEnds.add(end);
    }

    /** Names of the classes in signatures of methods. */
    public String[] signatureClasses() {
        return signatureClasses.toArray(new String[0]);
    }

    /** Methods whose signatures name classes, in the order of the class file; their form: {@link MethodSignatures}. */
    public String[] reflected() {
        return reflected.toArray(new String[0]);
    }

    /** Names with descriptors of the methods that the loops of {@link #loopEnds} are in. */
    public String[] loopMethods() {
        return loopMethods.toArray(new String[0]);
    }

    /** Internal name. */
    public String className() {
        return className;
    }

    /** Internal name of the superclass. */
    public String superName() {
        return superName;
    }

    /** File name; empty if the class file does not say. */
    public String sourceFile() {
        return sourceFile;
    }

    /** Instance fields: name, space, descriptor. */
    public String[] fields() {
        return fields.toArray(new String[0]);
    }

    /** Methods that have sites: name, descriptor and, after a space, access flags. */
    public String[] siteMethods() {
        return siteMethods.toArray(new String[0]);
    }

    /** How many sites each of {@link #siteMethods} has. */
    public int[] siteCounts() {
        return ints(siteCounts);
    }

    /** Lines of all sites, in order; 0 for the entry of a method without lines. */
    public int[] siteLines() {
        return ints(siteLines);
    }

    private static int[] ints(List<Integer> list) {
        int[] array = new int[list.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = list.get(i);
        }
        return array;
    }

    /** Bytecode indices of the branches that close loops; once the class is written. */
    public int[] loopEnds() {
        int[] at = new int[loopEnds.size()];
        for (int i = 0; i < at.length; i++) {
            at[i] = loopEnds.get(i).getOffset();
        }
        return at;
    }
}
