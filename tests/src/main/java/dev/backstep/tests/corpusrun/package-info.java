/**
 * {@code backstep corpus}: every program that we have, recorded once and replayed several times, with a report. The programs are the
 * debuggees, the samples and the table {@code corpus.txt}.
 */
package dev.backstep.tests.corpusrun;
