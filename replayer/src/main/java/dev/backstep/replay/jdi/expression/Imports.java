package dev.backstep.replay.jdi.expression;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.ImportDeclaration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the source file of a class imports.
 *
 * @param single qualified names of classes
 * @param onDemand packages or classes whose members are imported
 * @param staticSingle qualified names of static members
 * @param staticOnDemand classes whose static members are imported
 */
record Imports(List<String> single, List<String> onDemand, List<String> staticSingle, List<String> staticOnDemand) {
    static final Imports NONE = new Imports(List.of(), List.of(), List.of(), List.of());

    static Imports of(String source) {
        return ExpressionParser.parseFile(source).map(Imports::of).orElse(NONE);
    }

    private static Imports of(CompilationUnit file) {
        Imports imports = new Imports(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (ImportDeclaration declaration : file.getImports()) {
            String name = declaration.getNameAsString();
            if (declaration.isModule()) {
                imports.onDemand.addAll(packagesOf(name));
            } else if (declaration.isStatic()) {
                (declaration.isAsterisk() ? imports.staticOnDemand : imports.staticSingle).add(name);
            } else {
                (declaration.isAsterisk() ? imports.onDemand : imports.single).add(name);
            }
        }
        return imports;
    }

    private static List<String> packagesOf(String module) {
        Optional<ModuleReference> found = ModuleFinder.ofSystem().find(module);
        return found.map(reference -> reference.descriptor().exports().stream().filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source).toList()).orElse(List.of());
    }
}
