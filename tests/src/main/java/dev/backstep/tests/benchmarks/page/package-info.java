/** How fast the page draws. */
package dev.backstep.tests.benchmarks.page;
