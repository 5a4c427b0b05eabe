package dev.backstep.samples.webserver;

/** Something that the shop sells. */
record Article(String name, int priceCents) {
}
