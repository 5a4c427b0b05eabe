/** What a replay session speaks in, as JSON. Ids are strings: they are longs, and numbers of JavaScript are not. */
package dev.backstep.web.json;
