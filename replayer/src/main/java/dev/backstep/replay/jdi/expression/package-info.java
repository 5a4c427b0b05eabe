/**
 * Java expressions over the debug interface: parsed by JavaParser, then interpreted value by value
 * ({@link dev.backstep.replay.jdi.expression.Interpreter}). Reading runs no code of the program; calls do, and are diversions.
 * Static types are followed where overload resolution and arithmetic need them; where a type is not known (type variables,
 * classes that are not loaded), the type of the value stands in.
 */
package dev.backstep.replay.jdi.expression;
