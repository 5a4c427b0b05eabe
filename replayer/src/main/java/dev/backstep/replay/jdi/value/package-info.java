/**
 * How values are shown: texts for people, and what collections, maps and optionals hold. Reads where the layout in the JDK is
 * known; runs code of the program only where it is not, and where the format allows it.
 */
package dev.backstep.replay.jdi.value;
