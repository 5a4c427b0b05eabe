/** The library for programs that want to mark places of their recordings. It needs nothing, and runs on Java 8 and later. */
package dev.backstep;
