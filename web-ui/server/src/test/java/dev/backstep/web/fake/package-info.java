/** A replay session without a replay: a made-up run of a shop, as long as one likes. Good for tests of the server and for work on the page. */
package dev.backstep.web.fake;
