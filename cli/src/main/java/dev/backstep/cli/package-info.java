/**
 * The {@code backstep} command: wiring only. One class per subcommand, listed in {@link dev.backstep.cli.Backstep}.
 *
 * <p>A command writes its result to standard output and everything else to standard error. With {@code --json} the result is
 * JSON ({@link dev.backstep.cli.Json}) whose names stay. Exceptions become one line and an exit code in one place,
 * {@link dev.backstep.cli.ExitCodes}.
 */
package dev.backstep.cli;
