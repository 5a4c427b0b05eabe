/**
 * Small programs around libraries that we did not write. The table of the whole corpus is {@code corpus.txt} beside this package, in
 * the resources.
 */
package dev.backstep.tests.corpus;
