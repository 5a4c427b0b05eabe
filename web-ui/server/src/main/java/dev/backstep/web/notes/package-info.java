/** Bookmarks and notes of a recording, in a file beside it that only its owner may read: they quote what the program held. */
package dev.backstep.web.notes;
