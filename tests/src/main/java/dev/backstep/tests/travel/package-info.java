/** Walks through recordings in both directions, which must look the same however a place is reached. */
package dev.backstep.tests.travel;
