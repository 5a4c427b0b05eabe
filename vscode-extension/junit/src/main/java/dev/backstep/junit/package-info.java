/** Runs one test as a program: {@link dev.backstep.junit.TestRun} is what the extension for VS Code records for a test. */
package dev.backstep.junit;
