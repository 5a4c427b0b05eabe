/** The program that the tests of the page record and look at. */
package dev.backstep.web.e2e;
