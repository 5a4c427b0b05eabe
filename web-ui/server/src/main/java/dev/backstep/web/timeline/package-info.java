/** The timeline as bytes: {@link dev.backstep.web.timeline.TimelineBytes} has the layout, the page's {@code timeline/slice.ts} reads it. */
package dev.backstep.web.timeline;
