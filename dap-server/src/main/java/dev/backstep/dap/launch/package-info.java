/** From the arguments of {@code launch} and {@code attach} to a recording: runs programs under {@code backstep record}. */
package dev.backstep.dap.launch;
